import { describe, expect, it } from "vitest";
import { startBackfill } from "./backfill.ts";

describe("a first run over 3,000 items", () => {
  it("keeps under 80 and 500 by the sandbox's own meter though it is cut off again and again, and makes each comment once", async () => {
    const { sandbox, run, mostWithin, limitsMet } = startBackfill(3000);
    for (const cutAfter of [1, 700, 1500]) {
      expect(await run(cutAfter)).toBe("cut");
      sandbox.clock.advance(3600);
    }
    expect(await run(null)).toMatchObject({ left: [], errors: [] });
    const issues = [...sandbox.store.issues.values()];
    expect(issues.filter(({ id, labels }) => sandbox.store.commentsOf(id).length !== 1 || labels.length !== 2)).toEqual(
      [],
    );
    expect({ minute: mostWithin(60) <= 80, hour: mostWithin(3600) <= 500, met: limitsMet() }).toEqual({
      minute: true,
      hour: true,
      met: [],
    });
    // By hand: 3,000 comments at 500 an hour are six hours, less the last one's wait, plus the three that it was away.
    const hours = (Date.parse(sandbox.clock.now()) - Date.parse("2026-01-05T09:00:00Z")) / 3_600_000;
    expect(hours).toBeGreaterThan(5);
    expect(hours).toBeLessThan(12);
    console.info(
      `3,000 items: ${sandbox.meter.requests} requests, at most ${mostWithin(60)} comments a minute and ${mostWithin(3600)} an hour, ${hours.toFixed(1)} hours with three cuts`,
    );
    sandbox.meter.reset();
    expect(await run(null)).toMatchObject({ left: [], errors: [] });
    expect(sandbox.meter.graphqlMutationDocuments).toBe(0);
  }, 900_000);
});
