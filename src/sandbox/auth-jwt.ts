/**
 * Checks an App's JSON Web Token as GitHub does, with GitHub's texts: RS256, signed with the App's key, issued in the
 * past, over within ten minutes. Time is real time, because clients sign with theirs.
 * https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app
 */
import { verify } from "node:crypto";
import { clientIdOf } from "./rest/show-app.ts";
import type { AppRow } from "./rows.ts";
import type { Store } from "./store.ts";

/** The App, or why not. */
export type JwtCheck = { readonly app: AppRow } | { readonly status: 401 | 404; readonly message: string };

const longestSeconds = 600;

/** Whether this looks like a JSON Web Token at all, so that its faults are worth naming. */
export function isJwt(token: string): boolean {
  return /^eyJ[\w-]*\.[\w-]*\.[\w-]*$/.test(token);
}

/** Checks a token's claims and signature. */
export function checkJwt(store: Store, token: string): JwtCheck {
  const [head = "", claims = "", signature = ""] = token.split(".");
  const header = decoded(head);
  const claim = decoded(claims);
  if (header?.alg !== "RS256" || claim === null) return refused("A JSON web token could not be decoded");
  if (claim.iss === undefined) return refused("Missing 'issuer' claim ('iss') in assertion");
  const app = [...store.apps.values()].find(
    (row) => String(row.databaseId) === String(claim.iss) || clientIdOf(row) === claim.iss,
  );
  if (!app) return { status: 404, message: "Integration not found" };
  if (!verify("RSA-SHA256", Buffer.from(`${head}.${claims}`), app.publicKey, Buffer.from(signature, "base64url"))) {
    return refused("A JSON web token could not be decoded");
  }
  return complaintAbout(claim, Math.floor(Date.now() / 1000)) ?? { app };
}

function complaintAbout(claim: Readonly<Record<string, unknown>>, now: number): JwtCheck | null {
  const { exp, iat } = claim;
  if (!Number.isInteger(exp) || (exp as number) <= now) {
    return refused(
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  }
  if ((exp as number) > now + longestSeconds) {
    return refused("'Expiration time' claim ('exp') is too far in the future");
  }
  if (!Number.isInteger(iat) || (iat as number) > now) {
    return refused("'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued");
  }
  return null;
}

function decoded(part: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function refused(message: string): JwtCheck {
  return { status: 401, message };
}
