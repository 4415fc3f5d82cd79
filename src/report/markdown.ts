/**
 * Markdown as a tree, written out by mdast's serializer, so that text typed by people is escaped by construction. No
 * other file of a report joins Markdown by hand. Every builder takes plain text and gives a node.
 */
import type {
  Blockquote,
  Code,
  Heading,
  Html,
  Link,
  List,
  Paragraph,
  PhrasingContent,
  RootContent,
  Strong,
  Table,
  TableCell,
} from "mdast";
import { gfmTableToMarkdown } from "mdast-util-gfm-table";
import { toMarkdown } from "mdast-util-to-markdown";
import { clean } from "../content/clean.ts";

/** Text, or nodes made by the builders here. */
export type Inline = string | PhrasingContent;

/** A cell or a sentence: one inline, or several in a row. */
export type Words = Inline | readonly Inline[];

export function heading(depth: 1 | 2 | 3, words: Words): Heading {
  return { type: "heading", depth, children: inlines(words) };
}

export function paragraph(words: Words): Paragraph {
  return { type: "paragraph", children: inlines(words) };
}

export function strong(text: string): Strong {
  return { type: "strong", children: inlines(text) };
}

/** A link to `url`; the text alone when the address is not http or https. */
export function link(text: string, url: string): Link | PhrasingContent {
  if (!/^https?:\/\//.test(url)) return { type: "text", value: powerless(text) };
  // Within a link GitHub looks for neither mentions nor references.
  return { type: "link", url, children: [{ type: "text", value: oneLine(text) }] };
}

export function bullets(rows: readonly Words[]): List {
  const children = rows.map((row) => ({ type: "listItem" as const, spread: false, children: [paragraph(row)] }));
  return { type: "list", ordered: false, spread: false, children };
}

export function quote(children: readonly (Paragraph | List)[]): Blockquote {
  return { type: "blockquote", children: [...children] };
}

/** Nodes that a reader opens. The summary is plain text. */
export function folded(summary: string, nodes: readonly RootContent[]): readonly RootContent[] {
  const said = powerless(summary).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const open: Html = { type: "html", value: `<details><summary>${said}</summary>` };
  return [open, ...nodes, { type: "html", value: "</details>" }];
}

/** A fenced block; its text cannot end the fence. */
export function code(language: string, value: string): Code {
  return { type: "code", lang: language, value };
}

/** A column's head and whether its figures stand to the right. */
export interface Column {
  readonly head: string;
  readonly align: "left" | "right";
}

export function table(columns: readonly Column[], rows: readonly (readonly Words[])[]): Table {
  const head = columns.map((column) => cell(column.head));
  const body = rows.map((row) => ({ type: "tableRow" as const, children: row.map(cell) }));
  return {
    type: "table",
    align: columns.map((column) => column.align),
    children: [{ type: "tableRow", children: head }, ...body],
  };
}

/**
 * The finished page, ending in one line break. The same nodes give the same bytes. `narrow`: columns of tables are not
 * filled up with spaces, which a page with a limit has no room for.
 */
export function renderMarkdown(nodes: readonly RootContent[], { narrow = false } = {}): string {
  return toMarkdown(
    { type: "root", children: [...nodes] },
    {
      extensions: [gfmTableToMarkdown({ tablePipeAlign: !narrow })],
      bullet: "-",
      // An address in running text would become a link, and one of an issue a reference.
      unsafe: [{ character: ":", before: "[ps]", after: "\\/", inConstruct: "phrasing", notInConstruct: ["link"] }],
    },
  );
}

function cell(words: Words): TableCell {
  return { type: "tableCell", children: inlines(words) };
}

function inlines(words: Words): PhrasingContent[] {
  const parts = typeof words === "string" || !isList(words) ? [words] : words;
  return parts.map((part) => (typeof part === "string" ? { type: "text", value: powerless(part) } : part));
}

function isList(words: Words): words is readonly Inline[] {
  return Array.isArray(words);
}

/** Typed by people: on one line, and without power over anybody. GitHub looks for both in the rendered text. */
function powerless(text: string): string {
  return oneLine(text).replace(/(?<![a-z\d])@(?=[a-z\d])|#(?=\d)|(?<![a-z\d])gh-(?=\d)/gi, "$&\u200B");
}

function oneLine(text: string): string {
  return clean(text).replace(/\s+/g, " ");
}
