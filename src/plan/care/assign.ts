/**
 * Whose turn it is → one assignee for a new item. There is no state file: the turn follows from the items before it, oldest
 * first, by who of the rotation has them, or would have been given them. Whoever is away when the item is opened, by the
 * config's list or by an issue that says so, is passed over. People go first: once anybody was assigned, or taken off, it is theirs to settle.
 */
import { dayOf } from "../../calendar/zone.ts";
import type { AssignRule } from "../../model/care.ts";
import type { Peer, Read } from "../../model/snapshot.ts";
import type { Instant } from "../../model/time.ts";
import { judge } from "../condition.ts";
import { type Case, isBeforeStarts, note, nothing, type Part, pipelinePath } from "../part.ts";
import { answeredAssignees } from "./answers.ts";
import { sameLogin } from "./assignees.ts";

/** Gives the item to whoever is next; of several rules the first that holds counts. */
export function planAssign(one: Case): Part {
  const { item, pipeline } = one;
  if (pipeline.assign.length === 0 || item.state === "closed" || isBeforeStarts(item.createdAt, pipeline)) {
    return nothing;
  }
  if (!item.assignees.known) return note(`Nobody was assigned: ${item.assignees.why}.`);
  if (!item.history.known) return note(`Nobody was assigned: ${item.history.why}.`);
  const touched = item.history.value.some(({ kind }) => kind === "assigned" || kind === "unassigned");
  if (item.assignees.value.length > 0 || touched || answeredAssignees(one).length > 0) return nothing;
  for (const rule of pipeline.assign) {
    const holds = judge(one, rule.when);
    if (!holds.known) return note(`The rotation ${rule.id} was not judged: ${holds.why}.`);
    if (holds.value) return given(one, rule);
  }
  return nothing;
}

function given(one: Case, rule: AssignRule): Part {
  const { item, peers, absences, config } = one;
  const rotation = membersOf(one, rule.rotation);
  if (!rotation.known) return note(`The rotation ${rule.id} was left alone: ${rotation.why}.`);
  if (peers === undefined) return note(`The rotation ${rule.id} was left alone: the other items were not read.`);
  if (!peers.known) return note(`The rotation ${rule.id} was left alone: ${peers.why}.`);
  if (config.awayIssues !== null && !absences?.known) {
    const why = absences?.why ?? "the issues that say so were not read";
    return note(`The rotation ${rule.id} was left alone, since it is not known who is away: ${why}.`);
  }
  const login = nextOf(one, rotation.value, lastOf(one, rotation.value, peers.value), item.createdAt);
  if (login === null) return note(`The rotation ${rule.id} assigned nobody: everybody is away.`);
  const path = `${pipelinePath(one)}.assign[${rule.id}]`;
  const fact = `it was opened at ${item.createdAt} and it is the turn of ${login}`;
  return { ...nothing, changes: [{ rule: path, fact, kind: "assign", issue: item.id, logins: [login] }] };
}

/** Who had the newest of the items before this one; null: nobody yet. */
function lastOf(one: Case, rotation: readonly string[], peers: readonly Peer[]): string | null {
  const { item, pipeline } = one;
  const before = peers
    .filter((peer) => peer.id !== item.id && isEarlier(peer, item))
    .sort((a, b) => (isEarlier(a, b) ? -1 : 1));
  return before.reduce<string | null>((last, { assignees, createdAt }) => {
    const has = rotation.find((login) => assignees.some((other) => sameLogin(login, other)));
    if (has !== undefined) return has;
    if (assignees.length > 0 || isBeforeStarts(createdAt, pipeline)) return last;
    return nextOf(one, rotation, last, createdAt) ?? last;
  }, null);
}

function isEarlier(
  a: { readonly createdAt: Instant; readonly number: number },
  b: { readonly createdAt: Instant; readonly number: number },
): boolean {
  return a.createdAt < b.createdAt || (a.createdAt === b.createdAt && a.number < b.number);
}

/** The first after the last one who is there; the last one again only when nobody else is. */
function nextOf(one: Case, rotation: readonly string[], last: string | null, at: Instant): string | null {
  const from = last === null ? 0 : rotation.indexOf(last) + 1;
  const inTurn = [...rotation.slice(from), ...rotation.slice(0, from)];
  return inTurn.find((login) => !isAway(one, login, at)) ?? null;
}

function isAway({ config, absences }: Case, login: string, at: Instant): boolean {
  const day = dayOf(at, config.calendar.zone);
  const issues = absences?.known ? absences.value : [];
  return (
    config.away.some((away) => sameLogin(away.login, login) && away.from <= day && day <= away.to) ||
    issues.some(
      ({ assignees, createdAt, closedAt }) =>
        assignees.some((other) => sameLogin(other, login)) && createdAt <= at && (closedAt === null || at < closedAt),
    )
  );
}

function membersOf({ world }: Case, names: readonly string[]): Read<readonly string[]> {
  const logins: string[] = [];
  for (const name of names) {
    if (!name.includes("/")) {
      logins.push(name.replace(/^@/, ""));
      continue;
    }
    const team = world.teams[name] ?? { known: false, why: `the team ${name} was not read` };
    if (!team.known) return team;
    logins.push(...team.value.map(({ login }) => login).sort());
  }
  const once = logins.filter((login, index) => logins.findIndex((other) => sameLogin(login, other)) === index);
  return { known: true, value: once };
}
