import { describe, expect, it } from "vitest";
import { commandsOf } from "../../src/github/decode-commands.ts";

describe("commandsOf", () => {
  it("finds none in a plain comment", () => {
    expect(commandsOf("Thank you, this works.")).toBeNull();
  });

  const cases: { why: string; body: string; commands: readonly string[] | null }[] = [
    { why: "nothing", body: "", commands: null },
    { why: "one command", body: "/stage won", commands: ["/stage won"] },
    { why: "one with words after it", body: "/approve\n\nLooks good to us.", commands: ["/approve"] },
    { why: "several, in order", body: "/stage won\n/resume\n/why", commands: ["/stage won", "/resume", "/why"] },
    { why: "line ends of Windows", body: "/hold\r\n/why\r\n", commands: ["/hold", "/why"] },
    { why: "blank lines before", body: "\n \n/help", commands: ["/help"] },
    { why: "up to three spaces, as Markdown allows", body: "   /help  ", commands: ["/help"] },
    { why: "written large", body: "/Stage won", commands: ["/Stage won"] },
    {
      why: "a command that is not in the first line is talk of commands",
      body: "You may write\n/stage won",
      commands: null,
    },
    { why: "not our command", body: "/deploy now\n/stage won", commands: null },
    { why: "a longer word", body: "/stages won", commands: null },
    { why: "a path", body: "/help/me", commands: null },
    { why: "quoted", body: "> /stage won", commands: null },
    { why: "quoted after a command", body: "/why\n> /stage won", commands: ["/why"] },
    { why: "indented code", body: "    /stage won", commands: null },
    { why: "a tab is code too", body: "\t/stage won", commands: null },
    { why: "fenced code", body: "```\n/stage won\n```", commands: null },
    { why: "fenced code after a command", body: "/why\n```\n/stage won\n```\n/help", commands: ["/why", "/help"] },
    {
      why: "a fence is closed by its like only",
      body: "/why\n~~~~\n```\n~~~\n/stage won\n~~~~\n/help",
      commands: ["/why", "/help"],
    },
    { why: "a fence that is never closed", body: "/why\n```\n/stage won", commands: ["/why"] },
    { why: "an HTML comment", body: "/why\n<!--\n/stage won\n-->\n/help", commands: ["/why", "/help"] },
    { why: "inline code", body: "`/stage won`", commands: null },
    { why: "an over-long line is cut", body: `/stage ${"x".repeat(300)}`, commands: [`/stage ${"x".repeat(193)}`] },
    { why: "ten are enough", body: "/why\n".repeat(50), commands: Array(10).fill("/why") },
  ];
  it.each(cases)("$why", ({ body, commands }) => {
    expect(commandsOf(body)).toEqual(commands);
  });
});
