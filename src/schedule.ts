/**
 * Work that no item starts: recurring work and dispatched flows, each read → plan → apply, as `reconcile` does for one
 * item. What follows from an issue that is made here follows from that issue's own look.
 */
import type { Config } from "./config/config.ts";
import type { Reconciled } from "./model/change.ts";
import type { ItemKey } from "./model/key.ts";
import { readFound } from "./observe/found.ts";
import { type DispatchPlan, planDispatch } from "./plan/schedule/flow.ts";
import { planRecurring } from "./plan/schedule/recurring.ts";
import { carryOut, madeIn, type ReconcilePorts } from "./reconcile.ts";

/** What came of one schedule. `also`: issues that were just made and deserve a look. */
export type Scheduled = Reconciled;

/** Brings one recurring entry up to date. Throws `GitHubError` when GitHub cannot be read just now. */
export async function runRecurring(
  name: string,
  config: Config,
  installation: number,
  ports: ReconcilePorts,
): Promise<Scheduled> {
  const key = { installation, issue: `recurring/${name}` };
  const entry = config.recurring.find((one) => one.name === name);
  if (entry === undefined) return { key, ref: null, plan: null, done: [], also: [], nextLook: null };
  const world = await ports.world.read();
  const found = await readFound(entry, { config, world, reader: ports.reader });
  return carried(key, planRecurring({ found, world }, entry, config, ports.clock.now()), config, ports);
}

/**
 * Carries out one dispatch. `acknowledge` is false when it has to be sent again (answer 503): the parent is not known to
 * exist, and this payload is the only one there is (ruling 13).
 */
export async function runDispatch(
  { name, payload }: { readonly name: string; readonly payload: unknown },
  config: Config,
  installation: number,
  ports: ReconcilePorts,
): Promise<Scheduled & { readonly acknowledge: boolean }> {
  const key = { installation, issue: `flow/${name}` };
  const flow = config.flows.find((one) => one.name === name);
  if (flow === undefined) return { key, ref: null, plan: null, done: [], also: [], nextLook: null, acknowledge: true };
  const world = await ports.world.read();
  const found = await readFound(flow, { config, world, reader: ports.reader });
  const wanted = planDispatch(payload, flow, { found, world }, { config, now: ports.clock.now() });
  const scheduled = await carried(key, wanted, config, ports);
  return { ...scheduled, acknowledge: isSettled(wanted, scheduled, ports) };
}

async function carried(
  key: ItemKey,
  plan: NonNullable<Reconciled["plan"]>,
  config: Config,
  ports: ReconcilePorts,
): Promise<Scheduled> {
  const { done, nextLook } = await carryOut(key, plan, config, ports);
  const also = done.flatMap(madeIn).map((issue) => ({ ...key, issue }));
  const looks = [plan.nextLook, nextLook].filter((at) => at !== null).sort();
  return { key, ref: null, plan, done, also, nextLook: looks[0] ?? null };
}

/** Whether sending it again would change nothing. A dry run makes nothing, however often it is asked. */
function isSettled(
  { parent }: DispatchPlan,
  { done }: Scheduled,
  { writer, attempts, clock }: ReconcilePorts,
): boolean {
  if (parent === "here" || parent === "never") return true;
  if (parent === "unknown") return false;
  const opening = done.find(({ change }) => change.kind === "create-issue");
  if (opening === undefined || writer === null) return true;
  const { change, outcome } = opening;
  return outcome.kind === "applied" || outcome.kind === "unchanged" || attempts.isApplied(change, clock.now());
}
