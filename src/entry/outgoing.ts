/**
 * Outgoing webhooks for one process: off unless whoever runs it names the hosts in `OUTGOING_HOSTS`. A config may name a
 * variable to send as a token, so only those in `OUTGOING_SECRETS` are ever given out: else a config could send the
 * App's own key to any host.
 */
import { lookup } from "node:dns/promises";
import type { Config } from "../config/config.ts";
import type { Outgoing } from "../github/ports.ts";
import type { Problem } from "../model/problem.ts";
import { createOutgoing } from "../sources/outgoing.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** Makes the sender of one config; null when the config has no webhook or this process may call no host. */
export type OutgoingFor = (config: Pick<Config, "webhooks">) => Outgoing | null;

/** The webhooks of one config that are never called. */
export type RefusedWebhooks = (config: Pick<Config, "webhooks">) => readonly Problem[];

/** Nothing may be called. */
export const noOutgoing: OutgoingFor = () => null;

/** By the environment: names with commas between them. */
export function outgoingBy(env: Env, send: typeof fetch = fetch): OutgoingFor {
  const hosts = new Set(namesIn(env.OUTGOING_HOSTS).map((host) => host.toLowerCase()));
  const secrets = new Set(namesIn(env.OUTGOING_SECRETS));
  return ({ webhooks }) => {
    if (hosts.size === 0 || Object.keys(webhooks).length === 0) return null;
    const sender = createOutgoing({
      webhooks,
      secretOf: (name) => (secrets.has(name) ? env[name] : undefined),
      fetch: send,
      resolve: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
    });
    return {
      async send(name, id, key) {
        const host = hostOf(webhooks[name]?.url ?? "");
        if (host !== null && !hosts.has(host)) {
          const todo = "Whoever runs Milepost may add it to OUTGOING_HOSTS.";
          return { kind: "failed", why: `The webhook ${name} was not called: ${host} is not allowed here. ${todo}` };
        }
        return sender.send(name, id, key);
      },
    };
  };
}

/** Webhooks of a config that this process may not call, as problems of the config; nothing is called to find out. */
export function refusedBy(env: Env): RefusedWebhooks {
  const hosts = new Set(namesIn(env.OUTGOING_HOSTS).map((host) => host.toLowerCase()));
  return ({ webhooks }) =>
    Object.entries(webhooks).flatMap(([name, { url }]): readonly Problem[] => {
      const host = hostOf(url);
      if (host !== null && hosts.has(host)) return [];
      const why = hosts.size === 0 ? "no host may be called from here" : `${host ?? url} may not be called from here`;
      return [
        {
          code: "webhook-off",
          where: `webhooks.${name}`,
          what: `The webhook is never called: ${why}.`,
          todo: `Whoever runs Milepost may add ${host ?? "its host"} to OUTGOING_HOSTS; else take the webhook out of the config.`,
          severity: "error",
        },
      ];
    });
}

function namesIn(text: string | undefined): readonly string[] {
  return (text ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).hostname.toLowerCase() : null;
}
