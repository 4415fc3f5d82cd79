/**
 * Asks GitHub whether a person has said, on the attention issue, that so much is meant; and makes the label by which
 * they say it. Only an issue that we wrote ourselves counts, in the repository that the config names.
 */
import { apply } from "../../apply/apply.ts";
import { readMarker } from "../../content/markers.ts";
import { sameLabel } from "../../history/names.ts";
import type { Change } from "../../model/change.ts";
import type { OwnIssue } from "../../model/snapshot.ts";
import type { Ports } from "../ports.ts";
import { goLabel } from "./brake.ts";
import type { Engine } from "./engine.ts";

const reason = { rule: "brake", fact: "so much at once asks for a person's word" };

/** `stopped`: the open attention issue says that an earlier process stopped. `said`: it carries the label. */
export async function readConfirmation(
  engine: Engine,
  ports: Ports,
): Promise<{ readonly stopped: boolean; readonly said: boolean }> {
  const { attention } = engine.config;
  if (attention === null) return { stopped: false, said: false };
  const isStop = ({ body }: OwnIssue) => body.includes("- `brake`:");
  const stopped = (await ownIssues(engine, ports, attention.label)).some(isStop);
  const said = stopped && (await ownIssues(engine, ports, goLabel)).some(isStop);
  return { stopped, said };
}

/** Makes the label where it is missing. Throws `GitHubError` when GitHub cannot be read just now. */
export async function offerLabel(engine: Engine, installation: number, ports: Ports): Promise<void> {
  const place = await placeOf(engine);
  if (place === null || Object.keys(place.labels).some((name) => sameLabel(name, goLabel))) return;
  const label = { name: goLabel, color: "0e8a16", description: "Yes, Milepost may do as much as it plans" };
  const repositoryName = `${place.owner}/${place.name}`;
  await write(engine, installation, ports, {
    ...reason,
    kind: "create-label",
    repository: place.id,
    repositoryName,
    ...label,
  });
  engine.world.forget();
}

/** Takes the label off again: it was meant for this once. */
export async function takeLabelOff(engine: Engine, installation: number, ports: Ports): Promise<void> {
  const place = await placeOf(engine);
  const label = Object.entries(place?.labels ?? {}).find(([name]) => sameLabel(name, goLabel))?.[1];
  if (label === undefined) return;
  for (const { id } of await ownIssues(engine, ports, goLabel))
    await write(engine, installation, ports, { ...reason, kind: "remove-label", issue: id, name: goLabel, label });
}

async function ownIssues({ config, world }: Engine, { reader }: Ports, label: string): Promise<readonly OwnIssue[]> {
  const place = config.attention && config.repositories[config.attention.repository];
  if (!place) return [];
  const identities = (await world.read()).identities.map(({ id }) => id);
  const found = await reader.readOwnIssues(place.owner, place.name, label, identities);
  if (!found.known) return [];
  return found.value.filter(({ body, state }) => state === "open" && readMarker(body)?.key === "attention");
}

async function placeOf({ config, world }: Engine) {
  const read = config.attention && (await world.read()).repositories[config.attention.repository];
  return read?.known ? read.value : null;
}

async function write({ config }: Engine, installation: number, ports: Ports, change: Change): Promise<void> {
  const plan = { pipeline: null, stage: null, changes: [change], notes: [], problems: [], nextLook: null };
  const { visibilityBoundSeconds } = config;
  await apply({ installation, issue: "brake" }, plan, { ...ports, outgoing: null, visibilityBoundSeconds });
}
