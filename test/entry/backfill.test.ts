import { describe, expect, it } from "vitest";
import { startBackfill } from "./backfill.ts";

describe("a first run over many items", () => {
  it("of which there are none writes nothing and waits for nothing", async () => {
    const { sandbox, run } = startBackfill(0);
    expect(await run(null)).toMatchObject({ left: [], errors: [], results: [] });
    expect(sandbox.meter).toMatchObject({ graphqlMutationDocuments: 0 });
    expect(sandbox.clock.now()).toBe("2026-01-05T09:00:00Z");
  });

  it("is cut off, goes on where it stopped, and ends with one comment each and nothing left to do", async () => {
    const { sandbox, run, mostWithin, limitsMet } = startBackfill(720);
    expect(await run(400)).toBe("cut");
    const before = sandbox.store.comments.size;
    expect(before).toBeGreaterThan(100);
    // A new process does not know what the one before made within the hour.
    sandbox.clock.advance(3600);
    expect(await run(null)).toMatchObject({ left: [], errors: [] });
    const issues = [...sandbox.store.issues.values()];
    expect(issues.map(({ id }) => sandbox.store.commentsOf(id).length)).toEqual(issues.map(() => 1));
    expect(issues.every(({ labels }) => labels.length === 2)).toBe(true);
    expect(mostWithin(60)).toBeLessThanOrEqual(80);
    expect(mostWithin(3600)).toBeLessThanOrEqual(500);
    expect(limitsMet()).toEqual([]);
    sandbox.meter.reset();
    expect(await run(null)).toMatchObject({ left: [], errors: [] });
    expect(sandbox.meter.graphqlMutationDocuments).toBe(0);
  });
});
