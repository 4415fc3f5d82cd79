/**
 * Facts → the team's first response to an item: the first comment by a colleague who is not its author. Bots answer
 * nobody. A comment that only commands is no answer, unless it says that the community is awaited.
 */
import type { Config } from "../config/config.ts";
import type { Actor } from "../model/fact.ts";
import type { Item, PersonComment, Read, World } from "../model/snapshot.ts";

/** Whether this account is of the team that the config names. Unknown when a team that could say so was not read. */
export function isOfTeam(actor: Actor | null, { team }: Pick<Config, "team">, { teams }: World): Read<boolean> {
  if (actor === null || actor.kind !== "User") return { known: true, value: false };
  let unread: Read<boolean> | null = null;
  for (const name of team) {
    const members = teams[name];
    if (!name.startsWith("@")) {
      if (sameLogin(name, actor.login)) return { known: true, value: true };
    } else if (members === undefined || !members.known) {
      unread ??= { known: false, why: members?.why ?? `the team ${name} was not read` };
    } else if (members.value.some(({ id }) => id === actor.id)) return { known: true, value: true };
  }
  return unread ?? { known: true, value: false };
}

/** Null when nobody of the team has answered yet. */
export function firstResponse(item: Item, config: Pick<Config, "team">, world: World): Read<PersonComment | null> {
  if (!item.comments.known) return item.comments;
  for (const comment of item.comments.value) {
    const { author, commands } = comment;
    if (author === null || author.id === item.author?.id) continue;
    if (commands !== null && !commands.some((line) => /^\/waiting(\s|$)/i.test(line))) continue;
    const ofTeam = isOfTeam(author, config, world);
    if (!ofTeam.known) return ofTeam;
    if (ofTeam.value) return { known: true, value: comment };
  }
  return { known: true, value: null };
}

/** Config and communities file name people by login, which GitHub compares without case. */
export function sameLogin(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
