/** The part of a body that is ours alone: replaced whole, and nothing of a person's lost. */
import { describe, expect, it } from "vitest";
import { ownPart, withOwnPart } from "../../src/content/own-part.ts";

describe("a part of our own", () => {
  it("is the same after it was written twice", () => {
    const body = `Above.\n\n${ownPart("One.")}\n\nBelow.`;
    expect(withOwnPart(body, "One.")).toBe(body);
  });

  it.each([
    ["text above and below", "Above.\n\n<>\n\nBelow.\n", "Above.\n\n<new>\n\nBelow.\n"],
    ["a fence that quotes our lines", "```\n<>\n```\n\n<>", "```\n<>\n```\n\n<new>"],
    ["nothing else", "<>", "<new>"],
  ])("leaves %s as it was", (_, before, after) => {
    const filled = (text: string) => text.replaceAll("<>", ownPart("Old.")).replaceAll("<new>", ownPart("New."));
    expect(withOwnPart(filled(before), "New.")).toBe(filled(after));
  });

  it("is written with the line breaks that are there", () => {
    const body = `Above.\r\n${ownPart("Old.").replaceAll("\n", "\r\n")}\r\nBelow.`;
    expect(withOwnPart(body, "A\nB")).toBe(
      "Above.\r\n<!-- milepost-page -->\r\nA\r\nB\r\n<!-- /milepost-page -->\r\nBelow.",
    );
  });

  it.each([
    ["both lines are gone", "Mine."],
    ["the first is gone", "Mine.\n<!-- /milepost-page -->"],
    ["the last is gone", "<!-- milepost-page -->\nMine."],
    ["they are the wrong way round", "<!-- /milepost-page -->\n<!-- milepost-page -->"],
  ])("is not put back where %s", (_, body) => {
    expect(withOwnPart(body, "New.")).toBeNull();
  });
});
