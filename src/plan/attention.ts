/**
 * What people should put right → one private issue that says so, "Milepost needs attention": opened when there is
 * something, edited while it changes, closed when all is well. Nothing of items is in it but their addresses; a public
 * repository is refused, since problems name private places.
 *
 * An issue cannot be opened again by a change, so trouble that comes back opens a new one; and what a person closed
 * while it still held stays closed until there is something else to say.
 */
import type { Config } from "../config/config.ts";
import { fitBody } from "../content/fit.ts";
import { readMarker, renderMarker, stripMarkers } from "../content/markers.ts";
import { neutralise } from "../content/neutralise.ts";
import { sameLabel } from "../history/names.ts";
import type { Change, Reason } from "../model/change.ts";
import type { Problem } from "../model/problem.ts";
import type { OwnIssue, Read, Repository, World } from "../model/snapshot.ts";
import type { Instant } from "../model/time.ts";
import { note, nothing, type Part, problem } from "./part.ts";

/** An item that failed too often and is left alone. */
export interface ParkedItem {
  /** `owner/repo#n` or a node id; never a title. */
  readonly ref: string;
  readonly since: Instant;
}

export interface Attention {
  /** Issues with the attention label, ours only, newest first. */
  readonly found: Read<readonly OwnIssue[]>;
  readonly problems: readonly Problem[];
  readonly parked: readonly ParkedItem[];
  readonly config: Config;
  readonly world: World;
  readonly now: Instant;
}

export const attentionTitle = "Milepost needs attention";

const key = "attention";
const rule = "attention";
const mostListed = 50;

/** Opens, edits or closes the one issue. Nothing when the config keeps none. */
export function planAttention(have: Attention): Part {
  const { attention } = have.config;
  if (attention === null) return nothing;
  const place = have.world.repositories[attention.repository];
  if (!place?.known)
    return note(`Whether Milepost needs attention was not posted: ${place?.why ?? "its repository was not read"}.`);
  if (place.value.visibility === "public") return problem(publicPlace(place.value));
  if (!have.found.known) return note(`Whether Milepost needs attention was not posted: ${have.found.why}.`);
  const ours = have.found.value.filter(({ body }) => readMarker(body)?.key === key);
  const open = ours.filter(({ state }) => state === "open").sort((a, b) => a.number - b.number);
  const [keeper, ...doubles] = open;
  const changes = keeper
    ? [...keep(keeper, have, place.value), ...doubles.map((double) => closeDouble(double, keeper))]
    : start(have, place.value, newestOf(ours));
  return { ...nothing, changes };
}

function keep(issue: OwnIssue, have: Attention, { visibility }: Repository): readonly Change[] {
  const body = bodyOf(have);
  const because = reasonOf(have);
  const edit: readonly Change[] = isSame(issue.body, body)
    ? []
    : [
        {
          ...because,
          kind: "edit-issue",
          issue: issue.id,
          title: null,
          body,
          before: { title: issue.title, body: issue.body },
          onlyWhile: visibility,
        },
      ];
  return isWell(have) ? [...edit, { ...because, kind: "close-issue", issue: issue.id, as: "completed" }] : edit;
}

function start(have: Attention, repository: Repository, last: OwnIssue | undefined): readonly Change[] {
  const { config } = have;
  const body = bodyOf(have);
  // Closed by a person while it said just this: they know.
  if (isWell(have) || (last !== undefined && isSame(last.body, body))) return [];
  const because = reasonOf(have);
  const name = config.attention!.label;
  const label = Object.entries(repository.labels).find(([known]) => sameLabel(known, name))?.[1] ?? null;
  const repositoryName = `${repository.owner}/${repository.name}`;
  const { color = "fbca04", description = "What Milepost needs a person for" } = config.labels[name] ?? {};
  const create: readonly Change[] =
    label === null
      ? [{ ...because, kind: "create-label", repository: repository.id, repositoryName, name, color, description }]
      : [];
  return [
    ...create,
    {
      ...because,
      kind: "create-issue",
      key,
      repository: repository.id,
      repositoryName,
      title: attentionTitle,
      body,
      labels: [{ name, label }],
      assignees: [],
      parent: { kind: "none" },
      projects: [],
      onlyWhile: repository.visibility,
    },
  ];
}

function closeDouble(double: OwnIssue, keeper: OwnIssue): Change {
  const fact = `#${keeper.number} says the same and was opened first`;
  return { rule, fact, kind: "close-as-duplicate", issue: double.id, of: keeper.id, key };
}

function bodyOf({ problems, parked }: Attention): string {
  const marker = renderMarker({ kind: "issue", key, extra: {} });
  const listed = [
    ...problems
      .slice(0, mostListed)
      .map(({ where, what, todo }) => `- \`${code(where)}\`: ${inline(what)} ${inline(todo)}`),
    ...moreLine(problems.length - mostListed, "more of the same kind are in `milepost doctor`"),
  ];
  const items = [
    ...parked.slice(0, mostListed).map(({ ref, since }) => `- \`${code(ref)}\`, since ${since}`),
    ...moreLine(parked.length - mostListed, "more items"),
  ];
  const text = [
    ...(listed.length + items.length === 0 ? ["All is well again."] : []),
    ...(listed.length > 0
      ? ["Somebody should put this right. Whatever it does not touch goes on working.", "", ...listed]
      : []),
    ...(items.length > 0 ? ["", "These failed too often and are left alone until they change:", "", ...items] : []),
    "",
    "This issue is kept by Milepost: it changes as things change, and closes itself.",
  ].join("\n");
  return `${fitBody(text.trim(), marker.length + 2).body}\n\n${marker}`;
}

function moreLine(more: number, what: string): readonly string[] {
  return more > 0 ? [`- and ${more} ${what}`] : [];
}

function reasonOf({ problems, parked }: Attention): Reason {
  const count = problems.length + parked.length;
  return {
    rule,
    fact:
      count === 0
        ? "nothing is left to put right"
        : `there ${count === 1 ? "is one thing" : `are ${count} things`} to put right`,
  };
}

function isWell({ problems, parked }: Attention): boolean {
  return problems.length === 0 && parked.length === 0;
}

function newestOf(issues: readonly OwnIssue[]): OwnIssue | undefined {
  return [...issues].sort((a, b) => b.number - a.number)[0];
}

/** GitHub may hand a body back with other line breaks than it was given. */
function isSame(one: string, other: string): boolean {
  const plain = (text: string) => stripMarkers(text.replaceAll("\r\n", "\n")).trim();
  return plain(one) === plain(other);
}

/** Labels and columns in it were typed by people. */
function inline(text: string): string {
  return neutralise(text.replace(/\s+/g, " "));
}

function code(text: string): string {
  return text.replace(/[`\s]+/g, " ").trim();
}

function publicPlace({ owner, name }: Repository): Problem {
  return {
    code: "attention-public",
    where: "attention.repository",
    what: `${owner}/${name} is public, so what needs attention was not posted there.`,
    todo: "Name a private repository under `attention:`.",
    severity: "error",
  };
}
