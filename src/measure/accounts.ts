/**
 * What was measured → each community's account: where its items stand, what is agreed and owed, which promises run, who
 * uses what it was given, what it says of us, and when a person last wrote in one of its issues. A community has an
 * account once one of its items was opened. What was not read is not known here either.
 */
import { type Day, plusDays } from "../calendar/day.ts";
import { dayOf } from "../calendar/zone.ts";
import type { Config } from "../config/config.ts";
import { parseCommunities } from "../content/communities.ts";
import { isOurs } from "../history/own.ts";
import type { Actor } from "../model/fact.ts";
import type { Read, World } from "../model/snapshot.ts";
import type { Instant } from "../model/time.ts";
import type { Communities } from "./communities.ts";
import type { Deadline } from "./deadlines.ts";
import type { Deliverable } from "./deliverables.ts";
import type { FirstValue } from "./first-value.ts";
import type { Journey, JourneyItem } from "./journeys.ts";
import type { Contract } from "./money/contract.ts";
import type { Money } from "./money/money.ts";
import type { PipelineFigures } from "./pipeline-figures.ts";
import type { CommunityAnswers } from "./satisfaction.ts";
import type { ServiceRow } from "./service.ts";
import { settledVisits } from "./settled-visits.ts";
import { refOf, type Subject } from "./subject.ts";
import type { CommunityTraining, Training } from "./training.ts";
import type { CommunityUsage } from "./usage.ts";

/** One community, by its slug. */
export interface Account {
  readonly community: string;
  /** Its first name in the communities file, else its slug. */
  readonly name: string;
  /** Logins; unknown when the file cannot be read, empty when it names none. */
  readonly representatives: Read<readonly string[]>;
  /** On their way, oldest first. */
  readonly open: readonly AccountItem[];
  /** Over, oldest first. */
  readonly past: readonly JourneyItem[];
  /** By their first day; null when contracts are not counted. */
  readonly contracts: readonly Contract[] | null;
  /** Promises that run or are late, the earliest due first. */
  readonly clocks: readonly AccountClock[];
  /** By their days. */
  readonly deliverables: readonly (Deliverable & { readonly pipeline: string })[];
  /** Soonest first. */
  readonly dates: readonly (Deadline & { readonly pipeline: string })[];
  /** Null: not counted. */
  readonly usage: CommunityUsage | null;
  readonly first: FirstValue | null;
  /** Null: none was agreed, and there was none. */
  readonly training: CommunityTraining | null;
  /** Null: it never answered. */
  readonly answers: CommunityAnswers | null;
  /** The newest thing that a person wrote in one of its items; null: nobody has. Unknown when a conversation is. */
  readonly contact: Read<Contact | null>;
  /** Whether it is being served: something is on its way, an agreement runs, or something came to a good end and none ran out. */
  readonly isCurrent: boolean;
  /** Without a word for longer than the config allows: the day from which that is so. Null: it is not, or not known. */
  readonly quietSince: Day | null;
}

export interface AccountItem extends JourneyItem {
  /** When it entered its stage. */
  readonly since: Instant;
  /** Its sub-issues; null when it has none, or they were not read. */
  readonly checklist: { readonly done: number; readonly of: number } | null;
}

export interface AccountClock extends ServiceRow {
  readonly pipeline: string;
  readonly clock: string;
}

export interface Contact {
  readonly at: Instant;
  /** `owner/repo#n` */
  readonly item: string;
  readonly pipeline: string;
}

/** What was measured besides, of all pipelines, at the same moment. */
export interface AccountGround {
  readonly config: Config;
  readonly world: World;
  readonly now: Instant;
  readonly journeys: readonly Journey[];
  readonly pipelines: readonly PipelineFigures[];
  readonly communities: Communities;
  readonly training: Training | null;
  readonly money: Money | null;
}

/** By slug. */
export function accountsOf(subjects: readonly Subject[], about: AccountGround): readonly Account[] {
  const byCommunity = new Map<string, Subject[]>();
  for (const one of subjects) {
    if (one.community === null || one.item.createdAt > about.now) continue;
    byCommunity.set(one.community, [...(byCommunity.get(one.community) ?? []), one]);
  }
  const known = namesOf(about);
  return about.journeys.map((journey) =>
    accountOf(journey, byCommunity.get(journey.community) ?? [], { about, known }),
  );
}

interface Around {
  readonly about: AccountGround;
  readonly known: ReturnType<typeof namesOf>;
}

