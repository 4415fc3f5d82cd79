import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTaskListItemFromMarkdown } from "mdast-util-gfm-task-list-item";
import { gfmTaskListItem } from "micromark-extension-gfm-task-list-item";
import { describe, expect, it } from "vitest";
import { type Progress, progressOf } from "../../src/content/checklist.ts";

/** What a general parser of GitHub Flavored Markdown counts. Slow, so it only sees short texts. */
function counted(body: string): Progress {
  const progress = { done: 0, total: 0 };
  const visit = (node: { type: string; checked?: boolean | null; children?: unknown[] }): void => {
    if (node.type === "listItem" && typeof node.checked === "boolean") {
      progress.total += 1;
      if (node.checked) progress.done += 1;
    }
    for (const child of node.children ?? []) visit(child as typeof node);
  };
  visit(fromMarkdown(body, { extensions: [gfmTaskListItem()], mdastExtensions: [gfmTaskListItemFromMarkdown()] }));
  return progress;
}

/** Null where the parser itself gives up, as it does on a box that stands alone on an item's second line. */
function countedOrNull(body: string): Progress | null {
  try {
    return counted(body);
  } catch {
    return null;
  }
}

describe("a checklist's progress", () => {
  it.each([null, "", "No list here."])("of %j is nothing of nothing", (body) => {
    expect(progressOf(body)).toEqual({ done: 0, total: 0 });
  });

  const rows: readonly { readonly body: string; readonly says: readonly [number, number]; readonly why: string }[] = [
    { body: "- [ ] a\n- [x] b\n- [X] c", says: [2, 3], why: "both cases of x are done" },
    { body: "* [x] a\n+ [ ] b\n1. [x] c\n2) [ ] d", says: [2, 4], why: "every kind of list has tasks" },
    { body: "- [x] a\r\n- [ ] b\r\n", says: [1, 2], why: "line breaks may be CRLF" },
    { body: "- [ ] a\n  - [x] b\n    - [x] c", says: [2, 3], why: "nested tasks count" },
    { body: "> - [x] quoted", says: [1, 1], why: "GitHub shows a box in a quote" },
    { body: "-  [x] two spaces", says: [1, 1], why: "up to four spaces may follow the marker" },
    { body: "- [x]done\n- [-] no\n- [] no\n- [ x] no", says: [0, 0], why: "none of these has a box" },
    { body: "[x] a\n- a [x] b", says: [0, 0], why: "a box begins a list item" },
    { body: "```\n- [x] a\n```\n- [ ] b", says: [0, 1], why: "code is not a task" },
    { body: "- a\n\n  ```\n  - [x] b\n  ```", says: [0, 0], why: "code within an item is not a task" },
    { body: "```\n- [x] a", says: [0, 0], why: "an open fence holds the rest, as GitHub shows it" },
    { body: "    - [x] a", says: [0, 0], why: "four spaces make code" },
    { body: "- a\n    - [x] b", says: [1, 1], why: "four spaces below an item make a nested item" },
    { body: "<!--\n- [x] a\n-->\n- [x] b", says: [1, 1], why: "comments are not shown" },
    { body: "<details>\n- [x] a\n\n- [x] b\n\n</details>", says: [1, 1], why: "HTML lasts until a blank line" },
    { body: "-\n  [x] a", says: [1, 1], why: "an item's text may begin on its second line" },
    { body: "1.\n\n    - [x] a", says: [0, 0], why: "an item that begins with a blank line ends with it" },
    {
      body: "- a\nlazy\n    - [x] b",
      says: [1, 1],
      why: "a paragraph goes on without its indent, and so does its item",
    },
    { body: "- - -\n    - [x] a", says: [0, 0], why: "that was a rule, so this is code" },
    { body: "- * [x] a", says: [1, 1], why: "an item may begin an item" },
    { body: "text\n2. [x] a\n1. [x] b", says: [1, 1], why: "only a list from 1 may interrupt a paragraph" },
  ];
  it.each(rows)("of $body is $says: $why", ({ body, says: [done, total] }) => {
    expect(progressOf(body)).toEqual({ done, total });
    expect(counted(body)).toEqual({ done, total });
  });

  // Left out: what the parser reads otherwise than CommonMark says (a nested list from 2 within an interrupting item, a lone tag after a lazy line),
  // a box alone on its line, and a box in a setext heading, which GitHub shows and the parser does not count.
  const pieces = [
    ..."+*>[]#~`<".split(""),
    ..."[ ] e|[x] f|* |1. |1) |> |    |  | |\n|\n\n|```|~~~|<!--|-->|<div>|</div>|<pre>|x</pre>|***|# |text|\t".split(
      "|",
    ),
    ...["- [ ] a\n", "  - [x] b\n", "> - [ ] c\n", "1. [x] d\n"],
  ];
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 24 }).map((parts) => parts.join(""));
  it("is what a general parser counts", () => {
    fc.assert(
      fc.property(text, (body) => {
        const want = countedOrNull(body);
        fc.pre(want !== null);
        expect(progressOf(body)).toEqual(want);
      }),
      { numRuns: 2000 },
    );
  });
});
