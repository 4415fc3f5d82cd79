/**
 * Reads one item and its world into a snapshot: one request for the item, none for a world that is kept. It decides
 * nothing and writes nothing; what could not be read is unknown in the snapshot.
 */
import type { Config } from "../config/config.ts";
import { itemQuestionOf, pipelineOf } from "../config/questions.ts";
import { readMarker } from "../content/markers.ts";
import type { ItemQuestion, Reader } from "../github/ports.ts";
import type { NodeId } from "../model/key.ts";
import type { Item, Snapshot, World } from "../model/snapshot.ts";
import type { WorldKeeper } from "./world.ts";

export interface ObservePorts {
  readonly reader: Reader;
  readonly world: WorldKeeper;
}

/** Null when the issue is gone. Throws `GitHubError` when GitHub does not say. */
export async function observe(
  issue: NodeId,
  config: Config,
  { reader, world }: ObservePorts,
): Promise<Snapshot | null> {
  const known = await world.read();
  const question = itemQuestionOf(config, null, known.identities);
  const item = await reader.readItem(issue, question);
  if (item === null) return null;
  const better = betterQuestion(item, config, known, question);
  const whole = better === null ? item : ((await reader.readItem(issue, better)) ?? item);
  return { item: { ...whole, firstId: firstIdOf(whole) }, world: known };
}

/** A transfer gives an issue a new id; our status comment goes with it and keeps the first one (ruling 14). */
function firstIdOf(item: Item): NodeId {
  const comments = item.ownComments.known ? item.ownComments.value : [];
  const markers = comments.map(({ body }) => readMarker(body)).filter((marker) => marker?.kind === "status");
  const kept = markers.map((marker) => marker?.extra.first).find((first) => typeof first === "string");
  return typeof kept === "string" ? kept : item.id;
}

/** Only now is the pipeline known, and its board may show the stage in a field of another name. Null: nothing to add. */
function betterQuestion(item: Item, config: Config, world: World, asked: ItemQuestion): ItemQuestion | null {
  const labels = item.labels.known ? item.labels.value.map((label) => label.name) : [];
  const { pipeline } = pipelineOf(config, item, labels);
  if (pipeline === null) return null;
  const better = itemQuestionOf(config, pipeline, world.identities);
  const isAnswered =
    better.statusField === asked.statusField && better.labels.every((name) => asked.labels.includes(name));
  return isAnswered ? null : better;
}
