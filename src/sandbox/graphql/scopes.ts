/**
 * Scopes of personal tokens, where a field asks for one. Apps have permissions instead and pass here.
 */
import { SandboxError } from "../error.ts";
import type { Context } from "./context.ts";

/** Which scopes also give what the named one gives. */
const includedIn: Readonly<Record<string, readonly string[]>> = {
  "read:project": ["read:project", "project"],
  project: ["project"],
  "read:org": ["read:org", "write:org", "admin:org"],
};

/** Throws GitHub's own INSUFFICIENT_SCOPES text when a personal token lacks what the field wants. */
export function requireScope(context: Context, field: string, scope: "read:project" | "project" | "read:org"): void {
  const { viewer } = context;
  if (viewer.kind !== "user" || includedIn[scope]!.some((one) => viewer.scopes.includes(one))) return;
  const granted = viewer.scopes.map((one) => `'${one}'`).join(", ");
  throw new SandboxError(
    "INSUFFICIENT_SCOPES",
    `Your token has not been granted the required scopes to execute this query. The '${field}' field requires one of the following scopes: ['${scope}'], but your token has only been granted the: [${granted}] scopes. Please modify your token's scopes at: https://github.com/settings/tokens.`,
  );
}
