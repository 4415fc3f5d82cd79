import { describe, expect, it } from "vitest";
import { renderTimeline } from "../../src/report/timeline.ts";
import { at } from "../measure/lives.ts";

describe("the timeline", () => {
  it("of nothing is empty", () => {
    expect(renderTimeline([])).toBe("");
  });

  it("has one line per thing, with who under who", () => {
    const text = renderTimeline([
      { at: at("2025-07-11"), who: "bd-lead", what: "moved the card to Qualified lead" },
      { at: at("2025-07-11"), who: "milepost", what: "put the label stage: qualified" },
    ]);
    expect(text).toBe(
      "2025-07-11T09:00:00Z  bd-lead   moved the card to Qualified lead\n" +
        "2025-07-11T09:00:00Z  milepost  put the label stage: qualified\n",
    );
  });

  it("never lets a value start a line of its own or colour the terminal", () => {
    const text = renderTimeline([{ at: at("2025-07-11"), who: "rep\ntemple", what: "said \u001b[31mred\r\n2025" }]);
    expect(text).toBe("2025-07-11T09:00:00Z  rep temple  said [31mred 2025\n");
  });
});
