/**
 * One item as measures see it: what GitHub says of it, the stages that its facts come to, and the items that it is
 * linked to. Whoever reads GitHub fills it in; nothing here judges which moves count. An item whose history could not be
 * read is no subject: it is `Incomplete`, and counted as such.
 */
import type { Config } from "../config/config.ts";
import type { StagePlace } from "../model/change.ts";
import type { NodeId } from "../model/key.ts";
import { refText } from "../model/key.ts";
import type { Pipeline } from "../model/pipeline.ts";
import type { Item, Read, World } from "../model/snapshot.ts";
import type { Instant } from "../model/time.ts";

/** One item of one pipeline. */
export interface Subject {
  readonly item: Item;
  readonly pipeline: Pipeline;
  readonly place: StagePlace;
  /** Moves that do not count, oldest first; without those that a gate kept out. */
  readonly refused: readonly Refusal[];
  /** The form's answers by field id, as they are now. */
  readonly answers: Read<Readonly<Record<string, string>>>;
  /** How the body read after each edit and when it was written, oldest first; unknown when GitHub was not asked. */
  readonly bodies: Read<readonly Body[]>;
  /** The community's slug; null when it has none, or none that is known. */
  readonly community: string | null;
  /** Items that it belongs with besides parents and sub-issues: what a step opened for it, or what it was opened for. */
  readonly links: readonly NodeId[];
}

/** A move that the pipeline does not allow. */
export interface Refusal {
  readonly at: Instant;
  /** Stage ids. */
  readonly from: string;
  readonly to: string;
  /** When a person made an allowed move, or took this one back; null while nobody has. */
  readonly resolvedAt: Instant | null;
}

/** A body, from one moment on. */
export interface Body {
  readonly at: Instant;
  readonly body: string;
}

/** Whether reports measure when boxes were ticked, so that how bodies read before has to be known. */
export function measuresBoxes({ milestones, times }: Pick<Pipeline, "milestones" | "times">): boolean {
  const all = [...Object.values(milestones), ...times.flatMap(({ from, to }) => [from, to])];
  return all.some(({ kind }) => kind === "checklist-done");
}

/** What all subjects stand on. */
export interface Ground {
  readonly world: World;
  readonly config: Pick<Config, "team" | "calendar" | "boards" | "repositories">;
  /** Items that belong to the same journey: parents, sub-issues, `links` either way, and the same community. */
  readonly linkedTo: (one: Subject) => readonly Subject[];
}

/** `owner/repo#n`. */
export function refOf({ item }: Subject): string {
  return refText(item);
}

/** Joins subjects of all pipelines into journeys. The order of the subjects decides the order of what is linked. */
export function groundOf(subjects: readonly Subject[], { world, config }: Pick<Ground, "world" | "config">): Ground {
  const byId = new Map(subjects.map((one) => [one.item.id, one]));
  const near = new Map<NodeId, Set<NodeId>>();
  const join = (one: NodeId, other: NodeId) => {
    near.set(one, (near.get(one) ?? new Set()).add(other));
    near.set(other, (near.get(other) ?? new Set()).add(one));
  };
  for (const { item, links } of subjects) {
    const children = item.subIssues.known ? item.subIssues.value.map(({ id }) => id) : [];
    for (const id of [...item.parents, ...children, ...links]) join(item.id, id);
  }
  const communities = new Map<string, Subject[]>();
  for (const one of subjects) {
    if (one.community === null) continue;
    const same = communities.get(one.community);
    if (same === undefined) communities.set(one.community, [one]);
    else same.push(one);
  }
  const linkedTo = ({ item, community }: Subject) => {
    const joined = [...(near.get(item.id) ?? [])].flatMap((id) => byId.get(id) ?? []);
    const same = community === null ? [] : communities.get(community)!;
    return [...new Set([...joined, ...same])].filter((one) => one.item.id !== item.id);
  };
  return { world, config, linkedTo };
}
