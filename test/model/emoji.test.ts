import { describe, expect, it } from "vitest";
import { asShown, spellings } from "../../src/model/emoji.ts";

describe("names with an emoji", () => {
  it("are names as ever where there is none", () => {
    for (const name of ["lead", "stage: lead", "10:30:45", "area: ops:net", ":not_one_of_github:", ":constructor:"]) {
      expect([asShown(name), spellings(name)]).toEqual([name, [name]]);
    }
  });

  // `:strawberry:` is GitHub's own example: https://docs.github.com/en/rest/issues/labels#create-a-label
  const pairs = [
    { spelled: ":strawberry: fruit", shown: "🍓 fruit" },
    { spelled: "a :bug:", shown: "a 🐛" },
    { spelled: ":BUG:", shown: "🐛" },
    { spelled: ":warning:", shown: "\u26A0\uFE0F" },
    { spelled: ":one: first", shown: "1\uFE0F\u20E3 first" },
    { spelled: ":norway:", shown: "\u{1F1F3}\u{1F1F4}" },
    { spelled: ":family_man_woman_girl:", shown: "\u{1F468}\u200D\u{1F469}\u200D\u{1F467}" },
  ];
  it.each(pairs)("$spelled is shown as $shown, and either may be there", ({ spelled, shown }) => {
    expect(asShown(spelled)).toBe(asShown(shown));
    expect(spellings(spelled)).toContain(shown);
    expect(spellings(spelled)[0]).toBe(spelled);
    expect(spellings(shown)).toContain(spelled.toLowerCase());
    expect(spellings(shown)[0]).toBe(shown);
  });

  it("are other names where the emoji is another", () => {
    expect(asShown(":red_square:")).not.toBe(asShown("🟨"));
  });

  it("are asked for in a handful of spellings, however many emoji they have", () => {
    expect(spellings("👍".repeat(100))).toHaveLength(8);
    expect(spellings(":+1: 👍").slice(0, 2)).toEqual([":+1: 👍", ":+1: :+1:"]);
  });
});
