/**
 * Calls the outgoing webhooks that the config names: a webhook's name, a stored id and our key in, an outcome out. Only
 * HTTPS, only to the configured host, never to a private address, never after a redirect, and ten seconds at most. What
 * the other side answers is not read, and neither the secret nor the URL's path is ever in an outcome.
 */
import type { Outgoing } from "../github/ports.ts";
import type { Outcome } from "../model/change.ts";
import type { OutgoingWebhook } from "../model/schedule.ts";
import { addressOf, isLocalName, isPublicAddress } from "./addresses.ts";

export interface OutgoingOptions {
  /** By name, as in the config. */
  readonly webhooks: Readonly<Record<string, OutgoingWebhook>>;
  /** The value of an environment variable; undefined when it is not set. */
  readonly secretOf: (name: string) => string | undefined;
  readonly fetch: typeof fetch;
  /**
   * Every address of a host name. A name server may answer otherwise a moment later, so whoever needs more than this
   * must also pass a `fetch` that connects to public addresses only. Not given: names are believed.
   */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
}

const mostMilliseconds = 10_000;

export function createOutgoing(options: OutgoingOptions): Outgoing {
  return {
    async send(name, id, key) {
      const webhook = Object.hasOwn(options.webhooks, name) ? options.webhooks[name] : undefined;
      if (webhook === undefined) return failed(`The config has no webhook ${name}. Add it under webhooks.`);
      const url = placeOf(webhook);
      if (typeof url === "string") return failed(`The webhook ${name} was not called: ${url}`);
      const barrier = await barrierTo(url, options);
      if (barrier !== null) return failed(`The webhook ${name} was not called: ${barrier}`);
      const authorization = authorizationOf(webhook, options);
      if (authorization === null) return failed(secretText(name, webhook.secret ?? ""));
      return call(url, options, { name, authorization, body: JSON.stringify({ id, key }) });
    },
  };
}

/** Where it leads, or what is wrong with it. */
function placeOf({ url }: OutgoingWebhook): URL | string {
  if (!URL.canParse(url)) return "its url cannot be read. Write it as https://host/path.";
  const place = new URL(url);
  if (place.protocol !== "https:") return "its url is not HTTPS. Write it as https://host/path.";
  if (place.username !== "" || place.password !== "")
    return "its url holds a name or password. Name an environment variable under secret instead.";
  return place;
}

/** Why a host may not be called; null when it may. */
async function barrierTo({ hostname }: URL, { resolve }: OutgoingOptions): Promise<string | null> {
  const inside = `${hostname} is not a public address. Only hosts on the internet may be called.`;
  const address = addressOf(hostname);
  if (address !== null) return isPublicAddress(address) ? null : inside;
  if (isLocalName(hostname)) return inside;
  if (resolve === undefined) return null;
  const unfound = `the host ${hostname} was not found. Check the url.`;
  try {
    const addresses = await resolve(hostname);
    if (addresses.length === 0) return unfound;
    return addresses.every(isPublicAddress) ? null : inside;
  } catch {
    return unfound;
  }
}

/** Empty when the webhook has no secret; null when its secret cannot be had or cannot be sent. */
function authorizationOf({ secret }: OutgoingWebhook, { secretOf }: OutgoingOptions): Record<string, string> | null {
  if (secret === null) return {};
  const token = secretOf(secret)?.trim();
  // What a header may not hold would be quoted in the client's own error.
  return token !== undefined && /^[\x21-\x7e]+$/.test(token) ? { authorization: `Bearer ${token}` } : null;
}

function secretText(name: string, variable: string): string {
  return `The webhook ${name} was not called: the environment variable ${variable} is not set or holds no token. Set it.`;
}

interface Letter {
  readonly name: string;
  readonly authorization: Readonly<Record<string, string>>;
  readonly body: string;
}

async function call(
  url: URL,
  { fetch: send }: OutgoingOptions,
  { name, authorization, body }: Letter,
): Promise<Outcome> {
  try {
    const response = await send(url.href, {
      method: "POST",
      headers: { "content-type": "application/json", "user-agent": "milepost", ...authorization },
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(mostMilliseconds),
    });
    await response.body?.cancel();
    return outcomeOf(response, name, url.host);
  } catch {
    // A client's own error may quote headers or the URL, so it is not repeated.
    return {
      kind: "unknown",
      why: `The webhook ${name} did not answer within ten seconds, or ${url.host} was out of reach.`,
    };
  }
}

/** A redirect is refused: it leads where nobody configured it to. An overloaded server may have taken the call. */
function outcomeOf({ status, type, url }: Response, name: string, host: string): Outcome {
  if (type === "opaqueredirect" || (status >= 300 && status < 400))
    return failed(`The webhook ${name} was redirected, which is not followed. Configure the url that it leads to.`);
  if (url !== "" && new URL(url).host !== host) return failed(`The webhook ${name} was answered by another host.`);
  if (status >= 200 && status < 300) return { kind: "applied" };
  if (status >= 500 || status === 408 || status === 429)
    return {
      kind: "unknown",
      why: `The webhook ${name} answered ${status}. It is called again later with the same key.`,
    };
  return failed(`The webhook ${name} answered ${status}. Check its url and its secret.`);
}

function failed(why: string): Outcome {
  return { kind: "failed", why };
}
