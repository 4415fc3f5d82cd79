/**
 * What an outside system sent → the fields of it that the flow accepts, and the name of the occasion for keys. All of it
 * is somebody else's text: it is kept as data, capped, and made harmless where a template prints it.
 */
import type { Marker } from "../../content/markers.ts";
import type { ValueScope } from "../../content/values.ts";
import type { Flow } from "../../model/schedule.ts";

/** By the name under `accepts`. Fields that are absent, or are not one plain value, are left out. */
export type Payload = Readonly<Record<string, string>>;

const longestValue = 1_000;
const longestName = 120;

/** The accepted fields of a dispatch's `client_payload`. */
export function payloadOf(sent: unknown, { accepts, key }: Flow): Payload {
  const fields = [...new Set([...accepts, key])].map((field) => [field, plainAt(sent, field)] as const);
  return Object.fromEntries(fields.flatMap(([field, text]) => (text === null ? [] : [[field, text] as const])));
}

/** What is kept of it in the marker of the parent: `payload.title`. */
export function payloadExtra(payload: Payload): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(payload).map(([field, text]) => [`payload.${field}`, text]));
}

/** The inverse of `payloadExtra`. */
export function payloadKept(extra: Marker["extra"]): Payload {
  const kept = Object.entries(extra).filter(
    ([name, value]) => name.startsWith("payload.") && typeof value === "string",
  );
  return Object.fromEntries(kept.map(([name, value]) => [name.slice("payload.".length), value as string]));
}

/** `payload` as texts and conditions name it: `payload.title`, and `payload.incident.id` for a field with dots. */
export function payloadScope(payload: Payload): ValueScope {
  const scope: Record<string, unknown> = { ...payload };
  for (const [field, text] of Object.entries(payload)) {
    const [first = field, ...deeper] = field.split(".");
    if (deeper.length > 0) scope[first] = within(scope[first], deeper, text);
  }
  return scope as ValueScope;
}

/**
 * The occasion as a part of a key: no slash, no space, nothing that a marker or a log could stumble over. Two different
 * texts never give one name, unless they are very long and made to.
 */
export function occasionName(text: string): string {
  const bytes = [...new TextEncoder().encode(text.normalize("NFC").trim())];
  const name = bytes.map((byte) => plain(byte) ?? `%${byte.toString(16).padStart(2, "0").toUpperCase()}`).join("");
  return name.length <= longestName ? name : `${name.slice(0, 60).replace(/%.?$/, "")}~${digest(bytes)}`;
}

function plain(byte: number): string | null {
  const char = String.fromCharCode(byte);
  return /[A-Za-z0-9._-]/.test(char) ? char : null;
}

/** FNV-1a with 128 bits. http://www.isthe.com/chongo/tech/comp/fnv/ It tells occasions apart; it keeps no secret. */
function digest(bytes: readonly number[]): string {
  let hash = 0x6c62272e07bb014262b821756295c58dn;
  for (const byte of bytes) hash = BigInt.asUintN(128, (hash ^ BigInt(byte)) * 0x1000000000000000000013bn);
  return hash.toString(16).padStart(32, "0");
}

/** One plain value, by a field whose dots are depth. Only a value's own properties are looked at. */
function plainAt(sent: unknown, field: string): string | null {
  let value: unknown = sent;
  for (const part of field.split(".")) {
    if (typeof value !== "object" || value === null || Array.isArray(value) || !Object.hasOwn(value, part)) return null;
    value = (value as Readonly<Record<string, unknown>>)[part];
  }
  if (typeof value === "number" && !Number.isFinite(value)) return null;
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return null;
  const text = [...String(value)].slice(0, longestValue).join("");
  return text.trim() === "" ? null : text;
}

function within(have: unknown, [first = "", ...deeper]: readonly string[], text: string): unknown {
  const group = typeof have === "object" && have !== null ? (have as Readonly<Record<string, unknown>>) : {};
  return { ...group, [first]: deeper.length === 0 ? text : within(group[first], deeper, text) };
}
