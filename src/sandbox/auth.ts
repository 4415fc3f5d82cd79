/**
 * From a request's `authorization` header to who calls. It says who somebody is, never what they may do.
 */
import type { Viewer } from "./access.ts";
import { checkJwt, isJwt } from "./auth-jwt.ts";
import { RestError } from "./rest/rest-error.ts";
import type { AppRow, Id } from "./rows.ts";
import type { Store } from "./store.ts";
import { anonymous, viewerOf } from "./tokens.ts";

/** Who calls. An App with its JWT may only ask about itself: it has no viewer's rights anywhere. */
export type Caller =
  | { readonly kind: "anonymous"; readonly viewer: Viewer }
  | { readonly kind: "token"; readonly viewer: Viewer; readonly account: Id; readonly login: string }
  | { readonly kind: "app"; readonly viewer: Viewer; readonly app: AppRow };

/** Throws RestError 401 or 403 with GitHub's words when the token is no good. */
export function callerOf(store: Store, header: string | null): Caller {
  if (header === null || header.trim() === "") return { kind: "anonymous", viewer: anonymous };
  const token = tokenIn(header);
  if (isJwt(token)) {
    const checked = checkJwt(store, token);
    if ("app" in checked) return { kind: "app", viewer: anonymous, app: checked.app };
    throw new RestError(checked.status, checked.message);
  }
  const viewer = viewerOf(store, token);
  if (viewer === "suspended") throw new RestError(403, "This installation has been suspended");
  if (viewer === null) throw new RestError(401, "Bad credentials");
  const account = viewer.kind === "user" ? viewer.account : viewer.bot;
  return { kind: "token", viewer, account, login: store.accounts.get(account)!.login };
}

/** `Bearer x`, `token x`, or the password of basic authentication. */
function tokenIn(header: string): string {
  const [scheme = "", value = ""] = header.trim().split(/\s+/, 2);
  if (scheme.toLowerCase() !== "basic") return value;
  const [user = "", password = ""] = Buffer.from(value, "base64").toString("utf8").split(":");
  return password === "" || password === "x-oauth-basic" ? user : password;
}
