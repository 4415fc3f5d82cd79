/**
 * Every item of a config's pipelines and rules, read from GitHub in bulk → what measures stand on: subjects, runs of
 * clocks, and what could not be read. It judges nothing; the stages and clocks are the planner's own.
 */
import type { Config } from "../../config/config.ts";
import { itemQuestionOf } from "../../config/questions.ts";
import { readMarker } from "../../content/markers.ts";
import type { Reader } from "../../github/ports.ts";
import type { Gathered, Unmeasured } from "../../measure/organisation.ts";
import type { ClockRuns, ServiceRun } from "../../measure/service.ts";
import { measuresBoxes, type Subject } from "../../measure/subject.ts";
import { type NodeId, refText } from "../../model/key.ts";
import type { Pipeline } from "../../model/pipeline.ts";
import type { Item, World } from "../../model/snapshot.ts";
import type { Instant } from "../../model/time.ts";
import { casesOf } from "../../plan/case-of.ts";
import { clockRun } from "../../plan/clocks/clock-state.ts";
import type { Case } from "../../plan/part.ts";
import { noAccess } from "../source-access.ts";
import { type ItemCache, listKey } from "./item-cache.ts";
import { letOthersGo } from "./let-others-go.ts";
import { readSources, type SourceAccess } from "./read-sources.ts";

export interface ReadOptions {
  readonly config: Config;
  readonly reader: Reader;
  readonly world: World;
  /** Facts after it are there all the same; measures leave them out. */
  readonly now: Instant;
  /** Null: everything is read anew. */
  readonly cache: ItemCache | null;
  /** Told how many items have been read. */
  readonly onProgress: (items: number) => void;
  /** What may be asked besides GitHub; nothing, unless whoever runs this says so. */
  readonly access?: SourceAccess;
}

/** Reads everything once. Only a limit of GitHub's throws. */
export async function readOrganisation(options: ReadOptions): Promise<Gathered> {
  const { config, world, now } = options;
  const gaps: string[] = [];
  const items = new Map<NodeId, Item>();
  for (const list of listsOf(config, world)) {
    const { items: read, incomplete } = await readList(list, options);
    if (incomplete !== null) gaps.push(`${incomplete[0]!.toUpperCase()}${incomplete.slice(1)}.`);
    for (const item of read) items.set(item.id, item);
    options.onProgress(items.size);
  }
  const incomplete: Unmeasured[] = [];
  const subjects: Subject[] = [];
  const runs = new Map<string, { readonly clock: ClockRuns; readonly list: ServiceRun[] }>();
  for (const [at, item] of [...items.values()].sort(byAge).entries()) {
    if (at % itemsAtOnce === itemsAtOnce - 1) await letOthersGo();
    for (const [pipeline, known] of casesOf({ item, world }, config, now)) {
      const ref = refText(item);
      const missed = (why: string) =>
        incomplete.push({ ref, url: item.url, why, pipeline: pipeline.name, openedAt: item.createdAt });
      if (known.place === null) {
        missed(`could not be measured: ${known.part.notes[0] ?? "its history is unknown."}`);
        continue;
      }
      subjects.push(subjectOf(known));
      for (const rule of pipeline.clocks) {
        const run = clockRun(known, rule);
        if (!run.known) missed(`the clock ${rule.id} could not be read: ${run.why}.`);
        if (!run.known || run.value === null) continue;
        const key = `${pipeline.name}/${rule.id}`;
        const clock = { pipeline: pipeline.name, clock: rule.id, target: rule.targetSeconds, runs: [] };
        const entry = runs.get(key) ?? { clock, list: [] };
        runs.set(key, entry);
        entry.list.push({ ...run.value, item: ref, url: item.url });
      }
    }
  }
  const { reader, access = noAccess } = options;
  const told = await withBodies(subjects, reader);
  const own = world.identities.map(({ id }) => id);
  return {
    subjects: told,
    sources: await readSources({ config, reader, now, access, subjects: told, own }),
    runs: [...runs.values()].map(({ clock, list }) => ({ ...clock, runs: list })),
    incomplete,
    gaps,
    world,
    readAt: now,
  };
}

