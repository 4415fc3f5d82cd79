import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTaskListItemFromMarkdown } from "mdast-util-gfm-task-list-item";
import { gfmTable } from "micromark-extension-gfm-table";
import { gfmTaskListItem } from "micromark-extension-gfm-task-list-item";
import { describe, expect, it } from "vitest";
import { neutralise, neutraliseCell, neutralisePlain } from "../../src/content/neutralise.ts";

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly url?: string;
  readonly checked?: boolean | null;
  readonly children?: readonly Node[];
}

/** A text as a general parser reads it. */
function parsed(markdown: string): Node {
  return fromMarkdown(markdown, {
    extensions: [gfmTable(), gfmTaskListItem()],
    mdastExtensions: [gfmTableFromMarkdown(), gfmTaskListItemFromMarkdown()],
  }) as Node;
}

function nodesIn(node: Node): readonly Node[] {
  return [node, ...(node.children ?? []).flatMap(nodesIn)];
}

// What GitHub acts on, as its documentation tells: https://docs.github.com/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
const live = [
  /(?<![A-Za-z0-9])@[A-Za-z0-9]/,
  /#\d/,
  /(?<![A-Za-z0-9])GH-\d/i,
  /github\.com\/[^/\s]+\/[^/\s]+\/(?:issues|pull|discussions|commit)\/\w/i,
];

/** Powers left in a text after Markdown has been read: GitHub looks at the rendered text and at links. */
function powersIn(markdown: string): readonly string[] {
  return nodesIn(parsed(markdown)).flatMap((node) => {
    if (["html", "heading", "image"].includes(node.type)) return [node.type];
    if (typeof node.checked === "boolean") return ["task"];
    const text = node.type === "text" ? node.value! : (node.url ?? "");
    // A link to any other place is a link; GitHub's own redirecting host makes no reference.
    const bare = text.replace(/https?:\/\/redirect\.github\.com\/\S*/gi, "");
    return live.filter((power) => power.test(node.type === "link" ? bare.replace(/#.*/, "") : bare)).map(String);
  });
}

describe("neutralised text", () => {
  it.each(["", "Temple University", "a.b@example.org", "C# & R&D, 5 > 3 -> 2", "https://hub.example.org/a?b=1&c=2"])(
    "is the text itself when it has no powers: %j",
    (text) => {
      expect(neutralise(text)).toBe(text);
      expect(neutraliseCell(text)).toBe(text);
    },
  );

  const rows: readonly { readonly from: string; readonly to: string; readonly why: string }[] = [
    { from: "@x and @org/team", to: "@&#8203;x and @&#8203;org/team", why: "mentions send mail" },
    { from: "fixes #1, o/r#2, GH-3", to: "fixes #&#8203;1, o/r#&#8203;2, GH-&#8203;3", why: "references close issues" },
    {
      from: "see https://github.com/o/r/issues/4",
      to: "see https://redirect.github.com/o/r/issues/4",
      why: "a URL is a reference too",
    },
    { from: "in 1f3a5c7e9b", to: "in 1f3a5c&#8203;7e9b", why: "commits are linked" },
    { from: "decade defaced 20260131", to: "decade defaced 20260131", why: "words and dates are no commits" },
    { from: "--> </details> <img src=x>", to: "--&gt; &lt;/details> &lt;img src=x>", why: "HTML opens and closes" },
    { from: "![a](https://x.org/p.png)", to: "!&#8203;[a](https://x.org/p.png)", why: "an image tells who looks" },
    { from: "`@x #1 <b>` @y", to: "`@x #1 <b>` @&#8203;y", why: "code is to be copied" },
    { from: "` @x", to: "&#96; @&#8203;x", why: "a lone backtick could make code of what follows" },
    {
      from: "&#64;x &commat;y &amp;",
      to: "&amp;#&#8203;64;x &amp;commat;y &amp;",
      why: "entities are read before mentions",
    },
    {
      from: "- [x] a\n### B\n~~~\n```",
      to: "- \\[x] a\n\\### B\n&#126;~~\n&#96;&#96;&#96;",
      why: "blocks are the template's",
    },
    { from: "a\u202Eb\u0007c\u200Fd\r\ne\uD800", to: "abcd\ne\uFFFD", why: "hidden characters mislead" },
    { from: "\\`@x`", to: "&#92;&#96;@&#8203;x&#96;", why: "an escaped backtick begins no code" },
    { from: "a\\", to: "a&#92;", why: "a backslash must not escape what follows the value" },
    { from: "`a --> b`", to: "`a --\u200B> b`", why: "not even code ends a comment" },
    { from: "a\u2028b\rc", to: "a\nb\nc", why: "these are line breaks to some" },
    {
      from: "[a](https://github.com/)@x",
      to: "[a](https://github.com/)@&#8203;x",
      why: "a URL ends where a link may end",
    },
    { from: "https://medium.com/@x", to: "https://medium.com/%40x", why: "a URL keeps its meaning" },
  ];
  it.each(rows)("of $from is $to: $why", ({ from, to }) => {
    expect(neutralise(from)).toBe(to);
  });

  it("in a cell stays in its cell", () => {
    expect(neutraliseCell("a | b\nc `d|e` `f`")).toBe("a &#124; b c &#96;d&#124;e&#96; `f`");
  });

  const pieces = [
    ..."@team @org/team #1 GH-1 #12 o/r#3 &#64;x &#35;1 &commat;y &amp; &#x23;4 https://github.com/o/r/issues/1".split(
      " ",
    ),
    ..."https://x.io/a //x.io http://github.com/o/r/pull/2 /@b 1f3a5c7e9b0 <!-- --> <b> </b> <img - + 1. > # ### ~~~ ``` ` ``".split(
      " ",
    ),
    ..."a b \\ & ; : ! [ ] ( ) * _ | / \u202e [x] [ ] x@ \u200b &#8203; &#92;".split(" "),
    ...[" ", " ", "\n", "\n\n", "    ", "\t"],
  ];
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 16 }).map((parts) => parts.join(""));

  it("has no powers left, whatever it was", () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(powersIn(neutralise(value))).toEqual([]);
        // Nothing that it opened is open after it.
        const last = nodesIn(parsed(`${neutralise(value)}\n\nAFTER`)).at(-1)!;
        expect([last.type, last.value]).toEqual(["text", "AFTER"]);
      }),
      { numRuns: 1500 },
    );
  });

  it("has no powers left in a cell, and the table keeps its shape", () => {
    fc.assert(
      fc.property(text, (value) => {
        const table = `| a | b |\n| - | - |\n| ${neutraliseCell(value)} | end |`;
        const cells = nodesIn(parsed(table)).filter(({ type }) => type === "tableCell");
        expect(cells).toHaveLength(4);
        expect(nodesIn(cells[3]!).at(-1)!.value).toBe("end");
        expect(powersIn(table)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it("never changes when it is neutralised again", () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: "binary" })), (value) => {
        for (const again of [neutralise, neutraliseCell, neutralisePlain]) {
          expect(again(again(value))).toBe(again(value));
        }
      }),
      { numRuns: 1500 },
    );
  });
});
