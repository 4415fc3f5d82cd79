/**
 * Errors as GitHub's GraphQL shows them: `type`, `path`, `locations`, `message`. A refusal that depends on who asked
 * gets its words here.
 */
import type { GraphQLError } from "graphql";
import type { Viewer } from "../access.ts";
import { SandboxError } from "../error.ts";
import type { Store } from "../store.ts";
import type { ShownError } from "./documents.ts";

/**
 * GitHub's texts: "Resource not accessible by integration" for Apps and workflow tokens; for people "<login> does not
 * have the correct permissions to execute `AddLabelsToLabelable`". `field`: the mutation's or field's name.
 */
export function wordsOf(error: SandboxError, viewer: Viewer, store: Store, field: string): string {
  if (error.worded) return error.message;
  if (viewer.kind !== "user") return "Resource not accessible by integration";
  const login = store.accounts.get(viewer.account)?.login ?? "";
  return `${login} does not have the correct permissions to execute \`${field[0]!.toUpperCase()}${field.slice(1)}\``;
}

/** One error of an execution. An error of the sandbox's own is shown as it is, so that tests see it. */
export function showError(error: GraphQLError, viewer: Viewer, store: Store): ShownError {
  const cause = error.originalError;
  const { locations = [], path } = error;
  const place = { ...(path ? { path } : {}), locations };
  if (!(cause instanceof SandboxError)) {
    const type = error.extensions.type;
    return { ...(type === undefined ? {} : { type }), ...place, message: error.message };
  }
  const field = error.nodes?.[0]?.kind === "Field" ? error.nodes[0].name.value : "";
  const refused = cause.type === "FORBIDDEN" ? { extensions: { saml_failure: false } } : {};
  return { type: cause.type, ...place, ...refused, message: wordsOf(cause, viewer, store, field) };
}
