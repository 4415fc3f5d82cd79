/**
 * `repository_dispatch`: somebody outside asks for something by name. See ops.ts for what every op promises.
 * https://docs.github.com/en/rest/repos/repos#create-a-repository-dispatch-event
 */
import { canSeeRepository, canWriteContents } from "./access.ts";
import { refusal } from "./limits.ts";
import { announce, forbidden, gone, requireUnarchived } from "./ops.ts";
import type { RepositoryRow } from "./rows.ts";
import type { Actor, World } from "./world.ts";

/** "Must be 100 characters or fewer." */
const longestType = 100;
/** "The maximum number of top-level properties is 10." */
const mostProperties = 10;
/** GitHub answers "client_payload is too large" above a size that it does not name; 65,535 bytes of JSON is a guess. */
const mostBytes = 65_535;

/** Announces it; contents: write. Nothing is kept. */
export function dispatch(
  world: World,
  actor: Actor,
  repository: RepositoryRow,
  input: { readonly type: string; readonly payload: Readonly<Record<string, unknown>> },
): void {
  if (!canSeeRepository(world.store, actor.viewer, repository)) throw gone(repository.id);
  if (!canWriteContents(world.store, actor.viewer, repository)) throw forbidden();
  requireUnarchived(repository);
  const { type, payload } = input;
  if (type === "") throw refusal('Invalid request.\n\n"event_type" wasn\'t supplied.');
  if ([...type].length > longestType) {
    throw refusal(`Invalid request.\n\nOnly ${longestType} characters are allowed; ${[...type].length} were supplied.`);
  }
  const count = Object.keys(payload).length;
  if (count > mostProperties) {
    throw refusal(`Invalid request.\n\nNo more than ${mostProperties} properties are allowed; ${count} were supplied.`);
  }
  if (Buffer.byteLength(JSON.stringify(payload)) > mostBytes) throw refusal("client_payload is too large.");
  announce(world, actor, { name: "repository_dispatch", action: type, repository, payload });
}
