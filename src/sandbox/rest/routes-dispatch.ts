/**
 * The route by which somebody outside asks for something by name.
 */
import { canWriteContents } from "../access.ts";
import { dispatch } from "../ops-dispatch.ts";
import { notFound, RestError } from "./rest-error.ts";
import { type Answer, type Call, field, type Routes, repositoryIn } from "./route.ts";

export const dispatchRoutes: Routes = { "POST /repos/{owner}/{repo}/dispatches": send };

function send(call: Call): Answer {
  const repository = repositoryIn(call);
  // The description knows 204, 404 and 422 only: people who may not write are told that there is nothing.
  if (call.viewer.kind === "user" && !canWriteContents(call.world.store, call.viewer, repository)) throw notFound();
  const strange = Object.keys(call.body).filter((key) => key !== "event_type" && key !== "client_payload");
  if (strange.length > 0) {
    const names = strange.map((key) => `"${key}"`).join(", ");
    throw wrong(`${names} ${strange.length === 1 ? "is not a permitted key" : "are not permitted keys"}.`);
  }
  const type = field(call, "event_type");
  if (type === undefined) throw wrong('"event_type" wasn\'t supplied.');
  if (typeof type !== "string") throw wrong(`For 'properties/event_type', ${JSON.stringify(type)} is not a string.`);
  const payload = field(call, "client_payload") ?? {};
  if (typeof payload !== "object" || Array.isArray(payload)) {
    throw wrong(`For 'properties/client_payload', ${JSON.stringify(payload)} is not an object.`);
  }
  dispatch(call.world, call.actor, repository, { type, payload: payload as Readonly<Record<string, unknown>> });
  return { status: 204 };
}

function wrong(what: string): RestError {
  return new RestError(422, `Invalid request.\n\n${what}`);
}
