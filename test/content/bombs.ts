/**
 * Texts that want to be slow, and everything that reads text from strangers: how its work grows with the text. A text is
 * read whole and, as often as makes the same number of characters, in pieces; work that grows with the square of the length
 * shows as a ratio as large as the number of pieces. Both are measured in one run, so a slow machine slows both.
 */

import { loadConfig } from "../../src/config/load.ts";
import { progressOf } from "../../src/content/checklist.ts";
import { parseCommunities } from "../../src/content/communities.ts";
import { fitBody, fitTitle } from "../../src/content/fit.ts";
import { parseForm, readAnswers, readHeadings } from "../../src/content/form.ts";
import { updateBlock } from "../../src/content/kept-block.ts";
import { readMarker, stripMarkers } from "../../src/content/markers.ts";
import { neutralise, neutraliseCell, neutralisePlain } from "../../src/content/neutralise.ts";
import { withOwnPart } from "../../src/content/own-part.ts";
import { isUnfilled, unresolvedIn } from "../../src/content/placeholders.ts";
import { sectionsOf } from "../../src/content/sections.ts";
import { tablesIn } from "../../src/content/tables.ts";
import { parseTemplate, renderTemplate } from "../../src/content/template.ts";
import { wordsIn } from "../../src/content/words.ts";
import { commandsOf } from "../../src/github/decode-commands.ts";
import { readCsv } from "../../src/sources/csv-table.ts";

const head = "---\nname: A\nabout: B\ntitle: T\n---\n\n";
const { template } = parseTemplate(`${head}For {{ value }}: \n\n| a |\n| - |\n| {{ value }} |\n`, "t.md");
const { form } = parseForm(
  "name: Lead\ndescription: A lead\nbody:\n  - { type: input, id: a, attributes: { label: Community } }\n  - { type: dropdown, id: b, attributes: { label: Size, options: [x, y] } }\n",
  "f.yml",
);

/** What reads text that anybody may have typed, and what reads files of a proposed config. */
export const readers: Readonly<Record<string, (text: string) => unknown>> = {
  "an issue's sections": sectionsOf,
  "its tables": tablesIn,
  "its boxes": progressOf,
  "its words": wordsIn,
  "the answers of a form": (text) => readAnswers(text, form!),
  "headings without a form": readHeadings,
  "stand-ins left as they are": (text) => [isUnfilled(text), unresolvedIn(text)],
  "a comment's commands": commandsOf,
  "a marker": (text) => [readMarker(text), stripMarkers(text)],
  "our block in a body": (text) => updateBlock(text, "k", "new"),
  "our part of a body": (text) => withOwnPart(text, "new"),
  "a value that is made harmless": (text) => [neutralise(text), neutraliseCell(text), neutralisePlain(text)],
  "a value that is put into a template": (text) => renderTemplate(template!, { value: text }),
  // So little room that a short text is cut as well.
  "a body that is fitted": (text) => [fitBody(text, 64_000), fitTitle(text)],
  "a template": (text) => parseTemplate(head + text, "t.md"),
  "a config": (text) => loadConfig(text, "m.yml"),
  communities: (text) => parseCommunities(text, "c.yml"),
  "a CSV file": (text) => readCsv("costs.csv", text, { needed: ["a"], code: "costs" }),
};

/** Those that were slow somewhere once, here or in other programs. */
export const worst: readonly string[] = [
  "](",
  "<!--",
  "```\n",
  "# ",
  "| a |\n",
  "\\",
  "&",
  "@a",
  "{{",
  "{% if a %}",
  "[",
  "? ",
  "\n",
  "日",
];

/** What is said again and again until the text is long. */
export const parts: readonly string[] = [
  ...[
    "](",
    "[",
    "[x](",
    "![",
    "<!--",
    "<",
    "<a ",
    "</details>",
    "&",
    "&amp;",
    "&#",
    "*",
    "**a",
    "_a_",
    "~~",
    "\\",
    "\\|",
  ],
  ...[
    "`",
    "```",
    "```\n",
    "~~~\n",
    "# ",
    "### a\n\n",
    "> ",
    "- ",
    "- - ",
    "1. ",
    "- [ ] ",
    "- [x] a\n",
    "    ",
    "\t",
    "\n",
    "\r\n",
    "\r",
  ],
  ...[
    "|",
    "| - |\n",
    "| a | b |\n| - | - |\n",
    "a-",
    "a|b\n",
    "===\n",
    "---\n",
    "http://",
    "https://github.com/a/b/issues/1 ",
  ],
  ...[
    "@a",
    "@a/b ",
    "#1 ",
    "GH-1 ",
    "a/b#1",
    "1f3a5c7",
    "fixes #1 ",
    "/stage ",
    "/stage a\n",
    "<!-- milepost {",
    "<!-- milepost {} -->\n",
  ],
  ...[
    "{{",
    "{{ a }}",
    "{% if a %}",
    "{% for a in b %}",
    "{%",
    "${{",
    "%}{%",
    "日",
    "e\u0301",
    "\u202e",
    "\u200d",
    "👩‍👩‍👧",
    "\u0000",
    "_No response_\n",
  ],
  ...["a: ", "a:\n  ", "{a: ", "&a [*a, ", "? ", "!!x ", "'", '"', '","', ",", ";", "=", "a,b\n"],
];

/** The text, `length` characters or a few fewer. */
export function bombOf(part: string, length: number): string {
  return part.repeat(Math.floor(length / part.length));
}

/**
 * How many times as much work one text of `pieces * size` characters is as that many texts of `size`: 1 where work grows
 * with the length. Stops at the first length at which it is more than `most`. In user seconds of this process.
 */
export function growthOf(
  read: (text: string) => unknown,
  part: string,
  most: number,
  [size, pieces]: readonly [number, number],
): number {
  const short = bombOf(part, size);
  let highest = 0;
  for (let times = pieces / 4; times <= pieces; times *= 4) {
    const long = bombOf(part, size * times);
    // The first time a path is taken it is compiled; a pause for the collector may fall into either. The best counts.
    let ratio = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 5 && ratio > most; round++) {
      const apart = costOf(() => {
        for (let piece = 0; piece < times; piece++) read(short);
      });
      const whole = costOf(() => read(long));
      ratio = Math.min(ratio, whole / Math.max(apart, 1));
    }
    highest = Math.max(highest, ratio);
    if (highest > most) return highest;
  }
  return highest;
}

/** Microseconds of the processor. */
function costOf(run: () => void): number {
  const before = process.cpuUsage().user;
  run();
  return process.cpuUsage().user - before;
}

/** The parts by which reading grows faster than the text, with the growth. */
export function slowParts(
  read: (text: string) => unknown,
  tried: readonly string[],
  most: number,
  sizes: readonly [size: number, pieces: number],
): readonly { readonly part: string; readonly growth: number }[] {
  return tried.flatMap((part) => {
    const growth = growthOf(read, part, most, sizes);
    return growth > most ? [{ part, growth }] : [];
  });
}
