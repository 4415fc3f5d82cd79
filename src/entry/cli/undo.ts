/**
 * `milepost undo`: what Milepost wrote since a moment, taken back as far as nobody touched it after us. Shows it; with
 * `--confirm` it does it, once nothing would do the same again: the config says `mode: plan`, or the items are on hold.
 */
import type { Config } from "../../config/config.ts";
import { momentOf } from "../../config/moment.ts";
import { GitHubError } from "../../github/ports.ts";
import { sameLabel } from "../../history/names.ts";
import type { Reconciled } from "../../model/change.ts";
import { type ItemKey, keyText, type NodeId, parseRef, refText } from "../../model/key.ts";
import type { Item } from "../../model/snapshot.ts";
import type { Instant } from "../../model/time.ts";
import { observe } from "../../observe/observe.ts";
import { createWorldKeeper, type WorldKeeper } from "../../observe/world.ts";
import { openedBelow, planUndo, textsToUndo } from "../../plan/undo.ts";
import { carryOut } from "../../reconcile.ts";
import { createQueue } from "../../trigger/queue.ts";
import { sweep } from "../../trigger/sweep.ts";
import { counted } from "../counted.ts";
import { CommandError, type ExitCode, exitCode } from "../exit.ts";
import type { LookedAtAll } from "../look-at-all.ts";
import type { Ports } from "../ports.ts";
import { countsOf, resultJson, resultWords } from "../result-json.ts";
import { refuseTeamMember } from "../whose-token.ts";
import { goOnline, type Online, type OnlineOptions, onlooker } from "./online.ts";
import { endOfLooks } from "./plan.ts";
import { print, type Terminal, wantsJson } from "./terminal.ts";

export interface UndoOptions extends OnlineOptions {
  readonly since: string;
  readonly item?: readonly string[];
  readonly confirm?: boolean;
}

interface Planned {
  readonly result: Reconciled;
  readonly isHeld: boolean;
}

/** A dry run unless confirmed. */
export async function undo(terminal: Terminal, options: UndoOptions): Promise<ExitCode> {
  const since = momentOf(options.since);
  if (since === null)
    throw new CommandError(
      exitCode.wrong,
      `--since "${options.since}" is no moment. Write a day, 2026-01-31, or a moment, 2026-01-31T09:00:00Z.`,
    );
  const org = options.org ?? parseRef(options.item?.[0] ?? "")?.owner;
  const whose = { ...options, ...(org === undefined ? {} : { org }), all: true };
  const online = await (options.confirm ? goOnline : onlooker)(terminal, undefined, whose);
  const { config, ports } = online;
  const world = createWorldKeeper(ports.reader, config);
  const issues = await issuesOf(online, options.item ?? []);
  const { planned, left, errors } = await planAll(issues.ids, since, { config, ports, world });
  if (options.confirm) await refuseWhatComesBack(online, planned);
  const results: Reconciled[] = [];
  for (const { result } of planned) {
    const { key, plan } = result;
    const isDue = options.confirm && plan !== null && plan.changes.length > 0;
    const carried = isDue ? await carryOut(key, plan, config, { ...ports, outgoing: null, world }) : { done: [] };
    results.push({ ...result, done: carried.done });
  }
  const all: LookedAtAll = { results, left: [...issues.left, ...left], errors, braked: null };
  print(terminal, wantsJson(terminal, options), resultJson(all, !options.confirm), () =>
    wordsOf(all, since, options.confirm === true),
  );
  return endOfLooks(terminal, all);
}

/** The items that are named, else all that the config cares for. */
async function issuesOf(
  { config, ports }: Online,
  items: readonly string[],
): Promise<{ readonly ids: readonly NodeId[]; readonly left: readonly string[] }> {
  const ids: NodeId[] = [];
  if (items.length === 0) {
    const enqueue = (issue: NodeId) => void ids.push(issue);
    const { incomplete } = await sweep(config, { reader: ports.reader, last: new Map(), enqueue, slice: null });
    return { ids, left: incomplete };
  }
  for (const text of items) {
    const ref = parseRef(text);
    const id = ref && (await ports.reader.readIssueId(ref));
    if (id === null)
      throw new CommandError(
        exitCode.wrong,
        `--item "${text}" names no issue that the token can see. Write it as owner/repo#12, or paste the issue's address.`,
      );
    ids.push(id);
  }
  return { ids, left: [] };
}

