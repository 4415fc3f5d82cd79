/** How visible places are, compared. */
import type { Pipeline } from "../model/pipeline.ts";
import type { Item, World } from "../model/snapshot.ts";

export type Visibility = Item["visibility"];

const openness: Readonly<Record<Visibility, number>> = { private: 0, internal: 1, public: 2 };

/** Whether what is said in the first place may be read by people who may not read the second. */
export function isMorePublic(place: Visibility, than: Visibility): boolean {
  return openness[place] > openness[than];
}

/** The one of them that the fewest may read; public when there is none. */
export function leastPublic(...all: readonly Visibility[]): Visibility {
  return all.reduce((least, one) => (isMorePublic(least, one) ? one : least), "public");
}

/**
 * The pipeline as texts on the item may tell of it: columns of a board that fewer people may read than the item are not
 * named, their stages go by their ids (ruling 16). A board that was not read counts as private.
 */
export function shownOn({ visibility }: Item, { boards }: World, pipeline: Pipeline): Pipeline {
  const board = pipeline.board === null ? undefined : boards[pipeline.board];
  if (pipeline.board === null || !isMorePublic(visibility, board?.known ? board.value.visibility : "private")) {
    return pipeline;
  }
  return { ...pipeline, stages: pipeline.stages.map((stage) => ({ ...stage, shownAs: stage.id })) };
}
