/** Wanting a label on an issue → the changes that put it there, making the label first where it does not exist. */
import { sameLabel } from "../history/names.ts";
import type { Change, Reason } from "../model/change.ts";
import type { NodeId } from "../model/key.ts";
import type { Read, Repository } from "../model/snapshot.ts";
import { type Case, note, nothing, type Part } from "./part.ts";

/** Marks an item whose last move the pipeline does not allow (`illegal-moves: tell`). */
export const stageFixLabel = "needs-stage-fix";

/** Calm grey-blue; people may recolour it, and it is never changed afterwards. */
const quietColor = "c5def5";
const askingColor = "fbca04";

/** A label as `createIssue` and `addLabels` want it: `label` null when this plan makes it. */
export interface WantedLabel {
  readonly name: string;
  readonly label: NodeId | null;
}

/** Adds one label to the item. The caller has seen that the item does not carry it. */
export function addLabel(one: Case, name: string, because: Reason): Part {
  const repository = itemRepository(one);
  const asked = entryOf(one.item.labelIds, name);
  const id = asked === undefined && repository.known ? (entryOf(repository.value.labels, name) ?? null) : asked;
  const add = (label: NodeId | null): Change => ({ ...because, kind: "add-label", issue: one.item.id, name, label });
  if (id) return { ...nothing, changes: [add(id)] };
  if (!repository.known) return note(`The label ${name} was not added: ${repository.why}.`);
  return {
    ...nothing,
    changes: [createLabel({ config: one.config, name: one.pipeline.name }, repository.value, name, because), add(null)],
  };
}

/** Labels by name in another repository, with the changes that make the missing ones. */
export function labelsIn(
  one: Maker,
  repository: Repository,
  names: readonly string[],
  because: Reason,
): { readonly wanted: readonly WantedLabel[]; readonly create: readonly Change[] } {
  const once = names.filter((name, index) => names.findIndex((other) => sameLabel(name, other)) === index);
  const wanted = once.map((name) => ({ name, label: entryOf(repository.labels, name) ?? null }));
  const missing = wanted.filter(({ label }) => label === null);
  return { wanted, create: missing.map(({ name }) => createLabel(one, repository, name, because)) };
}

/** The item's own repository, as the world knows it. */
export function itemRepository({ world, pipeline }: Pick<Case, "world" | "pipeline">): Read<Repository> {
  return repositoryNamed({ world }, pipeline.items.repository);
}

/** A repository by its name under `repositories`. */
export function repositoryNamed({ world }: Pick<Case, "world">, name: string): Read<Repository> {
  return world.repositories[name] ?? { known: false, why: `the repository ${name} was not read` };
}

/** Whose config says how a label looks, and what it is made for. */
export interface Maker extends Pick<Case, "config"> {
  readonly name: string;
}

function createLabel({ config, name: maker }: Maker, repository: Repository, name: string, because: Reason): Change {
  const named = entryOf(config.labels, name);
  const asks = sameLabel(name, stageFixLabel);
  return {
    ...because,
    kind: "create-label",
    repository: repository.id,
    repositoryName: `${repository.owner}/${repository.name}`,
    name,
    color: named?.color ?? (asks ? askingColor : quietColor),
    description:
      named?.description ?? (asks ? "Moved to a stage that cannot follow. Please move it again." : madeFor(maker)),
  };
}

/** GitHub cuts nothing and refuses descriptions over 100 characters. */
function madeFor(maker: string): string {
  return `Set by Milepost for the pipeline ${maker}`.slice(0, 100);
}

function entryOf<T>(entries: Readonly<Record<string, T>>, name: string): T | undefined {
  if (Object.hasOwn(entries, name)) return entries[name];
  const key = Object.keys(entries).find((other) => sameLabel(name, other));
  return key === undefined ? undefined : entries[key];
}