/** Only where boxes are measured: one more request for a hundred of those items. */
async function withBodies(subjects: readonly Subject[], reader: Reader): Promise<readonly Subject[]> {
  const wanted = subjects.filter(({ pipeline }) => measuresBoxes(pipeline)).map(({ item }) => item.id);
  if (wanted.length === 0) return subjects;
  const versions = await reader.readVersions([...new Set(wanted)]);
  return subjects.map((one) => {
    const bodies = measuresBoxes(one.pipeline) ? versions.get(one.item.id) : undefined;
    return bodies === undefined ? one : { ...one, bodies };
  });
}

/** Webhooks are answered in between. */
const itemsAtOnce = 250;

interface List {
  readonly owner: string;
  readonly repo: string;
  readonly label: string | null;
  readonly pipeline: Pipeline;
}

/** Each repository and label once, by the names that they have now. */
function listsOf(config: Config, world: World): readonly List[] {
  const from = config.satisfaction?.from;
  const survey = from?.kind === "form" ? from.rule : null;
  const lists = [
    ...config.pipelines,
    ...config.rules.filter((rule) => rule.clocks.length > 0 || rule.name === survey),
  ].map((pipeline) => {
    const read = world.repositories[pipeline.items.repository];
    const { owner, name } = read?.known ? read.value : config.repositories[pipeline.items.repository]!;
    return { owner, repo: name, label: pipeline.items.label, pipeline };
  });
  const once = new Map(lists.map((list) => [listKey(list), list]));
  return [...once.values()];
}

async function readList(
  list: List,
  { config, reader, world, cache }: ReadOptions,
): Promise<{ readonly items: readonly Item[]; readonly incomplete: string | null }> {
  const question = itemQuestionOf(config, list.pipeline, world.identities);
  const { owner, repo, label } = list;
  if (cache === null) return reader.readItems(owner, repo, label, question);
  const glimpses = await reader.readGlimpses(owner, repo, label, question.statusField);
  if (!glimpses.known) return { items: [], incomplete: glimpses.why };
  const kept = cache.of(list, question);
  const isKept = ({ id, fingerprint }: (typeof glimpses.value)[number]) => kept.get(id)?.fingerprint === fingerprint;
  const stale = glimpses.value.filter((one) => !isKept(one)).map(({ id }) => id);
  // A list read page by page costs half of what the same items cost one by one.
  const read =
    stale.length * 2 > glimpses.value.length
      ? await reader.readItems(owner, repo, label, question)
      : await reader.readItemsById(stale, question);
  const fresh = new Map(read.items.map((item) => [item.id, item]));
  const items = glimpses.value.flatMap((one) => {
    const item = fresh.get(one.id) ?? (isKept(one) ? kept.get(one.id)!.item : undefined);
    return item === undefined ? [] : [{ fingerprint: one.fingerprint, item }];
  });
  cache.keep(list, question, items);
  return { items: items.map(({ item }) => item), incomplete: read.incomplete };
}

function subjectOf(one: Case): Subject {
  const { item, pipeline, place, world } = one;
  const scope = one.scope("inside");
  const form = scope.known ? (scope.value.form as Readonly<Record<string, unknown>>) : {};
  const answers = Object.entries(form).flatMap(([id, text]) => (typeof text === "string" ? [[id, text] as const] : []));
  const community = scope.known ? (scope.value.community as { readonly slug?: string } | null) : null;
  return {
    item,
    pipeline,
    place,
    refused: refusedOf(one),
    answers: scope.known ? { known: true, value: Object.fromEntries(answers) } : scope,
    bodies: { known: false, why: "the versions of its text were not asked for" },
    community: community?.slug ?? null,
    links: openedFor(item, world),
  };
}

function refusedOf({ standing }: Case): Subject["refused"] {
  const open = standing.unaccepted.filter(({ held }) => !held);
  return open.map(({ at, from, to, resolvedAt }) => ({ at, from, to, resolvedAt }));
}

/** The item for which we opened this one: the second part of our key. */
function openedFor({ author, body }: Item, { identities }: World): readonly NodeId[] {
  if (author === null || !identities.some(({ id }) => id === author.id)) return [];
  const [, id] = readMarker(body)?.key.split("/") ?? [];
  return id?.startsWith("I_") ? [id] : [];
}

function byAge(one: Item, other: Item): number {
  if (one.createdAt !== other.createdAt) return one.createdAt < other.createdAt ? -1 : 1;
  return refText(one) < refText(other) ? -1 : 1;
}
