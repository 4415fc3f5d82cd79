/** What the attention issue says and which one is kept, without a GitHub. */
import { describe, expect, it } from "vitest";
import type { Config } from "../../src/config/config.ts";
import { renderMarker } from "../../src/content/markers.ts";
import type { Problem } from "../../src/model/problem.ts";
import type { OwnIssue, World } from "../../src/model/snapshot.ts";
import { instant } from "../../src/model/time.ts";
import { planAttention } from "../../src/plan/attention.ts";

const config = { attention: { repository: "leads", label: "milepost" }, labels: {} } as unknown as Config;
const place = { id: "R_1", owner: "openwater", name: "leads", visibility: "private", labels: { Milepost: "LA_1" } };
const world = { repositories: { leads: { known: true, value: place } } } as unknown as World;
const now = instant("2026-01-05T09:00:00Z");
const trouble: Problem = {
  code: "x",
  where: "boards.a`b",
  what: 'There is no column "@openwater/all --> <!-- x".',
  todo: "See #12.",
  severity: "error",
};
const issue = (number: number, state: "open" | "closed", body = ""): OwnIssue =>
  ({
    id: `I_${number}`,
    number,
    state,
    title: "t",
    body: `${body}\n\n${renderMarker({ kind: "issue", key: "attention", extra: {} })}`,
    ownComments: [],
  }) as unknown as OwnIssue;
const plan = (found: readonly OwnIssue[], problems: readonly Problem[]) =>
  planAttention({ found: { known: true, value: found }, problems, parked: [], config, world, now }).changes;

describe("planAttention", () => {
  it("does nothing when all is well and nothing is open", () => {
    expect(plan([issue(1, "closed")], [])).toEqual([]);
  });

  it("takes the powers out of what people typed", () => {
    const [change] = plan([], [trouble]);
    const body = change?.kind === "create-issue" ? change.body : "";
    expect(body).toContain("There is no column");
    expect(body).not.toMatch(/@openwater|#12|a`b/);
    expect(body.split("-->")).toHaveLength(2);
  });

  it("is written only while its place is as private as it was", () => {
    const guards = [...plan([], [trouble]), ...plan([issue(1, "open")], [trouble])].map((one) =>
      "onlyWhile" in one ? one.onlyWhile : null,
    );
    expect(guards).toEqual(["private", "private"]);
  });

  it("keeps the first and closes what is double", () => {
    const kinds = plan([issue(9, "open"), issue(4, "open")], [trouble]).map((one) => [
      one.kind,
      "issue" in one && one.issue,
    ]);
    expect(kinds).toEqual([
      ["edit-issue", "I_4"],
      ["close-as-duplicate", "I_9"],
    ]);
  });

  it("concludes nothing when the list or the repository could not be read", () => {
    const unknown = { known: false, why: "a page failed" } as const;
    const base = { problems: [trouble], parked: [], config, now };
    expect(planAttention({ ...base, found: unknown, world }).changes).toEqual([]);
    const nowhere = { repositories: { leads: unknown } } as unknown as World;
    expect(planAttention({ ...base, found: { known: true, value: [] }, world: nowhere }).changes).toEqual([]);
  });
});
