/**
 * Whose limits a request counts against, and how GitHub names them when they are used up.
 */
import type { Caller } from "./auth.ts";
import type { Bearer } from "./limits-rate.ts";
import type { Store } from "./store.ts";

/** An installation's tokens share one limit, and so do a person's. An App's own calls have a limit like a person's. */
export function bearerOf(caller: Caller): { readonly bearer: Bearer; readonly key: string } {
  if (caller.kind === "app") return { bearer: "user", key: `app ${caller.app.id}` };
  const { viewer } = caller;
  if (caller.kind === "anonymous") return { bearer: "anonymous", key: "anonymous" };
  if (viewer.kind === "installation") return { bearer: "installation", key: `installation ${viewer.installation}` };
  if (viewer.kind === "workflow") return { bearer: "workflow", key: `workflow ${viewer.repository}` };
  return { bearer: "user", key: `user ${viewer.account}` };
}

/** GitHub's words when the primary limit is used up. */
export function exceededText(caller: Caller, store: Store): string {
  const { viewer } = caller;
  if (caller.kind === "app") return `API rate limit exceeded for app ID ${caller.app.databaseId}.`;
  if (caller.kind === "anonymous") {
    return "API rate limit exceeded for 127.0.0.1. (But here's the good news: Authenticated requests get a higher rate limit. Check out the documentation for more details.)";
  }
  if (viewer.kind === "installation") {
    return `API rate limit exceeded for installation ID ${viewer.installation}.`;
  }
  if (viewer.kind === "workflow") return "API rate limit exceeded for installation.";
  return `API rate limit exceeded for user ID ${store.accounts.get(viewer.account)?.databaseId}.`;
}
