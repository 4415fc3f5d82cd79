/**
 * Lists all that the config cares for cheaply and asks for a look at those that differ from the last time. It repairs whatever a
 * lost, doubled or reordered event left undone. A list that could not be read to its end concludes nothing.
 */
import type { Config } from "../config/config.ts";
import type { Glimpse, Reader } from "../github/ports.ts";
import type { NodeId } from "../model/key.ts";

export interface SweepPorts {
  readonly reader: Pick<Reader, "readGlimpses">;
  /** What each item looked like when it was last asked for; the sweep brings it up to date. Empty: look at all. */
  readonly last: Map<NodeId, string>;
  readonly enqueue: (issue: NodeId) => void;
  /** Besides, look at every `of`-th item, another part each round: a full re-read spread over `of` sweeps. Null: do not. */
  readonly slice: { readonly round: number; readonly of: number } | null;
}

/** What a sweep came to. */
export interface Swept {
  readonly listed: number;
  readonly queued: number;
  /** Why something was not listed, one sentence each; empty: the sweep was complete. */
  readonly incomplete: readonly string[];
}

interface Source {
  readonly owner: string;
  readonly name: string;
  readonly label: string | null;
  readonly statusField: string;
}

/** Lists the items of every pipeline and rule, and what recurring work and flows opened: one request per hundred. */
export async function sweep(config: Config, ports: SweepPorts): Promise<Swept> {
  const listed = new Map<NodeId, string>();
  const incomplete: string[] = [];
  for (const source of sourcesOf(config)) {
    const glimpses = await ports.reader.readGlimpses(source.owner, source.name, source.label, source.statusField);
    if (!glimpses.known) incomplete.push(`${source.owner}/${source.name} was not listed: ${glimpses.why}`);
    else addAll(listed, glimpses.value);
  }
  const isDifferent = ([id, look]: readonly [NodeId, string]) => ports.last.get(id) !== look || isInSlice(id, ports);
  const differing = [...listed].filter(isDifferent).map(([id]) => id);
  // An item that left the list (its label was taken off, it was moved or deleted) is seen once more; but only a whole
  // list can show that something is not in it.
  const left = incomplete.length === 0 ? [...ports.last.keys()].filter((id) => !listed.has(id)) : [];
  for (const [id, look] of listed) ports.last.set(id, look);
  for (const id of left) ports.last.delete(id);
  for (const id of [...differing, ...left]) ports.enqueue(id);
  return { listed: listed.size, queued: differing.length + left.length, incomplete };
}

/** Several may share a repository and a label: each list is read once. */
function sourcesOf(config: Config): readonly Source[] {
  const cared = [...config.pipelines, ...config.rules].map(({ items, board }) => ({ ...items, board }));
  const opened = [
    ...config.recurring.map(({ repository, label, open, play }) => {
      return { repository, label, board: (open ?? play?.parent)?.board ?? null };
    }),
    ...config.flows.map(({ repository, label, playbook }) => ({ repository, label, board: playbook.parent.board })),
  ];
  const sources = [...cared, ...opened].flatMap(({ repository: place, label, board }): readonly Source[] => {
    const repository = config.repositories[place];
    const statusField = (board === null ? null : config.boards[board]?.statusField) ?? "Status";
    return repository ? [{ owner: repository.owner, name: repository.name, label, statusField }] : [];
  });
  const once = [...new Map(sources.map((source) => [JSON.stringify(source), source])).values()];
  return once.filter((source) => !once.some((other) => other !== source && isWithin(source, other)));
}

/** Whether a list of a whole repository shows all that this one would. */
function isWithin(source: Source, other: Source): boolean {
  return (
    source.label !== null &&
    other.label === null &&
    `${source.owner}/${source.name}`.toLowerCase() === `${other.owner}/${other.name}`.toLowerCase() &&
    source.statusField === other.statusField
  );
}

/** An issue in two lists has two looks; both count. */
function addAll(listed: Map<NodeId, string>, glimpses: readonly Glimpse[]): void {
  for (const { id, fingerprint } of glimpses) {
    const known = listed.get(id);
    listed.set(id, known === undefined || known === fingerprint ? fingerprint : `${known}\n${fingerprint}`);
  }
}

function isInSlice(id: NodeId, { slice }: SweepPorts): boolean {
  if (slice === null) return false;
  let hash = 0;
  for (const letter of id) hash = (hash * 31 + letter.codePointAt(0)!) % 65_521;
  return hash % slice.of === slice.round % slice.of;
}
