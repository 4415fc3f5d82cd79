/**
 * Asks GitHub for the deliveries that failed while nobody, or nobody well, was here. Level-triggered like everything
 * else: whatever is cut off half-way is found again, since GitHub's list says what has not arrived.
 */
import type { Octokit } from "@octokit/core";
import { createGovernor } from "../../github/governor.ts";
import { type Clock, GitHubError } from "../../github/ports.ts";
import { type Instant, instant, plusSeconds } from "../../model/time.ts";
import { createDeliveryBook, type DeliveryRow } from "../../trigger/redeliveries.ts";
import type { Log } from "../log.ts";

export interface Redeliverer {
  /** Reads what came to pass since the last time, and asks again. Throws `GitHubError` when the list cannot be read. */
  run(): Promise<void>;
  /** How many were given up, of those that GitHub still lists. */
  givenUp(): number;
}

/** A second apart, so that people's events come through between them. */
const mostAtOnce = 100;

/** Of 100 rows; what lies further back is left to the sweep. */
const mostPages = 100;

/** An attempt is listed when it is over: GitHub waits ten seconds for an answer, and its list may lag. */
const overlapSeconds = 600;

const keptSeconds = 3 * 86_400;

/** `app`: authenticated as the App, not as an installation. */
export function createRedeliverer(app: Octokit, clock: Clock, log: Log): Redeliverer {
  const governor = createGovernor(clock);
  const book = createDeliveryBook();
  const told = new Set<string>();
  let readUntil: Instant | null = null;

  async function read(since: Instant): Promise<readonly DeliveryRow[]> {
    const rows: DeliveryRow[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < mostPages; page += 1) {
      const { data, headers } = await governor.read(() =>
        app.request("GET /app/hook/deliveries", { per_page: 100, ...(cursor === null ? {} : { cursor }) }),
      );
      const found = data.map(rowOf);
      rows.push(...found.filter(({ at }) => at >= since));
      cursor = /[?&]cursor=([^&>]+)[^>]*>; rel="next"/.exec(headers.link ?? "")?.[1] ?? null;
      if (cursor === null || found.some(({ at }) => at < since)) return rows;
      cursor = decodeURIComponent(cursor);
    }
    log.warn(
      { listed: rows.length },
      "the list of deliveries is longer than is read; a sweep finds what lies further back",
    );
    return rows;
  }

  async function askAgain(): Promise<void> {
    const due = book.due(clock.now(), mostAtOnce);
    let asked = 0;
    for (const { id, guid } of due) {
      try {
        await governor.write({ writes: 1, creations: 0 }, () =>
          app.request(`POST /app/hook/deliveries/${id}/attempts`),
        );
        book.asked(guid, clock.now());
        asked += 1;
      } catch (err) {
        if (err instanceof GitHubError && err.kind === "limited") throw err;
        // It may have been asked for; asking twice does no harm, but not at once.
        book.asked(guid, clock.now());
        log.warn({ err, delivery: guid }, "a failed delivery could not be asked for again");
      }
    }
    if (asked > 0) log.info({ asked }, "asked GitHub again for deliveries that had failed");
  }

  function tellGivenUp(): void {
    const lost = book.givenUp(clock.now());
    for (const { guid, event, attempts } of lost) {
      if (told.has(guid)) continue;
      const words =
        event === "repository_dispatch"
          ? "a dispatch failed too often and is not asked for again; send it anew from where it came"
          : "a delivery failed too often and is not asked for again; the sweep has seen what it was about";
      log.error({ delivery: guid, event, attempts }, words);
    }
    told.clear();
    for (const { guid } of lost) told.add(guid);
  }

  return {
    async run() {
      const now = clock.now();
      book.note(await read(readUntil ?? plusSeconds(now, -keptSeconds)));
      readUntil = plusSeconds(now, -overlapSeconds);
      tellGivenUp();
      await askAgain();
    },
    givenUp: () => book.givenUp(clock.now()).length,
  };
}

/** A delivery that did not arrive has a `status` other than OK. */
function rowOf(row: {
  readonly id: number | bigint;
  readonly guid: string;
  readonly event: string;
  readonly delivered_at: string;
  readonly status: string;
}): DeliveryRow {
  const { id, guid, event, status } = row;
  return { id, guid, event, at: instant(row.delivered_at), isDelivered: status === "OK" };
}
