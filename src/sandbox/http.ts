/**
 * Puts a sandbox behind a port of this machine, for clients that want an address. Requests and answers pass through
 * unchanged; nothing listens on any other interface.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Sandbox } from "./sandbox.ts";

export interface Listening {
  /** `http://127.0.0.1:40123`, without a slash at the end. */
  readonly url: string;
  /** Ends open connections too. */
  close(): Promise<void>;
}

/** Listens on the loopback interface; port 0 takes a free one. Rejects when the port is taken. */
export async function listen(
  sandbox: Pick<Sandbox, "fetch">,
  options: { readonly port?: number } = {},
): Promise<Listening> {
  const server = createServer((incoming, outgoing) => void pass(sandbox, incoming, outgoing));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Serves one request of node:http with a fetch of the web. Also for a test's own listener, one with TLS say. */
export async function pass(
  sandbox: Pick<Sandbox, "fetch">,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  try {
    const response = await sandbox.fetch(await requestOf(incoming));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  } catch (error) {
    outgoing.writeHead(500, { "content-type": "application/json" });
    outgoing.end(JSON.stringify({ message: `The sandbox is at fault: ${String(error)}` }));
  }
}

async function requestOf(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const method = incoming.method ?? "GET";
  const secure = "encrypted" in incoming.socket;
  const url = new URL(incoming.url ?? "/", `${secure ? "https" : "http"}://${incoming.headers.host ?? "127.0.0.1"}`);
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  const hasBody = method !== "GET" && method !== "HEAD";
  return new Request(url, { method, headers, ...(hasBody ? { body: Buffer.concat(chunks) } : {}) });
}
