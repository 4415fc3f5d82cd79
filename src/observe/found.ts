/** Reads what we opened for recurring work or a flow: the newest hundred of ours with its label, one request. */
import type { Config } from "../config/config.ts";
import type { Reader } from "../github/ports.ts";
import type { OwnIssue, Read, Snapshot, World } from "../model/snapshot.ts";

export interface FoundPorts {
  readonly config: Config;
  readonly world: World;
  readonly reader: Pick<Reader, "readOwnIssues">;
}

/** Unknown when its repository is none of the config's. Throws `GitHubError` when GitHub does not say. */
export function readFound(
  { repository, label }: { readonly repository: string; readonly label: string },
  { config, world, reader }: FoundPorts,
): Promise<Read<readonly OwnIssue[]>> {
  const read = world.repositories[repository];
  const place = read?.known ? read.value : config.repositories[repository];
  if (place === undefined) return Promise.resolve({ known: false, why: `there is no repository ${repository}` });
  const identities = world.identities.map(({ id }) => id);
  return reader.readOwnIssues(place.owner, place.name, label, identities);
}

/** What a plan asked for (`Plan.reads`): the issues of each recurring entry, by its name. */
export async function readAsked(names: readonly string[], ports: FoundPorts): Promise<NonNullable<Snapshot["found"]>> {
  const entries = ports.config.recurring.filter(({ name }) => names.includes(name));
  const read = await Promise.all(entries.map(async (entry) => [entry.name, await readFound(entry, ports)] as const));
  return Object.fromEntries(read);
}
