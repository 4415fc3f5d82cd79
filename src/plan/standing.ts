/** An item's standing in a pipeline, with what our own marker says of an issue that we opened (ruling 1). */
import { type Standing, stageOf } from "../history/stage.ts";
import type { Pipeline } from "../model/pipeline.ts";
import type { Item, World } from "../model/snapshot.ts";
import { ownMarker } from "./own-text.ts";

/** Where the item stands. The way in for everything outside `plan`, too: measures must see the same stage. */
export function standingOf(item: Item, world: World, pipeline: Pipeline): Standing {
  return stageOf(item, world, pipeline, bornIn(item, world));
}

function bornIn(item: Item, world: World): string | null {
  const marker = ownMarker(item, world);
  const stage = marker?.kind === "issue" ? marker.extra.stage : null;
  return typeof stage === "string" ? stage : null;
}
