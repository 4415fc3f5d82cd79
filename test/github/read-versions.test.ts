/** How bodies read after each edit, on a sandbox that keeps every version as GitHub does. */
import { describe, expect, it } from "vitest";
import { builderActor } from "../../src/sandbox/build-past.ts";
import { editIssue } from "../../src/sandbox/ops-issues.ts";
import type { IssueRow } from "../../src/sandbox/rows.ts";
import { sandboxWorld } from "../contract/sandbox-world.ts";

function lived() {
  const made = sandboxWorld();
  const { build, leads, sandbox } = made;
  const issue = (title: string, body: string) =>
    build.issue(leads, { title, body, by: "bd-lead", at: "2026-01-02T09:00:00Z" });
  const edit = (row: IssueRow, at: string, body: string) => {
    sandbox.clock.set(at);
    editIssue(sandbox.world, builderActor(sandbox.world, "bd-lead"), row, { body });
  };
  made.requests();
  return { ...made, issue, edit };
}

describe("readVersions", () => {
  it("asks nothing for nothing", async () => {
    const { reader, requests } = lived();
    expect(await reader.readVersions([])).toEqual(new Map());
    expect(requests()).toEqual({ reads: 0, writes: 0 });
  });

  it("has every version with its time, oldest first, in one request for a hundred issues", async () => {
    const { reader, requests, issue, edit } = lived();
    const untouched = issue("A", "- [ ] one");
    const edited = issue("B", "- [ ] one");
    edit(edited, "2026-01-06T10:00:00Z", "- [x] one");
    edit(edited, "2026-01-07T10:00:00Z", "- [x] one\n- [ ] two");
    const others = Array.from({ length: 98 }, (_, n) => issue(`Other ${n}`, ""));
    requests();
    const found = await reader.readVersions([untouched, edited, ...others].map(({ id }) => id));
    expect(requests()).toEqual({ reads: 1, writes: 0 });
    expect(found.size).toBe(100);
    expect(found.get(untouched.id)).toEqual({
      known: true,
      value: [{ at: "2026-01-02T09:00:00Z", body: "- [ ] one" }],
    });
    expect(found.get(edited.id)).toEqual({
      known: true,
      value: [
        { at: "2026-01-02T09:00:00Z", body: "- [ ] one" },
        { at: "2026-01-06T10:00:00Z", body: "- [x] one" },
        { at: "2026-01-07T10:00:00Z", body: "- [x] one\n- [ ] two" },
      ],
    });
  });

  it("does not know what was edited more than a hundred times, nor an issue that is gone", async () => {
    const { reader, issue, edit } = lived();
    const busy = issue("A", "0");
    for (let n = 1; n <= 100; n += 1)
      edit(
        busy,
        `2026-02-01T10:${String(Math.floor(n / 60)).padStart(2, "0")}:${String(n % 60).padStart(2, "0")}Z`,
        `${n}`,
      );
    const found = await reader.readVersions([busy.id, "I_nobody"]);
    expect(found.get(busy.id)).toEqual({ known: false, why: "its text was edited more than 100 times" });
    expect(found.get("I_nobody")).toMatchObject({ known: false });
  });

  it("asks for fewer at once where GitHub is too slow, and says so of what it cannot have at all", async () => {
    const { reader, sandbox, requests, issue } = lived();
    const ids = Array.from({ length: 8 }, (_, n) => issue(`A ${n}`, "text").id);
    sandbox.faults.next("dropReads");
    requests();
    const found = await reader.readVersions(ids);
    expect([...found.values()].every(({ known }) => known)).toBe(true);
    // Half of what may be asked at once is still more than these eight.
    expect(requests().reads).toBe(2);
    sandbox.faults.slowAboveNodes = 50;
    const none = await reader.readVersions(ids);
    expect([none.size, [...none.values()].some(({ known }) => known)]).toEqual([8, false]);
  });
});
