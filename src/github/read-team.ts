/** Members of one team, a hundred per request; the first hundred come with the world. */
import type { Actor } from "../model/fact.ts";
import type { Read } from "../model/snapshot.ts";
import { type Answer, errorsAt, type GraphqlClient, readAnswer } from "./client.ts";
import { decodeActor, objectOf, textOf } from "./decode.ts";
import { decodeEach } from "./decode-item.ts";
import { kindOfGraphqlError } from "./failure.ts";
import type { Governor } from "./governor.ts";
import { GitHubError } from "./ports.ts";
import { readMoreMembersDocument } from "./queries/world.ts";
import { partOf, readRest } from "./read-pages.ts";

/** A team that is not there and one that the token may not see look alike: both are unknown. `team`: `@org/team`. */
export async function readTeam(
  client: GraphqlClient,
  governor: Governor,
  answer: Answer,
  { alias, team }: { readonly alias: string; readonly team: string },
): Promise<Read<readonly Actor[]>> {
  const error = errorsAt(answer, alias)[0] ?? answer.errors.find((one) => (one.path ?? []).length === 0);
  if (error && kindOfGraphqlError(error) !== "not-found")
    return { known: false, why: `The members of ${team} may not be read (${error.message}). ${advice}` };
  const node = objectOf(objectOf(answer.data[alias]).team);
  const id = textOf(node.id);
  if (id === null)
    return { known: false, why: `The team ${team} was not found, or the token may not see it. ${advice}` };
  const first = partOf({ data: { members: { page: node.members } }, errors: [], limit: null }, "members");
  const members = await readRest(first, `members of ${team}`, async (after) => {
    try {
      const more = await readAnswer(client, governor, {
        document: readMoreMembersDocument,
        variables: { team: id, after },
      });
      const page = objectOf(more.data.team).members;
      return partOf({ ...more, data: { team: { page } } }, "team");
    } catch (failure) {
      if (failure instanceof GitHubError && failure.kind !== "limited") return { known: false, why: failure.message };
      throw failure;
    }
  });
  if (!members.known) return members;
  const actors = decodeEach(members.value, decodeActor);
  return actors === null
    ? { known: false, why: `A member of ${team} came without a login.` }
    : { known: true, value: actors };
}

const advice = "Grant the App Members: read in the installation's settings, or correct the team's name in the config.";
