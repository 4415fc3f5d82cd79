/**
 * Which servers this process may ask for usage: none, unless whoever runs it names their origins in
 * `PROMETHEUS_ORIGINS`. A config may name a variable to send as a token, so only those in `PROMETHEUS_SECRETS` are ever
 * given out.
 */
import type { SourceAccess } from "./report/read-sources.ts";

/** Nothing may be asked. */
export const noAccess: SourceAccess = { origins: [], secretOf: () => undefined, fetch };

/** By the environment: names with commas between them. */
export function sourceAccessBy(
  env: Readonly<Record<string, string | undefined>>,
  send: typeof fetch = fetch,
): SourceAccess {
  const secrets = new Set(namesIn(env.PROMETHEUS_SECRETS));
  return {
    origins: namesIn(env.PROMETHEUS_ORIGINS).flatMap((text) => (URL.canParse(text) ? [new URL(text).origin] : [])),
    secretOf: (name) => (secrets.has(name) ? env[name] : undefined),
    fetch: send,
  };
}

function namesIn(text: string | undefined): readonly string[] {
  return (text ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}
