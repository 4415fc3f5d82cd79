/**
 * What may be in a log line: ids, counts, codes, addresses of issues and our own sentences about the config. Everything
 * else is dropped, whoever hands it over: bodies, titles, payloads, headers, keys and tokens have no place here.
 */

type Kind = "count" | "code" | "sentence" | "foreign";

/** A field that is not named here is not logged. */
const kinds: Readonly<Record<string, Kind>> = {
  ...kindOf("count", "installation", "port", "status", "seconds", "count", "listed", "queued", "waiting", "later"),
  ...kindOf("count", "parked", "planned", "applied", "unchanged", "refused", "failed", "unknown", "problems"),
  ...kindOf("code", "name", "id", "event", "action", "delivery", "issue", "ref", "pipeline", "stage", "mode"),
  ...kindOf("code", "kind", "type", "code", "change", "rule", "outcome", "until", "signal", "owner", "url", "slug"),
  // A problem is written by us, about the config or a board, for the person who must put it right.
  ...kindOf("sentence", "where", "what", "todo"),
  ...kindOf("foreign", "why"),
};

/** GitHub's and Node's own phrases, which say what is wrong and quote nothing. */
const phrases =
  /Bad credentials|Not Found|Resource not accessible by (?:integration|personal access token)|(?:secondary )?rate limit|abuse detection|Could not resolve to an? [A-Za-z0-9]{1,40}|Something went wrong|timed? ?out|Validation Failed|must have admin rights|SAML|IP allow list|suspended|archived|locked|Integration not found|could not be decoded|Expiration time|not visible|page failed|signature does not match event payload and secret|Invalid JSON|E(?:CONNREFUSED|CONNRESET|NOTFOUND|TIMEDOUT|PIPE|AI_AGAIN|ADDRINUSE)|fetch failed|bad port|terminated/i;

/** The fields that may be logged, cut to size. Never throws. */
export function safeFields(fields: unknown): Readonly<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const [name, value] of entriesOf(fields)) {
    if (name === "err") Object.assign(found, safeError(value));
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    const safe = kind && safeValue(kind, value);
    if (safe !== undefined && safe !== null) found[name] = safe;
  }
  return found;
}

/** What an error of anybody's may say: its kind, its codes, and a known phrase out of its message. Never throws. */
export function safeError(error: unknown): Readonly<Record<string, unknown>> {
  const one = innermost(error);
  const from = (key: string) => entriesOf(one).get(key);
  const cause = entriesOf(from("cause"));
  const fields = {
    type: from("name") ?? typeof error,
    kind: from("kind"),
    status: from("status"),
    code: from("code") ?? cause.get("code"),
    until: from("until"),
    why: from("message"),
  };
  return safeFields(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)));
}

/** The known phrase in somebody else's sentence; otherwise only that there was one. */
export function safePhrase(text: string): string {
  return phrases.exec(text.slice(0, 2000))?.[0] ?? "in words that are not logged, since they may quote an issue";
}

function safeValue(kind: Kind, value: unknown): unknown {
  if (kind === "count" || typeof value === "number") return typeof value === "number" ? value : undefined;
  if (typeof value === "boolean") return value;
  if (typeof value !== "string") return undefined;
  if (kind === "foreign") return safePhrase(value);
  if (kind === "sentence") return withoutSecrets(value).slice(0, 400);
  return /^[\w./:#@+=[\]-]{1,200}$/.test(value) ? withoutSecrets(value) : "(not logged)";
}

/** The second net: what looks like a key or a token is blotted out wherever it stands. */
function withoutSecrets(text: string): string {
  return text
    .replace(/\b(?:gh[a-z]_|github_pat_)\w+(?:\.[\w.-]+)?|\bv1\.[0-9a-f]{40}\b|\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, "(token)")
    .replace(/-----BEGIN[\s\S]*/g, "(key)");
}

/** Webhook errors come as an AggregateError that also carries the whole event. */
function innermost(error: unknown): unknown {
  const inner = entriesOf(error).get("errors");
  return Array.isArray(inner) && inner.length > 0 ? inner[0] : error;
}

function entriesOf(value: unknown): ReadonlyMap<string, unknown> {
  if (typeof value !== "object" || value === null) return new Map();
  try {
    const own = Object.getOwnPropertyNames(value).map((key) => [key, Reflect.get(value, key)] as const);
    const named = value instanceof Error ? [["name", value.name] as const] : [];
    return new Map([...named, ...own]);
  } catch {
    return new Map();
  }
}

function kindOf(kind: Kind, ...names: readonly string[]): Record<string, Kind> {
  return Object.fromEntries(names.map((name) => [name, kind]));
}
