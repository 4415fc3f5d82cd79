/**
 * Primary rate limits: how many requests (REST, search) or points (GraphQL) a caller has used in its present window,
 * on the sandbox's clock. https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
import { secondsOf } from "./clock.ts";
import type { SandboxClock } from "./sandbox.ts";

export type Resource = "core" | "search" | "graphql";
export type Bearer = "installation" | "user" | "workflow" | "anonymous";

/** Where a caller stands; `reset` in seconds since 1970. */
export interface Standing {
  readonly resource: Resource;
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  readonly reset: number;
}

export interface RateLimits {
  standing(resource: Resource, bearer: Bearer, key: string): Standing;
  /** Adds to what was used and returns where the caller stands then. */
  spend(resource: Resource, bearer: Bearer, key: string, cost: number): Standing;
}

/** Per window. */
export type Allowances = Readonly<Record<Resource, Readonly<Record<Bearer, number>>>>;

/** GitHub's. An installation's grows with repositories and people over 20, which is left out: no one may count on it. */
export const allowances: Allowances = {
  core: { installation: 5000, user: 5000, workflow: 1000, anonymous: 60 },
  search: { installation: 30, user: 30, workflow: 30, anonymous: 10 },
  graphql: { installation: 5000, user: 5000, workflow: 1000, anonymous: 0 },
};

const windowSeconds: Readonly<Record<Resource, number>> = { core: 3600, search: 60, graphql: 3600 };

/** Makes the limits of one sandbox; nothing used yet. A window opens with its first request. */
export function createRateLimits(clock: SandboxClock, allowed: Allowances = allowances): RateLimits {
  const windows = new Map<string, { used: number; reset: number }>();

  function windowOf(resource: Resource, key: string): { used: number; reset: number } {
    const name = `${resource} ${key}`;
    const now = secondsOf(clock.now());
    const open = windows.get(name);
    // Placing history sets the clock back; a window must not outlast its length because of that.
    if (open && now < open.reset && open.reset - now <= windowSeconds[resource]) return open;
    const fresh = { used: 0, reset: now + windowSeconds[resource] };
    windows.set(name, fresh);
    return fresh;
  }
  function shown(resource: Resource, bearer: Bearer, window: { used: number; reset: number }): Standing {
    const limit = allowed[resource][bearer];
    return { resource, limit, used: window.used, remaining: Math.max(0, limit - window.used), reset: window.reset };
  }
  return {
    standing: (resource, bearer, key) => shown(resource, bearer, windowOf(resource, key)),
    spend(resource, bearer, key, cost) {
      const window = windowOf(resource, key);
      window.used = Math.min(window.used + cost, allowed[resource][bearer]);
      return shown(resource, bearer, window);
    },
  };
}
