import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTerminal, wrapped } from "../../src/entry/demo/terminal.ts";

function screen({ isTTY = false, columns = 60, env = {} }: { isTTY?: boolean; columns?: number; env?: object } = {}) {
  const texts = { out: "", err: "" };
  const write = (to: "out" | "err") => (text: string) => {
    texts[to] += text;
  };
  const terminal = createTerminal({
    out: { write: write("out"), isTTY, columns },
    err: { write: write("err"), isTTY },
    env: { ...env },
  });
  return { terminal, texts };
}

describe("the demo's terminal", () => {
  it("writes nothing before it is told something", () => {
    expect(screen({ isTTY: true }).texts).toEqual({ out: "", err: "" });
  });

  it("puts who and what in two columns, and lets long text go on under itself", () => {
    const { terminal, texts } = screen();
    terminal.row("bd-lead", "moved the card of a lead with quite a long name to Qualified lead");
    expect(texts.out).toBe(
      [
        "  bd-lead         moved the card of a lead with quite a long",
        "                  name to Qualified lead",
        "",
      ].join("\n"),
    );
  });

  it("puts asides under each other where there is room, behind long text, and below when the line is full", () => {
    const { terminal, texts } = screen({ columns: 80 });
    terminal.row("Milepost", "put on the label", { aside: "← stages[lead]" });
    terminal.row("", "put on a label with rather a very long name", { aside: "← stages[lead]" });
    terminal.row("", "put on a label with rather a very long name indeed", { aside: "← stages[lead]" });
    const gap = " ".repeat(18);
    expect(texts.out).toBe(
      [
        `  Milepost        put on the label${" ".repeat(28)}← stages[lead]`,
        `${gap}put on a label with rather a very long name  ← stages[lead]`,
        `${gap}put on a label with rather a very long name indeed`,
        `${gap}← stages[lead]`,
        "",
      ].join("\n"),
    );
  });

  const colours = [
    { isTTY: false, env: {}, coloured: false, why: "a pipe gets plain words" },
    { isTTY: true, env: {}, coloured: true, why: "a terminal gets colour" },
    { isTTY: true, env: { NO_COLOR: "1" }, coloured: false, why: "unless the reader asked for none" },
    { isTTY: false, env: { FORCE_COLOR: "1" }, coloured: true, why: "or asked for it" },
    { isTTY: true, env: { FORCE_COLOR: "0" }, coloured: false, why: "0 means no" },
  ];
  it.each(colours)("colours: $why", ({ isTTY, env, coloured }) => {
    const { terminal, texts } = screen({ isTTY, env });
    terminal.row("bd-lead", "acted", { style: "green" });
    expect(texts.out.includes("\u001b[")).toBe(coloured);
  });

  it("shows progress on standard error of a terminal only, and wipes it before the next line", () => {
    const piped = screen();
    piped.terminal.progress(3, 9, "working");
    expect(piped.texts.err).toBe("");
    const { terminal, texts } = screen({ isTTY: true });
    terminal.progress(3, 9, "working");
    expect(texts.err).toContain("[3/9] working");
    terminal.line("next");
    expect(texts.err.endsWith("\r\u001b[2K")).toBe(true);
  });

  it("lets nothing that was typed by people steer the terminal", () => {
    const { terminal, texts } = screen();
    terminal.row("Milepost", "opened “\u001b[2J\u202Eevil\r\nnext”");
    expect(texts.out).toBe("  Milepost        opened “[2Jevil next”\n");
  });
});

describe("wrapping", () => {
  it("keeps every word, in order, and no line longer than asked unless one word is", () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(words, fc.integer({ min: 12, max: 40 }), (list, width) => {
        const lines = wrapped(list.join(" "), width);
        expect(lines.join(" ")).toBe(list.join(" "));
        expect(lines.every((line) => line.length <= width)).toBe(true);
      }),
    );
  });
});
