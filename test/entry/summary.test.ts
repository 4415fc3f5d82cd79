import { describe, expect, it } from "vitest";
import { summaryText } from "../../src/entry/action/summary.ts";
import type { LookedAtAll } from "../../src/entry/look-at-all.ts";
import type { Change, Plan, Reconciled } from "../../src/model/change.ts";

/** One item of one change: a label of that name. */
function looked(...names: readonly string[]): LookedAtAll {
  const results = names.map((name, index): Reconciled => {
    const change: Change = { kind: "add-label", issue: "I_1", name, label: null, rule: "r", fact: "f" };
    const plan: Plan = { pipeline: "leads", stage: null, changes: [change], notes: [], problems: [], nextLook: null };
    const key = { installation: 0, issue: `I_${index}` };
    return {
      key,
      ref: `o/r#${index}`,
      plan,
      done: [{ change, outcome: { kind: "applied" } }],
      also: [],
      nextLook: null,
    };
  });
  return { results, left: [], errors: [], braked: null };
}

describe("summaryText", () => {
  it("says that nothing is to do", () => {
    expect(summaryText(looked(), false, [])).toBe(
      "## Milepost\n\n0 items looked at: 0 changes planned, 0 applied, 0 failed. Status: complete.\n\nNothing is to do.\n",
    );
  });

  it("lets nothing that people typed out of its block of code", () => {
    const text = summaryText(looked("```` <img src=x> ````", "# big"), false, []);
    const [, fence, inside, after] = /\n(`{3,})text\n([\s\S]*?)\1\n([\s\S]*)$/.exec(text)!;
    expect(fence).toBe("`````");
    expect(inside).toContain("<img src=x>");
    expect(after).toBe("");
  });

  it("says what doing it would take, when it was only planned", () => {
    const effort = "Doing it takes about 6 requests, 2 writes among them, and 1 minute.";
    expect(summaryText(looked("a", "b"), true, [])).toContain(effort);
    expect(summaryText(looked("a", "b"), false, [])).not.toContain("Doing it takes");
  });

  it("stays under a mebibyte, at a whole line, and says what was cut", () => {
    const text = summaryText(looked(...Array.from({ length: 20_000 }, (_, n) => `label ${n}`)), true, []);
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
    expect(text).toMatch(/\n… cut: \d+ more lines\. Run `milepost plan --all` for all of it\.\n/);
  });

  it("lists what is left and what a person should know, each on one line", () => {
    const text = summaryText({ ...looked(), left: ["one\ntwo"] }, false, ["careful"]);
    expect(text).toContain("**Please note**\n\n- careful\n");
    expect(text).toContain("**Left to do**\n\n- one two\n");
  });
});
