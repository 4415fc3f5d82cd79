/**
 * Posts a rendered report where its rule says: read what is there → plan → apply, as for everything that is written. It
 * may be called any number of times for one period; GitHub holds what was done.
 */
import { earliest } from "../../apply/apply.ts";
import type { Config } from "../../config/config.ts";
import type { Reader } from "../../github/ports.ts";
import type { Plan, Reconciled } from "../../model/change.ts";
import type { OwnDiscussions, PostingSnapshot } from "../../model/post.ts";
import type { RenderedReport } from "../../model/rendered-report.ts";
import type { ReportRule } from "../../model/report-rule.ts";
import type { World } from "../../model/snapshot.ts";
import { type Instant, plusSeconds } from "../../model/time.ts";
import type { Part } from "../../plan/part.ts";
import type { Postable } from "../../plan/posting/upkeep.ts";
import { planPosting } from "../../plan/posting.ts";
import { carryOut, madeIn, type ReconcilePorts } from "../../reconcile.ts";
import { postAccounts } from "./post-accounts.ts";

export interface PostOptions {
  readonly config: Config;
  readonly installation: number;
  /** `writer: null` makes it a dry run. */
  readonly ports: ReconcilePorts;
  /** When it was due; null when somebody asked for it. */
  readonly due: Instant | null;
}

/** What came of it, pages of communities among it. */
export interface PostedReport extends Reconciled {
  /** Where it stands; null when it stands nowhere, or only in the summary of the run. */
  readonly url: string | null;
}

/**
 * Throws `GitHubError` when GitHub cannot be read just now. A rule whose place is the summary posts nothing. Account pages
 * come first: what is interrupted then is done again, since the report does not stand yet.
 */
export async function postReport(
  report: RenderedReport,
  rule: ReportRule,
  options: PostOptions,
): Promise<PostedReport> {
  if (rule.post.kind === "summary" || report.accounts == null) return postOne(report, rule, options);
  const now = options.ports.clock.now();
  const isOld = plusSeconds(report.asOf, oldestSeconds) < now;
  const pages = isOld ? [] : await postAccounts(report.accounts, options);
  const posted = await postOne(report, rule, options);
  const old = "Account pages were left as they are: they say how things stand now, and this report is of another day.";
  return withPages(posted, pages, isOld ? [old] : []);
}

/** A weekly report may be made a week after it was due. */
const oldestSeconds = 8 * 86_400;

function withPages(posted: PostedReport, pages: readonly Reconciled[], told: readonly string[]): PostedReport {
  const plans = pages.flatMap(({ plan }) => plan ?? []);
  const empty: Plan = { pipeline: null, stage: null, changes: [], notes: [], problems: [], nextLook: null };
  const own = posted.plan ?? empty;
  return {
    ...posted,
    plan: {
      ...own,
      changes: [...plans.flatMap(({ changes }) => changes), ...own.changes],
      notes: [...told, ...plans.flatMap(({ notes }) => notes), ...own.notes],
      problems: [...plans.flatMap(({ problems }) => problems), ...own.problems],
    },
    done: [...pages.flatMap(({ done }) => done), ...posted.done],
    also: [...pages.flatMap(({ also }) => also), ...posted.also],
    nextLook: earliest([posted.nextLook, ...pages.map(({ nextLook }) => nextLook)]),
  };
}

async function postOne(report: RenderedReport, rule: ReportRule, options: PostOptions): Promise<PostedReport> {
  const { config, due, ports } = options;
  const { post } = rule;
  if (post.kind === "summary") return { ...nowhere(rule, options), url: null };
  const world = await ports.world.read();
  const have = await readPosts(post, { config, world, reader: ports.reader });
  const planned = planPosting(have, { report, post, due, config, world, now: ports.clock.now() });
  const first = await carryOutPart(rule, planned, options);
  const made = first.done.find(
    ({ change: { kind }, outcome }) =>
      (kind === "create-issue" || kind === "create-post") && outcome.kind === "applied",
  );
  if (made?.outcome.kind !== "applied") {
    return { ...first, url: planned.there === null ? null : placeUrl(planned.there, post, world) };
  }
  const url = placeUrl({ url: made.outcome.url ?? "" }, post, world);
  // Only now that the new one is there for certain.
  const then = await carryOutPart(rule, { ...planned, changes: planned.afterwards, notes: [], problems: [] }, options);
  const settled = plusSeconds(ports.clock.now(), config.visibilityBoundSeconds);
  return { ...first, done: [...first.done, ...then.done], nextLook: earliest([first.nextLook, settled]), url };
}

/** Ours at the place, as far as GitHub lists them. Only a limit throws. */
export async function readPosts(
  post: Postable,
  { config, world, reader }: { readonly config: Config; readonly world: World; readonly reader: Reader },
): Promise<PostingSnapshot> {
  const identities = world.identities.map(({ id }) => id);
  if (post.kind === "status-update") {
    const board = world.boards[post.board];
    if (!board?.known) return { known: false, why: board?.why ?? `the board ${post.board} was not read` };
    const read = await reader.readOwnStatusUpdates(board.value.id, identities);
    return read.known ? { known: true, value: { ...noCategories, ...read.value } } : read;
  }
  const read = world.repositories[post.repository];
  const place = read?.known ? read.value : config.repositories[post.repository];
  if (place === undefined) return { known: false, why: `there is no repository ${post.repository}` };
  if (post.kind === "discussion") {
    return reader.readOwnDiscussions(place.owner, place.name, post.category, identities);
  }
  const found = await reader.readOwnIssues(place.owner, place.name, post.label, identities);
  if (!found.known) return found;
  const oldest = found.value.length >= mostListed ? (found.value.at(-1)?.createdAt ?? null) : null;
  return { known: true, value: { ...noCategories, posts: found.value, reach: oldest } };
}

const noCategories: Pick<OwnDiscussions, "category" | "categories"> = { category: null, categories: [] };

/** GitHub gives at most a hundred at once. */
const mostListed = 100;

/** Carries out a part of a plan that no item started. */
export async function carryOutPart(
  rule: ReportRule,
  { changes, notes, problems, nextLook }: Part,
  { config, installation, ports }: Pick<PostOptions, "config" | "installation" | "ports">,
): Promise<Reconciled> {
  const key = { installation, issue: `report/${rule.name}` };
  const plan: Plan = { pipeline: null, stage: null, changes, notes, problems, nextLook };
  const { done, nextLook: later } = await carryOut(key, plan, config, ports);
  const also = done.flatMap(madeIn).map((issue) => ({ ...key, issue }));
  return { key, ref: null, plan, done, also, nextLook: earliest([nextLook, later]) };
}

function nowhere({ name }: ReportRule, { installation }: PostOptions): Reconciled {
  return { key: { installation, issue: `report/${name}` }, ref: null, plan: null, done: [], also: [], nextLook: null };
}

/** Where a posted report is read: a status update has no page of its own, and is on its board. Null: GitHub did not say. */
export function placeUrl({ url }: { readonly url: string }, post: Postable, world: World): string | null {
  if (url !== "") return url;
  const board = post.kind === "status-update" ? world.boards[post.board] : undefined;
  return board?.known ? board.value.url : null;
}
