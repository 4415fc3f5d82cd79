/**
 * The parts of a webhook about a pull request.
 */
import type { PullEvent } from "../event.ts";
import { showPull } from "../rest/show-pull.ts";
import type { Shows } from "../rest/shows.ts";

/** The pull request, its number and, for new commits, where its branch was and is. */
export function pullPayload(shows: Shows, event: PullEvent): Readonly<Record<string, unknown>> {
  return {
    number: event.issue.number,
    pull_request: showPull(shows, event.issue, event.pull),
    ...(event.action === "synchronize" ? { before: event.before.oid, after: event.after.oid } : {}),
  };
}