async function planAll(
  issues: readonly NodeId[],
  since: Instant,
  { config, ports, world }: { readonly config: Config; readonly ports: Ports; readonly world: WorldKeeper },
) {
  const planned = new Map<NodeId, Planned>();
  const errors = new Map<NodeId, unknown>();
  let limit: Instant | null = null;
  const queue = createQueue<ItemKey>({
    async run(key) {
      try {
        const snapshot = await observe(key.issue, config, { reader: ports.reader, world });
        if (snapshot === null) return;
        const about = { item: snapshot.item, world: snapshot.world, since };
        const editors = await ports.reader.readEditors(textsToUndo(about));
        const plan = { pipeline: null, stage: null, ...planUndo({ ...about, editors }) };
        const { visibility } = snapshot.item;
        const result = { key, ref: refText(snapshot.item), visibility, plan, done: [], also: [], nextLook: null };
        planned.set(key.issue, { result, isHeld: isHeld(snapshot.item, config) });
        for (const issue of openedBelow(about)) if (!planned.has(issue)) void queue.add({ ...key, issue });
      } catch (error) {
        if (error instanceof GitHubError && error.kind === "limited") limit = error.until;
        errors.set(key.issue, error);
      }
    },
    textOf: keyText,
    now: () => ports.clock.now(),
    wake: null,
    concurrency: 4,
    onError: (key, error) => void errors.set(key.issue, error),
  });
  for (const issue of issues) void queue.add({ installation: 0, issue });
  await queue.idle();
  const left = limit === null ? [] : [`Not every item was read: GitHub's limit is reached until ${String(limit)}.`];
  const byRef = (a: Planned, b: Planned) =>
    (a.result.ref ?? "").localeCompare(b.result.ref ?? "", "en", { numeric: true });
  return { planned: [...planned.values()].sort(byRef), left, errors: [...errors.values()] };
}

function isHeld({ labels }: Item, { commands }: Config): boolean {
  return labels.known && labels.value.some(({ name }) => sameLabel(name, commands.holdLabel));
}

/** Throws `CommandError` when the App would do it all again. */
async function refuseWhatComesBack({ octokit, config }: Online, planned: readonly Planned[]): Promise<void> {
  await refuseTeamMember(octokit, config);
  if (config.mode === "plan") return;
  const again = planned.filter(({ result, isHeld: held }) => !held && (result.plan?.changes.length ?? 0) > 0);
  if (again.length === 0) return;
  const named = again.slice(0, 5).map(({ result }) => result.ref);
  const more = again.length > 5 ? ` and ${again.length - 5} more` : "";
  throw new CommandError(
    exitCode.wrong,
    `Nothing was taken back, because Milepost would do it again. Set mode: plan in the config, or write /hold on ${named.join(", ")}${more} first.`,
  );
}

function wordsOf(all: LookedAtAll, since: Instant, isConfirmed: boolean): string {
  const notes = all.results.flatMap(({ ref, plan }) => (plan?.notes ?? []).map((note) => `  . ${ref}: ${note}\n`));
  const { planned, applied, failed } = countsOf(all.results);
  const end = isConfirmed
    ? `${counted(planned, "write")} since ${since} to take back, ${applied} taken back, ${failed} failed.`
    : `${counted(planned, "write")} since ${since} can be taken back. Nothing was written; add --confirm to do it.`;
  return `${resultWords(all, !isConfirmed)}${notes.join("")}\n${end}\nBoard fields other than the column have no history on GitHub, and are left as they are.\n`;
}
