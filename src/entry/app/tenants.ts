/** The installations this process serves, each made the first time it is named, and let go when the App is removed. */
import type { Octokit } from "@octokit/core";
import type { Clock } from "../../github/ports.ts";
import type { Reconciled } from "../../model/change.ts";
import type { MakeQueue } from "../../trigger/queue-port.ts";
import type { Log } from "../log.ts";
import type { OutgoingFor, RefusedWebhooks } from "../outgoing.ts";
import { createPorts } from "../ports.ts";
import type { SourceAccess } from "../report/read-sources.ts";
import type { Dashboard, DashboardPace } from "./dashboard.ts";
import { readOwner } from "./installations.ts";
import type { Served } from "./metrics.ts";
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
  readonly onFailed: (installation: number, parked: boolean) => void;
  readonly outgoingFor: OutgoingFor;
  readonly access: SourceAccess;
  readonly refused: RefusedWebhooks;
  readonly dashboardPace: DashboardPace;
  readonly makeQueue: MakeQueue;
}

export interface Tenants {
  /** `owner` is asked for when it is not given. */
  get(installation: number, owner?: string): Tenant;
  /** From here on this process serves it. */
  serve(installation: number): void;
  isServed(installation: number): boolean;
  /** Settles when what ran of it has ended. */
  remove(installation: number): Promise<void>;
  all(): readonly Tenant[];
  /** By the account's login; null: the only one that is served. Answers null when there is none, or several. */
  find(owner: string | null): { readonly owner: string; readonly dashboard: Dashboard } | null;
  /** What this process serves, for `/metrics`. */
  served(): Promise<readonly Served[]>;
  /** The same in sums, for `/healthz`. */
  counts(): Promise<Readonly<Record<string, number>>>;
}

/** Starts with none. */
export function createTenants(options: TenantsOptions): Tenants {
  const { app, octokitFor, clock, log } = options;
  const tenants = new Map<number, Tenant>();
  const owners = new Map<number, string>();
  const served = new Set<number>();

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
      onGone: () => void remove(installation),
    });
  }

  function get(installation: number, owner?: string): Tenant {
    const found = tenants.get(installation) ?? make(installation, owner);
    tenants.set(installation, found);
    if (owner !== undefined) owners.set(installation, owner);
    return found;
  }

  async function remove(installation: number): Promise<void> {
    const gone = tenants.get(installation);
    tenants.delete(installation);
    owners.delete(installation);
    served.delete(installation);
    await gone?.stop();
  }

  return {
    get,
    remove,
    serve(installation) {
      served.add(installation);
      const tenant = get(installation);
      tenant
        .serve()
        .catch((err) => log.error({ err, installation }, "what waits could not be asked for; it is tried again"));
    },
    isServed: (installation) => served.has(installation),
    all: () => [...tenants.values()],
    find(asked) {
      const named = [...owners].filter(([, owner]) => owner.toLowerCase() === asked?.toLowerCase());
      const [one, ...others] = asked === null ? [...owners] : named;
      const tenant = one === undefined || others.length > 0 ? undefined : tenants.get(one[0]);
      return one === undefined || tenant === undefined ? null : { owner: one[1], dashboard: tenant.dashboard };
    },
    served: () => Promise.all([...tenants].filter(([id]) => served.has(id)).map(stateOf)),
    async counts() {
      const all = await this.served();
      const count = (of: (one: Served) => number) => all.reduce((sum, one) => sum + of(one), 0);
      return {
        installations: all.length,
        waiting: count(({ waiting }) => waiting),
        later: count(({ later }) => later),
        parked: count(({ parked }) => parked),
        limited: count(({ installation }) => (tenants.get(installation)?.isLimited() ? 1 : 0)),
      };
    },
  };
}

async function stateOf([installation, tenant]: readonly [number, Tenant]): Promise<Served> {
  const { size, laterSize, parked, oldest } = await tenant.queue.state();
  const swept = tenant.sweptAt();
  return { installation, waiting: size, later: laterSize, parked: parked.length, oldest, swept };
}
