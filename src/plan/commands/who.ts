/** Who gave a command, and what they may do. A permission or a list that could not be read allows nothing. */
import type { CommandName } from "../../config/config.ts";
import type { PersonComment, Read, Role } from "../../model/snapshot.ts";
import type { Case } from "../part.ts";
import { isColleague, representsHere } from "./people.ts";

export interface Who {
  readonly role: Role;
  readonly isAuthor: boolean;
  readonly isRepresentative: boolean;
  readonly isColleague: boolean;
}

const roles: readonly Role[] = ["none", "read", "triage", "write", "maintain", "admin"];

/** The author of a comment, with the permission that was read for it. */
export function whoGave(one: Case, { author, role }: PersonComment): Read<Who> {
  if (role === null) return { known: false, why: "the permission of its author was not read" };
  if (!role.known) return role;
  const represents = representsHere(one);
  if (!represents.known) return represents;
  const colleague = isColleague(one, author);
  if (!colleague.known) return colleague;
  return {
    known: true,
    value: {
      role: role.value,
      isAuthor: author !== null && author.id === one.item.author?.id,
      isRepresentative: represents.value(author),
      isColleague: colleague.value,
    },
  };
}

/**
 * Whether they have nothing to do with the issue. Everybody may read a public repository, so reading one makes nobody
 * known there.
 */
export function isOutsider({ item }: Case, { role, isAuthor, isRepresentative, isColleague: ofTeam }: Who): boolean {
  const least = item.visibility === "public" ? "triage" : "read";
  return !isAuthor && !isRepresentative && !ofTeam && !isAtLeast(role, least);
}

/** Whether they may give this command. */
export function may({ config }: Case, who: Who, verb: CommandName): boolean {
  if (isAtLeast(who.role, config.commands.roles[verb])) return true;
  if (verb === "approve") return who.isRepresentative;
  return (verb === "why" || verb === "help") && (who.isAuthor || who.isRepresentative || who.isColleague);
}

function isAtLeast(role: Role, least: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(least);
}
