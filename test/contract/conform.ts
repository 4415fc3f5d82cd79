/**
 * Holds answers and webhooks against GitHub's own descriptions: the subsets of @octokit/openapi and
 * @octokit/openapi-webhooks beside this file (made by scripts/openapi-subset.mjs). What does not fit is an error that
 * names the place.
 */
import { readFileSync } from "node:fs";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";

interface Subset {
  readonly source: string;
  readonly schemas: Record<string, object>;
}
interface RestSubset extends Subset {
  /** By operation, then status; null: no body. */
  readonly operations: Readonly<Record<string, Readonly<Record<string, object | null>>>>;
}
interface WebhookSubset extends Subset {
  readonly events: Readonly<Record<string, object>>;
}

/** GitHub's description of the operations that the sandbox serves. */
export const restSubset = correctRest(read<RestSubset>("openapi-subset.json"));
/** GitHub's description of the webhooks that the sandbox sends. */
export const webhookSubset = correctWebhooks(read<WebhookSubset>("webhooks-subset.json"));

const formats = {
  "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
  uri: /^(https?|git|ssh):\/\/[^\s{}]+$/,
  "uri-template": /^https?:\/\/\S+$/,
  email: /^\S+@\S+$/,
  date: /^\d{4}-\d\d-\d\d$/,
  int64: true,
  timestamp: true,
  repo: true,
  hostname: true,
} as const;

const rest = checker(restSubset, "rest");
const hooks = checker(webhookSubset, "hooks");

/** What does not fit in an answer; empty when all does. */
export function restComplaints(operation: string, status: number, body: unknown): readonly string[] {
  const described = restSubset.operations[operation];
  if (!described) return [`${operation} is not described`];
  const schema = described[String(status)];
  // 401, 403 and 404 are described once for all operations, not with each.
  if (schema === undefined && status >= 400) return rest(["schemas", "basic-error"], body);
  if (schema === undefined) return [`${operation} does not answer ${status}`];
  if (schema === null) return body === undefined ? [] : [`${operation} ${status} has no body`];
  return [...rest(["operations", operation, String(status)], body), ...eventComplaints(operation, status, body)];
}

/**
 * The description lets an entry be any kind of event, and the plainest kind asks for next to nothing. So each entry is
 * also held against the kind that it says it is.
 */
function eventComplaints(operation: string, status: number, body: unknown): readonly string[] {
  const list = /\/(timeline|events)$/.exec(operation)?.[1];
  if (list === undefined || status !== 200) return [];
  return (body as readonly { readonly event: string }[]).flatMap((entry) => {
    const name = kinds[entry.event] ?? `${entry.event.replaceAll("_", "-")}-issue-event`;
    const kind = list === "timeline" && restSubset.schemas[`timeline-${name}`] ? `timeline-${name}` : name;
    return restSubset.schemas[kind] ? rest(["schemas", kind], entry).map((text) => `${entry.event}: ${text}`) : [];
  });
}

const kinds: Readonly<Record<string, string>> = {
  commented: "timeline-comment-event",
  closed: "state-change-issue-event",
  reopened: "state-change-issue-event",
};

/** What does not fit in a webhook's payload. `event` and `action` as in the header and the payload. */
export function webhookComplaints(event: string, action: string | null, payload: unknown): readonly string[] {
  const name = webhookName(event, action);
  return webhookSubset.events[name] ? hooks(["events", name], payload) : [`${name} is not described`];
}

/** The name of a webhook in GitHub's description: `projects-v2-item-edited`. */
export function webhookName(event: string, action: string | null): string {
  // Here the action is whatever was asked for; GitHub describes one of them.
  if (event === "repository_dispatch") return "repository-dispatch-sample.collected";
  return [event, action]
    .filter((part) => part !== null)
    .join("-")
    .replaceAll("_", "-");
}

/** The operation that a method and path belong to; null when none is described. */
export function operationOf(method: string, path: string): string | null {
  const fits = Object.keys(restSubset.operations).filter((name) => {
    const [wanted, pattern = ""] = name.split(" ");
    const expression = pattern
      .replace(/[.+?^$|()[\]\\]/g, "\\$&")
      .replace("{path}", ".+")
      .replace(/\{[^}]+\}/g, "[^/]+");
    return wanted === method && new RegExp(`^${expression}$`).test(path);
  });
  return fits.sort((one, other) => one.split("{").length - other.split("{").length)[0] ?? null;
}

function checker(subset: Subset, id: string): (path: readonly string[], value: unknown) => readonly string[] {
  const ajv = new Ajv({ strict: false, allErrors: true, formats });
  ajv.addSchema(subset, id);
  const compiled = new Map<string, ValidateFunction>();
  return (path, value) => {
    const pointer = path.map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/");
    const check = compiled.get(pointer) ?? ajv.compile({ $ref: `${id}#/${pointer}` });
    compiled.set(pointer, check);
    return check(value) ? [] : (check.errors ?? []).map(complaint);
  };
}

function complaint({ instancePath, message, params }: ErrorObject): string {
  return `${instancePath || "/"} ${message} ${JSON.stringify(params)}`;
}

/**
 * Three places where GitHub's description of webhooks is narrower than what GitHub itself sends. `from` and `to` of a
 * field may be null (their type says so, their `oneOf` forgets it); and an App's events and permissions are lists from
 * before boards and sub-issues.
 */
function correctWebhooks(subset: WebhookSubset): WebhookSubset {
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const node = value as { type?: unknown; oneOf?: unknown[]; properties?: Record<string, { items?: object }> };
    if (Array.isArray(node.type) && node.type.includes("null") && node.oneOf) node.oneOf.push({ type: "null" });
    const events = node.properties?.events;
    if (events?.items && "enum" in events.items) events.items = { type: "string" };
    Object.values(value).forEach(visit);
  };
  visit(subset);
  return subset;
}

/** One slip of the description: an installation's account would have to be a user and an enterprise at once. */
function correctRest(subset: RestSubset): RestSubset {
  const list = subset.operations["GET /app/installations"]?.["200"] as {
    items: { properties: { account: { anyOf: { allOf?: object[]; anyOf?: object[] }[] } } };
  };
  const account = list.items.properties.account.anyOf[0]!;
  account.anyOf = account.allOf!;
  delete account.allOf;
  return subset;
}

function read<Shape>(file: string): Shape {
  return JSON.parse(readFileSync(new URL(file, import.meta.url), "utf8")) as Shape;
}
