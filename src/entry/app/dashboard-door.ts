/**
 * Serves dashboards: `/` where the App is installed once, `/{org}` for each organisation. Everybody sees what the config
 * calls public and nothing else; the team's page needs the organisation's token, as a bearer or by a link that is turned
 * into a cookie. An organisation that is not there and one that shows nothing are answered alike. No address and no
 * token is ever logged.
 */
import { createHmac } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { AudienceName } from "../../report/audience.ts";
import { type Message, messagePage } from "../../report/html/message-page.ts";
import { pagePolicy } from "../../report/html/page-policy.ts";
import type { Dashboard } from "./dashboard.ts";
import { isSame } from "./same.ts";

export interface DashboardDoorOptions {
  /** By the organisation's login, in small letters. One that is missing has no page for its team. */
  readonly tokens: ReadonlyMap<string, string>;
  /** Null: the only organisation there is. Answers null when there is none, or several. */
  readonly find: (owner: string | null) => { readonly owner: string; readonly dashboard: Dashboard } | null;
  /** Whether it is known where the App is installed. */
  readonly isReady: () => boolean;
}

/** Answers when the address is a dashboard's; false: it is not. */
export type DashboardDoor = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/** Makes the door. */
export function createDashboardDoor(options: DashboardDoorOptions): DashboardDoor {
  return async (request, response) => {
    const [path = "", query = ""] = (request.url ?? "").split("?", 2);
    const place = /^\/(?:([a-z\d][a-z\d-]{0,38})\/?)?$/i.exec(path);
    if (place === null) return false;
    const reply = replier(request, response);
    if (request.method !== "GET" && request.method !== "HEAD") {
      await reply(405, messages.method, { allow: "GET, HEAD" });
    } else if (options.isReady()) {
      await answer({ owner: place[1] ?? null, path, query, headers: request.headers }, options, reply);
    } else await reply(503, messages.starting, { "retry-after": "5" });
    return true;
  };
}

interface Asked {
  readonly owner: string | null;
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingMessage["headers"];
}

async function answer(asked: Asked, { tokens, find }: DashboardDoorOptions, reply: Reply): Promise<void> {
  const found = find(asked.owner);
  const owner = found?.owner.toLowerCase() ?? "";
  const token = tokens.get(owner) ?? null;
  const claim = claimOf(asked, owner);
  if (claim !== null && (token === null || !isSame(claim.said, claim.kind === "cookie" ? pass(token) : token))) {
    const forget = claim.kind === "cookie" ? { "set-cookie": cookie(owner, "", 0) } : {};
    return reply(401, messages.wrongToken, { "www-authenticate": "Bearer", ...forget });
  }
  if (claim?.kind === "link") {
    return reply(303, messages.moved, {
      location: asked.path,
      "set-cookie": cookie(owner, pass(token!), cookieSeconds),
    });
  }
  if (found === null) return reply(404, messages.notPublic);
  const audience: AudienceName = claim === null ? "public" : "team";
  const shown = await found.dashboard.show(audience);
  if (shown.kind === "page") return reply(200, shown.gzip, cachingFor(audience));
  if (shown.kind === "making") return reply(503, messages.making, { "retry-after": "5" });
  if (shown.kind === "failed") return reply(503, messages.failed, { "retry-after": "60" });
  return claim === null ? reply(404, messages.notPublic) : reply(404, messages.noConfig);
}

/** What somebody shows to be let in; a bearer counts before a link, and that before a cookie. */
function claimOf({ headers, query }: Asked, owner: string): { readonly kind: Claim; readonly said: string } | null {
  if (headers.authorization !== undefined) {
    return { kind: "bearer", said: /^bearer +(\S+)$/i.exec(headers.authorization)?.[1] ?? "" };
  }
  const link = new URLSearchParams(query).get("token");
  if (link !== null) return { kind: "link", said: link };
  const cookies = (headers.cookie ?? "").split(/; */).map((one) => one.split("=", 2));
  const said = cookies.find(([name]) => name === cookieName(owner))?.[1];
  return said === undefined ? null : { kind: "cookie", said };
}

type Claim = "bearer" | "link" | "cookie";

/** What the cookie holds: it lets its bearer look, and does not tell the token. A new token makes it worthless. */
function pass(token: string): string {
  return createHmac("sha256", token).update("milepost dashboard").digest("base64url");
}

const cookieSeconds = 30 * 86_400;

/** The prefix has browsers refuse it from anywhere but this host over TLS (localhost apart). */
function cookieName(owner: string): string {
  return `__Host-milepost-${owner}`;
}

/** `Lax`, so that a link from a mail or a chat shows the page at once. */
function cookie(owner: string, value: string, seconds: number): string {
  return `${cookieName(owner)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; Secure; SameSite=Lax`;
}

function cachingFor(audience: AudienceName): Record<string, string> {
  return audience === "public" ? { "cache-control": "public, max-age=60" } : {};
}

/** Compressed, when it is bytes. */
type Reply = (status: number, body: Message | Buffer, headers?: Record<string, string>) => Promise<void>;

const uncompressed = promisify(gunzip);

function replier(request: IncomingMessage, response: ServerResponse): Reply {
  const takesGzip = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i.test(String(request.headers["accept-encoding"] ?? ""));
  return async (status, body, headers = {}) => {
    const isPacked = Buffer.isBuffer(body) && takesGzip;
    const bytes = Buffer.isBuffer(body)
      ? isPacked
        ? body
        : await uncompressed(body)
      : Buffer.from(messagePage(body), "utf8");
    response.writeHead(status, {
      ...safety,
      ...(isPacked ? { "content-encoding": "gzip" } : {}),
      "content-length": bytes.length,
      ...headers,
    });
    response.end(request.method === "HEAD" ? undefined : bytes);
  };
}

const safety = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": `${pagePolicy()}; frame-ancestors 'none'`,
  "cache-control": "no-store",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-robots-tag": "noindex",
  vary: "Accept-Encoding, Authorization, Cookie",
};

const messages = {
  notPublic: {
    title: "Nothing public is here",
    words: ["If you are in the team, open the page by the link with the token, or ask for it."],
    again: null,
  },
  wrongToken: {
    title: "This token does not open the page",
    words: ["It may have been replaced, or belong to another organisation. Ask the team for the present link."],
    again: null,
  },
  noConfig: {
    title: "There is no report yet",
    words: [
      "The organisation has no .github/milepost.yml, or there are mistakes in it. `npx milepost validate` names them.",
    ],
    again: null,
  },
  making: {
    title: "The report is being made",
    words: ["GitHub is read just now. This page looks again by itself."],
    again: 5,
  },
  failed: {
    title: "GitHub does not answer just now",
    words: ["So there is nothing to show yet. This page looks again in a minute."],
    again: 60,
  },
  starting: { title: "Milepost is starting", words: ["This page looks again by itself."], again: 5 },
  moved: { title: "You are let in", words: ["The page is at the same address without the token."], again: null },
  method: { title: "This page can only be read", words: ["Ask for it with GET."], again: null },
} as const satisfies Readonly<Record<string, Message>>;
