/**
 * Reads one item and its world into a snapshot: one request for the item, none for a world that is kept; one more per
 * author of an unanswered command, one for neighbours where the config asks for them, and one for the issues that say
 * who is away where somebody may be assigned. It decides nothing and writes nothing; what could not be read is unknown in
 * the snapshot.
 */
import type { Config } from "../config/config.ts";
import { claimsOn, itemQuestionOf, pipelineOf, wantsPeers } from "../config/questions.ts";
import { readMarker } from "../content/markers.ts";
import type { ItemQuestion, Reader } from "../github/ports.ts";
import type { NodeId } from "../model/key.ts";
import type { Pipeline } from "../model/pipeline.ts";
import type { Item, Snapshot, World } from "../model/snapshot.ts";
import { withRoles } from "./roles.ts";
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
  const present = withPresentNames(config, known);
  const better = betterQuestion(item, present, known, question);
  const whole = better === null ? item : ((await reader.readItem(issue, better)) ?? item);
  const claims = claimsOn(present, whole, labelNames(whole));
  // Nothing in the config cares for it: its commands are nobody's.
  const [judged, peers, absences] = claims.length === 0 ? [whole] : await readBeside(whole, claims, present, reader);
  return { item: { ...judged, firstId: firstIdOf(judged) }, world: known, ...peers, ...absences };
}

/** A repository that was renamed since the config was written is still the one that the config means. */
function withPresentNames(config: Config, { repositories }: World): Config {
  const named = Object.entries(config.repositories).map(([key, repository]) => {
    const read = repositories[key];
    const present = read?.known ? { owner: read.value.owner, name: read.value.name } : {};
    return [key, { ...repository, ...present }] as const;
  });
  return { ...config, repositories: Object.fromEntries(named) };
}

function readBeside(item: Item, claims: readonly Pipeline[], config: Config, reader: Reader) {
  return Promise.all([
    withRoles(item, reader),
    readPeers(item, claims, reader),
    readAbsences(item, claims, config, reader),
  ]);
}

/** Only while somebody may still be assigned: later nobody asks who is away. */
async function readAbsences(
  { state, assignees }: Item,
  claims: readonly Pipeline[],
  { awayIssues, repositories }: Config,
  reader: Reader,
): Promise<Pick<Snapshot, "absences">> {
  const isDue = state === "open" && assignees.known && assignees.value.length === 0;
  const home = awayIssues === null ? undefined : repositories[awayIssues.repository];
  if (!isDue || awayIssues === null || home === undefined || claims.every(({ assign }) => assign.length === 0)) {
    return {};
  }
  return { absences: await reader.readPeers(home.owner, home.name, awayIssues.label) };
}

/** Neighbours carry the label of whoever asks for them; when several ask and differ, all issues of the repository do. */
async function readPeers(item: Item, claims: readonly Pipeline[], reader: Reader): Promise<Pick<Snapshot, "peers">> {
  const [first, ...others] = claims.filter(wantsPeers).map(({ items }) => items.label);
  if (first === undefined) return {};
  const label = others.every((other) => other?.toLowerCase() === first?.toLowerCase()) ? first : null;
  return { peers: await reader.readPeers(item.owner, item.repo, label) };
}

function labelNames({ labels }: Item): readonly string[] {
  return labels.known ? labels.value.map(({ name }) => name) : [];
}

/** A transfer gives an issue a new id; our status comment goes with it and keeps the first one (ruling 14). */
function firstIdOf(item: Item): NodeId {
  const comments = item.ownComments.known ? item.ownComments.value : [];
  const markers = comments
    .map(({ body, written = body }) => readMarker(written))
    .filter((marker) => marker?.kind === "status");
  const kept = markers.map((marker) => marker?.extra.first).find((first) => typeof first === "string");
  return typeof kept === "string" ? kept : item.id;
}

/** Only now is the pipeline known, and its board may show the stage in a field of another name. Null: nothing to add. */
function betterQuestion(item: Item, config: Config, world: World, asked: ItemQuestion): ItemQuestion | null {
  const { pipeline } = pipelineOf(config, item, labelNames(item));
  if (pipeline === null) return null;
  const better = itemQuestionOf(config, pipeline, world.identities);
  const isAnswered =
    better.statusField === asked.statusField &&
    better.labels.every((name) => asked.labels.includes(name)) &&
    better.fields.every((name) => asked.fields.includes(name));
  return isAnswered ? null : better;
}