function accountOf({ community, items }: Journey, subjects: readonly Subject[], { about, known }: Around): Account {
  const { config, communities, money, now, pipelines } = about;
  const today = dayOf(now, config.calendar.zone);
  const ours = new Set(items.map(({ item }) => item));
  const isOne = (name: string) => name.toLowerCase() === community.toLowerCase();
  const entry = known.known ? known.value.find(({ slug }) => isOne(slug)) : undefined;
  const open = items.filter(({ to }) => to === null);
  const past = items.filter(({ to }) => to !== null);
  const contracts = money === null ? null : money.contracts.filter(({ partner }) => isOne(partner));
  const signed = (contracts ?? []).filter(({ isSigned }) => isSigned);
  const runs = signed.some(({ start, end }) => start <= today && today <= end);
  const isCurrent = open.length > 0 || runs || (signed.length === 0 && past.some(({ good }) => good));
  const contact = contactOf(subjects, about);
  const of = <T extends { readonly item: string }>(pick: (one: PipelineFigures) => readonly T[]) =>
    pipelines.flatMap((one) =>
      pick(one)
        .filter(({ item }) => ours.has(item))
        .map((row) => ({ ...row, pipeline: one.pipeline.name })),
    );
  return {
    community,
    name: entry?.names[0] ?? community,
    representatives: known.known ? { known: true, value: entry?.representatives ?? [] } : known,
    open: open.map((item) => onItsWay(item, subjects, now)),
    past,
    contracts,
    clocks: clocksOf(pipelines, ours),
    deliverables: of(({ deliverables }) => deliverables?.all ?? []).sort((a, b) => byText(a.due, b.due)),
    dates: of(({ deadlines }) => deadlines.dates).sort((a, b) => byText(a.at, b.at)),
    usage: communities.usage?.communities.find((one) => isOne(one.community)) ?? null,
    first: communities.usage?.first?.all.find((one) => isOne(one.community)) ?? null,
    answers: communities.satisfaction?.communities.find(({ name }) => isOne(name)) ?? null,
    training: about.training?.communities.find((one) => isOne(one.community)) ?? null,
    contact,
    isCurrent,
    quietSince: isCurrent ? quietSince(contact, items, { config, today }) : null,
  };
}

/** The communities file; empty when the config names none. */
function namesOf({ config, world: { communities } }: AccountGround) {
  const { communities: file } = config;
  if (file === null) return { known: true, value: [] } as const;
  if (!communities.known) return communities;
  const read = communities.value === null ? null : parseCommunities(communities.value, file.path).communities;
  if (read === null) return { known: false, why: `the communities in ${file.path} could not be read` } as const;
  return { known: true, value: read } as const;
}

function onItsWay(item: JourneyItem, subjects: readonly Subject[], now: Instant): AccountItem {
  const one = subjects.find((subject) => refOf(subject) === item.item && subject.pipeline.name === item.pipeline);
  const since = one === undefined ? undefined : settledVisits(one.place, now).at(-1)?.entered;
  const children = one?.item.subIssues.known ? one.item.subIssues.value : [];
  const done = children.filter(({ state }) => state === "closed").length;
  return {
    ...item,
    since: since ?? item.from,
    checklist: children.length === 0 ? null : { done, of: children.length },
  };
}

function clocksOf(pipelines: readonly PipelineFigures[], ours: ReadonlySet<string>): readonly AccountClock[] {
  return pipelines
    .flatMap(({ pipeline: { name }, services }) =>
      services.flatMap(({ clock, ever }) =>
        ever.rows
          .filter(({ item, kind }) => ours.has(item) && kind !== "met" && kind !== "ended")
          .map((row) => ({ ...row, pipeline: name, clock })),
      ),
    )
    .sort((a, b) => byText(a.due ?? "~", b.due ?? "~") || byText(a.item, b.item));
}

function contactOf(subjects: readonly Subject[], { world, now }: AccountGround): Account["contact"] {
  const isPerson = (actor: Actor | null) => actor !== null && actor.kind === "User" && !isOurs(actor, world.identities);
  let newest: Contact | null = null;
  for (const { item, pipeline, ...one } of subjects) {
    const { comments } = item;
    if (!comments.known) return { known: false, why: comments.why };
    const said = comments.value.filter(({ author }) => isPerson(author)).map(({ at }) => at);
    for (const at of isPerson(item.author) ? [item.createdAt, ...said] : said)
      if (at <= now && (newest === null || at > newest.at))
        newest = { at, item: refOf({ ...one, item, pipeline }), pipeline: pipeline.name };
  }
  return { known: true, value: newest };
}

/** Where nobody ever wrote, it is silent since its first item. */
function quietSince(
  contact: Account["contact"],
  items: Journey["items"],
  { config, today }: { readonly config: Config; readonly today: Day },
): Day | null {
  if (!contact.known || config.accounts === null) return null;
  const last = dayOf(contact.value?.at ?? items[0]!.from, config.calendar.zone);
  return plusDays(last, config.accounts.contactDays) < today ? last : null;
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
