/** Who may speak for the item's community, by the communities file, and who is of the team. */
import { type Community, communityNamed } from "../../content/communities.ts";
import { isUnfilled } from "../../content/placeholders.ts";
import { isOfTeam, sameLogin } from "../../history/response.ts";
import type { Actor } from "../../model/fact.ts";
import type { Read } from "../../model/snapshot.ts";
import { communitiesOf } from "../community.ts";
import type { Case } from "../part.ts";
import { perCase } from "../per-case.ts";

/** What the form names, and the community that it means. */
export interface Named {
  /** As it was typed; null when the form names none. */
  readonly text: string | null;
  /** Null when the file has no such community, or more than one. */
  readonly community: Community | null;
}

/** The item's community, with who represents it. */
export const communityHere = perCase((one): Read<Named> => {
  const { pipeline, world, config } = one;
  if (pipeline.community === null || config.communities === null) return none;
  const scope = one.scope();
  if (!scope.known) return scope;
  const answer = (scope.value.form as Readonly<Record<string, unknown>>)[pipeline.community];
  if (typeof answer !== "string" || isUnfilled(answer)) return none;
  const all = communitiesOf(world, config);
  if (!all.known) return all;
  return { known: true, value: { text: answer.trim(), community: communityNamed(all.value, answer) } };
});

const none: Read<Named> = { known: true, value: { text: null, community: null } };

/** Whether this account represents the item's community. */
export const representsHere = perCase((one): Read<(actor: Actor | null) => boolean> => {
  const here = communityHere(one);
  if (!here.known) return here;
  const logins = here.value.community?.representatives ?? [];
  const test = (actor: Actor | null) => actor?.kind === "User" && logins.some((login) => sameLogin(login, actor.login));
  return { known: true, value: test };
});

/** Whether this account is of the config's team. */
export function isColleague({ config, world }: Case, actor: Actor | null): Read<boolean> {
  return isOfTeam(actor, config, world);
}
