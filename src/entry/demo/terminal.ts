/**
 * Where the demo is told: words on standard output, coloured on a terminal, and one line of progress on standard error
 * that is wiped before anything else is written. It decides nothing about the story.
 */
import { styleText } from "node:util";
import { cleanLine } from "../../content/clean.ts";

type Style = Parameters<typeof styleText>[0];

/** The two streams, as far as they are used. */
export interface Streams {
  readonly out: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };
  readonly err: { write(text: string): unknown; readonly isTTY?: boolean };
  /** `NO_COLOR`, `FORCE_COLOR`. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Terminal {
  /** One line, or an empty one. */
  line(text?: string): void;
  /** A line of two columns; text longer than the terminal goes on under itself. `aside` follows in a quiet colour. */
  row(who: string, what: string, more?: { readonly style?: Style; readonly aside?: string }): void;
  style(style: Style, text: string): string;
  /** Shows how far it is, until the next line is written. Only on a terminal. */
  progress(step: number, steps: number, text: string): void;
}

/** Width of the first column, wide enough for every role of the story. */
const whoWidth = 18;

/** Where asides stand when the text before them leaves room. */
const asideColumn = 62;

/** Makes a terminal. */
export function createTerminal({ out, err, env }: Streams): Terminal {
  const isColoured = env.NO_COLOR ? false : env.FORCE_COLOR ? env.FORCE_COLOR !== "0" : out.isTTY === true;
  const width = Math.min(out.columns || 100, 120);
  let isShown = false;

  function style(how: Style, text: string): string {
    return isColoured && text !== "" ? styleText(how, text, { validateStream: false }) : text;
  }
  function line(text = ""): void {
    if (isShown) err.write("\r\u001b[2K");
    isShown = false;
    out.write(`${text}\n`);
  }
  return {
    line,
    style,
    row(who, what, { style: how, aside = "" } = {}) {
      const lines = wrapped(cleanLine(what), width - whoWidth);
      const gap = Math.max(2, asideColumn - whoWidth - lines.at(-1)!.length);
      const isRoom = whoWidth + lines.at(-1)!.length + gap + aside.length <= width;
      lines.forEach((text, index) => {
        const name = index === 0 ? style("bold", `  ${who}`.padEnd(whoWidth)) : " ".repeat(whoWidth);
        const quiet = aside !== "" && isRoom && index === lines.length - 1 ? " ".repeat(gap) + style("dim", aside) : "";
        line(`${name}${how ? style(how, text) : text}${quiet}`);
      });
      if (aside !== "" && !isRoom) line(`${" ".repeat(whoWidth)}${style("dim", aside)}`);
    },
    progress(step, steps, text) {
      if (err.isTTY !== true) return;
      const bar = "━".repeat(step) + "─".repeat(steps - step);
      err.write(`\r\u001b[2K  ${bar} [${step}/${steps}] ${text}`);
      isShown = true;
    },
  };
}

/** Text cut into lines of at most `width`, at spaces; a longer word stands alone. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let current = "";
  for (const word of text.split(" ")) {
    const longer = current === "" ? word : `${current} ${word}`;
    if (longer.length <= width || current === "") current = longer;
    else {
      lines.push(current);
      current = word;
    }
  }
  return [...lines, current];
}
