/**
 * Who reads a report → how items, stages and groups may be named in it. To everybody: an item that not everybody may
 * read is `Lead 7` without an address, stages go by their ids, groups under three are `other`, and communities are those
 * of public issues. Nobody is told who did what. Only `finance` is told amounts.
 */
import type { Face, Faces } from "../measure/faces.ts";
import type { Milestone, TimeRule } from "../model/milestone.ts";
import type { Pipeline } from "../model/pipeline.ts";
import type { ItemLink } from "./view.ts";

export type AudienceName = "public" | "team" | "finance";

/** How one audience is spoken to. */
export interface Audience {
  readonly name: AudienceName;
  /** Whether everybody may read the report. */
  readonly isPublic: boolean;
  link(pipeline: string, item: string): ItemLink;
  links(pipeline: string, items: readonly string[]): readonly ItemLink[];
  /** A stage as it may be called. */
  stage(pipeline: Pipeline, id: string): string;
  /** Whether the item may be shown with what is known of it. */
  mayName(pipeline: string, item: string): boolean;
  /** Whether single waits may be listed: to everybody not when they tell when something happened to a private item. */
  mayList(rule: TimeRule): boolean;
  /** Whether what people wrote (answers, labels) may name groups of this pipeline's items. */
  mayGroup(pipeline: string): boolean;
}

/** Smaller groups than this are put together for everybody's eyes. */
export const smallestGroup = 3;

/** Speaks to one audience of these items. */
export function createAudience(name: AudienceName, faces: Faces): Audience {
  const isPublic = name === "public";
  const faceOf = (pipeline: string, item: string) => faces.get(pipeline)?.get(item) ?? null;
  const link = (pipeline: string, item: string) => {
    const face = faceOf(pipeline, item);
    if (face === null) return linkOf(null, { pipeline, item, isPublic });
    const made = links[name].get(face) ?? linkOf(face, { pipeline, item, isPublic });
    links[name].set(face, made);
    return made;
  };
  const isOpen = (pipeline: string) => [...(faces.get(pipeline)?.values() ?? [])].every((face) => face.isPublic);
  const mayTell = (one: Milestone) => one.kind !== "linked" || isOpen(one.pipeline);
  return {
    name,
    isPublic,
    link,
    links: (pipeline, items) => items.map((item) => link(pipeline, item)),
    stage: (pipeline, id) => {
      const stage = pipeline.stages.find((one) => one.id === id);
      return isPublic ? titleOf(id) : (stage?.shownAs ?? stage?.board ?? titleOf(id));
    },
    mayName: (pipeline, item) => !isPublic || faceOf(pipeline, item)?.isPublic === true,
    mayList: ({ from, to }) => !isPublic || (mayTell(from) && mayTell(to)),
    mayGroup: (pipeline) => !isPublic || isOpen(pipeline),
  };
}

/** One object per item and audience, since the same item stands behind many numbers of eight weeks. */
const links: Readonly<Record<AudienceName, WeakMap<Face, ItemLink>>> = {
  public: new WeakMap(),
  team: new WeakMap(),
  finance: new WeakMap(),
};

function linkOf(
  face: Face | null,
  { pipeline, item, isPublic }: { readonly pipeline: string; readonly item: string; readonly isPublic: boolean },
): ItemLink {
  if (!isPublic) return face === null ? { label: item, url: null } : { label: face.title, url: face.url };
  if (face?.isPublic === true) return { label: face.title, url: face.url };
  return { label: `${singular(titleOf(pipeline))} ${face?.number ?? "?"}`, url: null };
}

/** `first-response` → `First response`. */
export function titleOf(id: string): string {
  const words = id.replaceAll(/[-_.]+/g, " ").trim();
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** `Leads` → `Lead`; names that are no plurals stay as they are. */
export function singular(title: string): string {
  return /[^s]s$/.test(title) ? title.slice(0, -1) : title;
}
