/** An item's standing in a pipeline, with what our own marker says of an issue that we opened (ruling 1). */
import { type Standing, stageOf } from "../history/stage.ts";
import type { Pipeline } from "../model/pipeline.ts";
import type { Item, World } from "../model/snapshot.ts";
import { heldIn } from "./care/gate-state.ts";
import { ownMarker } from "./own-text.ts";

/** Where the item stands. The way in for everything outside `plan`, too: measures must see the same stage. */
export function standingOf(
  item: Item,
  world: World,
  pipeline: Pipeline,
  /** Events that a gate keeps out as it stands now, besides those that our comments remember (decision 0009). */
  holding: readonly string[] = [],
): Standing {
  return stageOf(item, world, pipeline, bornIn(item, world), [...heldIn(item, world, pipeline.name), ...holding]);
}

function bornIn(item: Item, world: World): string | null {
  const marker = ownMarker(item, world);
  const stage = marker?.kind === "issue" ? marker.extra.stage : null;
  return typeof stage === "string" ? stage : null;
}
