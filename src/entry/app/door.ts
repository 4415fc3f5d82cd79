/**
 * The HTTP side of the App: signed webhooks, dashboards, `/healthz` and `/metrics`. Whatever bytes arrive, the answer is a status and the
 * process stays alive. Verifying and parsing are Probot's; this keeps from it what it would stumble over.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { DashboardDoor } from "./dashboard-door.ts";
import { isSame } from "./same.ts";

/** GitHub does not deliver more. Source: docs.github.com, "Webhook events and payloads", payload cap. */
export const mostBodyBytes = 25 * 1024 * 1024;

export const webhookPath = "/api/github/webhooks";

/** Probot's middleware; takes `rawBody` instead of reading the stream. */
export type WebhookHandler = (
  request: IncomingMessage & { rawBody?: Uint8Array; body?: unknown },
  response: ServerResponse,
) => unknown;

export interface DoorOptions {
  readonly handleWebhook: WebhookHandler;
  readonly showDashboard: DashboardDoor;
  /** Null: there is no such page. */
  readonly metrics: {
    readonly token: string;
    readonly page: () => Promise<{ readonly type: string; readonly text: string }>;
  } | null;
  readonly isStopping: () => boolean;
  /** Whether GitHub has said where the App is installed; without that nothing can be done. */
  readonly isReady: () => boolean;
  /** Counts only: anybody may read them. */
  readonly health: () => Promise<Readonly<Record<string, number>>>;
}

/** Makes the server; the caller listens and closes. */
export function createDoor(options: DoorOptions): Server {
  const server = createServer((request, response) => {
    answer(request, response, options).catch(() => reply(response, 500, "Milepost could not handle this request."));
  });
  // A sender that dawdles is cut off: GitHub itself gives up after ten seconds.
  server.requestTimeout = 30_000;
  server.headersTimeout = 10_000;
  server.on("clientError", (_error, socket) => {
    if (socket.writable) socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
  });
  return server;
}

async function answer(request: IncomingMessage, response: ServerResponse, options: DoorOptions): Promise<void> {
  const path = (request.url ?? "").split("?")[0];
  if (path === "/healthz") return health(request, response, options);
  if (path === "/metrics") return metrics(request, response, options.metrics);
  if (path !== webhookPath) {
    if (await options.showDashboard(request, response)) return;
    return reply(response, 404, "Nothing is here.");
  }
  if (request.method !== "POST") return reply(response, 405, "Webhooks come by POST.");
  if (options.isStopping()) return reply(response, 503, "Milepost is stopping.");
  const complaint = complaintAboutHeaders(request);
  if (complaint) return reply(response, ...complaint);
  const body = await readBody(request);
  if (body === null) return reply(response, 413, "The body is larger than 25 MB.");
  if (firstLetterOf(body) !== "{") return reply(response, 400, "The body is not a JSON object.");
  await options.handleWebhook(Object.assign(request, { rawBody: body, body: {} }), response);
}

function complaintAboutHeaders({ headers }: IncomingMessage): readonly [number, string] | null {
  if (headers["content-encoding"] && headers["content-encoding"] !== "identity")
    return [415, "The body is compressed. GitHub sends webhooks as they are."];
  if (!/^\s*application\/json\s*(;|$)/.test(headers["content-type"] ?? ""))
    return [415, "The body is not JSON. Set the webhook's content type to application/json."];
  if (Number(headers["content-length"] ?? 0) > mostBodyBytes) return [413, "The body is larger than 25 MB."];
  const event = headers["x-github-event"];
  // Names of Object's own members would be taken for handlers further on.
  if (typeof event === "string" && !/^[a-z][a-z0-9_]{0,49}$/.test(event)) return [400, "X-GitHub-Event is no event."];
  return null;
}

/** Null when it is too large; the rest is not read then. */
function readBody(request: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > mostBodyBytes) resolve(null);
      else chunks.push(chunk);
    });
    request.on("end", () => resolve(Buffer.concat(chunks)));
    request.on("error", reject);
  });
}

function firstLetterOf(body: Buffer): string {
  return body.subarray(0, 64).toString("utf8").trimStart().slice(0, 1);
}

async function health(request: IncomingMessage, response: ServerResponse, options: DoorOptions): Promise<void> {
  // Null: what is kept elsewhere cannot be asked just now.
  const counts = await options.health().catch(() => null);
  const isReady = counts !== null && options.isReady();
  const status = options.isStopping() ? "stopping" : isReady ? "ok" : "not ready";
  const text = JSON.stringify({ status, ...counts });
  response.writeHead(status === "ok" ? 200 : 503, { "content-type": "application/json" });
  response.end(request.method === "HEAD" ? undefined : text);
}

/** For whoever brings the token; to everybody else the page is not there. */
async function metrics(
  request: IncomingMessage,
  response: ServerResponse,
  asked: DoorOptions["metrics"],
): Promise<void> {
  const brought = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (asked === null || request.method !== "GET" || brought === undefined || !isSame(brought, asked.token))
    return reply(response, 404, "Nothing is here.");
  const { type, text } = await asked.page();
  response.writeHead(200, { "content-type": type, "cache-control": "no-store" });
  response.end(text);
}

/** An answer before the body was read closes the connection, so that what is left of it is not taken for a request. */
function reply(response: ServerResponse, status: number, words: string): void {
  if (response.headersSent) return;
  const isEarly = !response.req.complete;
  response.writeHead(status, { "content-type": "application/json", ...(isEarly ? { connection: "close" } : {}) });
  response.end(JSON.stringify({ error: words }));
}
