/**
 * Asks a sandbox over its fetch, as plainly as it can be done: no client's habits in between.
 */
import { createSign } from "node:crypto";
import type { Sandbox, SandboxApp } from "../../src/sandbox/sandbox.ts";

export interface Told {
  readonly status: number;
  readonly headers: Headers;
  /** undefined when there is none. */
  readonly body: unknown;
  readonly text: string;
}

export interface Extra {
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks; `what` is a method and a path. */
export async function ask(sandbox: Pick<Sandbox, "fetch">, what: string, extra: Extra = {}): Promise<Told> {
  const [method = "GET", path = "/"] = what.split(" ");
  const response = await sandbox.fetch(
    new Request(`http://api.github.test${path}`, {
      method,
      headers: {
        ...(extra.token === undefined ? {} : { authorization: `Bearer ${extra.token}` }),
        ...extra.headers,
      },
      ...(extra.body === undefined
        ? {}
        : { body: typeof extra.body === "string" ? extra.body : JSON.stringify(extra.body) }),
    }),
  );
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.startsWith("application/json") === true;
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined };
}

/** Asks GraphQL. */
export function askGraphql(
  sandbox: Pick<Sandbox, "fetch">,
  token: string | undefined,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Told> {
  return ask(sandbox, "POST /graphql", { token, body: { query, variables } });
}

/** Signs an App's JWT; `claims` replace those that are right. */
export function jwtOf(
  app: Pick<SandboxApp, "id" | "privateKey">,
  claims: Readonly<Record<string, unknown>> = {},
  header: Readonly<Record<string, unknown>> = { alg: "RS256", typ: "JWT" },
): string {
  const now = Math.floor(Date.now() / 1000);
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part(header)}.${part({ iat: now - 30, exp: now + 540, iss: app.id, ...claims })}`;
  return `${signed}.${createSign("RSA-SHA256").update(signed).sign(app.privateKey, "base64url")}`;
}

/** An installation token of the App. */
export async function installationToken(
  sandbox: Pick<Sandbox, "fetch">,
  app: SandboxApp,
  narrowed: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const told = await ask(sandbox, `POST /app/installations/${app.installationId}/access_tokens`, {
    token: jwtOf(app),
    body: narrowed,
  });
  if (told.status !== 201) throw new Error(`${told.status} ${told.text}`);
  return (told.body as { token: string }).token;
}
