/**
 * Which installations this process serves. Alone it serves all of them; among several that share a database each is served
 * by one, and so are the App's own deliveries, since GitHub's limits are those of an installation and of the App.
 */
import type { Shared } from "../../postgres/shared.ts";
import type { Log } from "../log.ts";
import type { Chore } from "./chore.ts";
import type { Tenants } from "./tenants.ts";

export interface Serving {
  /** Where the App is installed, as GitHub says; replaces what was said before. What is served here is swept. */
  sweep(installations: readonly number[]): void;
  /** An event came from it, maybe before GitHub's list was read. */
  seen(installation: number): void;
  /** Asks for failed deliveries, where this process does. */
  redeliver(): void;
  close(): Promise<void>;
}

export interface ServingOptions {
  /** Null: there is nobody else. */
  readonly shared: Shared | null;
  readonly tenants: Pick<Tenants, "get" | "serve" | "isServed" | "remove">;
  readonly redeliver: Pick<Chore, "ask">;
  readonly log: Log;
}

/** The App itself, among the ids of installations: the list of deliveries is one for all of them. */
const appItself = 0;

/** Serves nothing before it is told what there is. */
export function createServing({ shared, tenants, redeliver, log }: ServingOptions): Serving {
  if (shared === null) {
    const serve = (id: number) => {
      if (!tenants.isServed(id)) tenants.serve(id);
    };
    return {
      sweep(installations) {
        for (const id of installations) {
          serve(id);
          tenants.get(id).sweep();
        }
      },
      seen: serve,
      redeliver: redeliver.ask,
      close: async () => {},
    };
  }
  let listed: readonly number[] = [];
  const unlisted = new Set<number>();
  const leases = shared.lease({
    onTaken(id) {
      if (id === appItself) return redeliver.ask();
      log.info({ installation: id }, "this process serves the installation from here on");
      tenants.serve(id);
      // Nobody knows what the one before it had seen.
      tenants.get(id).sweep();
    },
    async onLost(id) {
      if (id === appItself) return;
      log.info({ installation: id }, "another process serves the installation from here on");
      await tenants.remove(id);
    },
  });
  const want = () => leases.want([appItself, ...new Set([...listed, ...unlisted])]);
  want();
  return {
    sweep(installations) {
      listed = installations;
      unlisted.clear();
      for (const id of installations) tenants.get(id).sweep();
      want();
    },
    seen(installation) {
      if (listed.includes(installation) || unlisted.has(installation)) return;
      unlisted.add(installation);
      want();
    },
    redeliver() {
      if (leases.has(appItself)) redeliver.ask();
    },
    close: leases.close,
  };
}
