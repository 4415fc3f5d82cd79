/** The installations this process serves, each made the first time it is named, and let go when the App is removed. */
import type { Octokit } from "@octokit/core";
import type { Clock } from "../../github/ports.ts";
import type { Reconciled } from "../../model/change.ts";
import type { Log } from "../log.ts";
import type { OutgoingFor, RefusedWebhooks } from "../outgoing.ts";
import { createPorts } from "../ports.ts";
import type { SourceAccess } from "../report/read-sources.ts";
import type { Dashboard, DashboardPace } from "./dashboard.ts";
import { readOwner } from "./installations.ts";
import { createTenant, type Tenant } from "./tenant.ts";

export interface TenantsOptions {
  /** Authenticated as the App. */
  readonly app: Octokit;
  readonly octokitFor: (installation: number) => Octokit;
  readonly clock: Clock;
  readonly log: Log;
  readonly wake: (seconds: number, callback: () => void) => void;
  readonly sweepsPerRound: number;
  readonly onReconciled: (result: Reconciled) => void;
  readonly outgoingFor: OutgoingFor;
  readonly access: SourceAccess;
  readonly refused: RefusedWebhooks;
  readonly dashboardPace: DashboardPace;
}

export interface Tenants {
  /** `owner` is asked for when it is not given. */
  get(installation: number, owner?: string): Tenant;
  remove(installation: number): void;
  all(): readonly Tenant[];
  /** By the account's login; null: the only one that is served. Answers null when there is none, or several. */
  find(owner: string | null): { readonly owner: string; readonly dashboard: Dashboard } | null;
  /** For `/healthz`. */
  counts(): Promise<Readonly<Record<string, number>>>;
}

/** Starts with none. */
export function createTenants(options: TenantsOptions): Tenants {
  const { app, octokitFor, clock, log } = options;
  const tenants = new Map<number, Tenant>();
  const owners = new Map<number, string>();

  function make(installation: number, owner: string | undefined): Tenant {
    if (owner !== undefined) owners.set(installation, owner);
    const octokit = octokitFor(installation);
    const own = log.child({ installation });
    const ports = createPorts(octokit, clock, (until, why) =>
      own.warn({ until, why }, "GitHub's limit is reached; nothing is asked here before then, and what waits is kept"),
    );
    return createTenant({
      ...options,
      installation,
      octokit,
      readOwner: async () => {
        const known = owners.get(installation) ?? (await readOwner(app, installation));
        if (tenants.has(installation)) owners.set(installation, known);
        return known;
      },
      ports,
      log: own,
    });
  }

  return {
    get(installation, owner) {
      const found = tenants.get(installation) ?? make(installation, owner);
      tenants.set(installation, found);
      return found;
    },
    remove(installation) {
      void tenants.get(installation)?.stop();
      tenants.delete(installation);
      owners.delete(installation);
    },
    all: () => [...tenants.values()],
    find(asked) {
      const named = [...owners].filter(([, owner]) => owner.toLowerCase() === asked?.toLowerCase());
      const [one, ...others] = asked === null ? [...owners] : named;
      const tenant = one === undefined || others.length > 0 ? undefined : tenants.get(one[0]);
      return one === undefined || tenant === undefined ? null : { owner: one[1], dashboard: tenant.dashboard };
    },
    async counts() {
      const all = [...tenants.values()];
      const states = await Promise.all(all.map(({ queue }) => queue.state()));
      return {
        installations: tenants.size,
        waiting: sum(states.map(({ size }) => size)),
        later: sum(states.map(({ laterSize }) => laterSize)),
        parked: sum(states.map(({ parked }) => parked.length)),
        limited: all.filter(({ isLimited }) => isLimited()).length,
      };
    },
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
