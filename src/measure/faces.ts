/**
 * Items as a report may name them: their title and address, their number among all of their pipeline that were ever
 * seen, and whether everybody may read both the issue and what shows its stage.
 */
import type { World } from "../model/snapshot.ts";
import type { Instant } from "../model/time.ts";
import type { Gathered } from "./organisation.ts";
import { refOf } from "./subject.ts";

/** One item of one pipeline. */
export interface Face {
  readonly item: string;
  readonly url: string;
  readonly title: string;
  readonly pipeline: string;
  readonly openedAt: Instant;
  /** By when it was opened, from 1; items that could not be measured have theirs too. It shifts when one is deleted (ruling 16). */
  readonly number: number;
  /** false: the issue is private, or its stage is shown by a private board. */
  readonly isPublic: boolean;
}

/** By pipeline and then by `owner/repo#n`. */
export type Faces = ReadonlyMap<string, ReadonlyMap<string, Face>>;

/** The faces of all items, whenever they were opened, so that a number is the same in every week's report. */
export function facesOf({ subjects, incomplete, world }: Pick<Gathered, "subjects" | "incomplete" | "world">): Faces {
  const all = new Map<string, Omit<Face, "number">[]>();
  const put = (face: Omit<Face, "number">) => {
    const list = all.get(face.pipeline);
    if (list === undefined) all.set(face.pipeline, [face]);
    else list.push(face);
  };
  for (const one of subjects) {
    const { item, pipeline } = one;
    const isPublic = item.visibility === "public" && (pipeline.board === null || isPublicBoard(pipeline.board, world));
    const { url, title, createdAt: openedAt } = item;
    put({ item: refOf(one), url, title, pipeline: pipeline.name, openedAt, isPublic });
  }
  const known = new Set([...all.values()].flat().map(({ pipeline, item }) => `${pipeline} ${item}`));
  for (const { ref: item, url, pipeline, openedAt } of incomplete) {
    // An item of which two things could not be read is there twice.
    const isNew = known.size < known.add(`${pipeline} ${item}`).size;
    if (isNew) put({ item, url, title: item, pipeline, openedAt, isPublic: false });
  }
  return new Map(
    [...all].map(([pipeline, faces]) => {
      const ranked = faces.sort((a, b) => byText(a.openedAt, b.openedAt) || byText(a.item, b.item));
      return [pipeline, new Map(ranked.map((face, at) => [face.item, { ...face, number: at + 1 }]))] as const;
    }),
  );
}

/** A board that was not read counts as private. */
function isPublicBoard(name: string, { boards }: World): boolean {
  const read = boards[name];
  return read?.known === true && read.value.visibility === "public";
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
