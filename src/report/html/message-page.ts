/** A page with a few sentences in place of a dashboard: why there is nothing to see, and what to do. */
import type { Element } from "hast";
import { toHtml } from "hast-util-to-html";
import { h } from "hastscript";
import { headOf } from "./page-head.ts";

export interface Message {
  readonly title: string;
  readonly words: readonly string[];
  /** Seconds after which browsers look again; null: they do not. */
  readonly again: number | null;
}

/** The page, in the style of the dashboard and under the same policy. */
export function messagePage({ title, words, again }: Message): string {
  const head = headOf(title);
  const refresh: readonly Element[] =
    again === null ? [] : [h("meta", { httpEquiv: "refresh", content: String(again) })];
  const page = h(
    "html",
    { lang: "en" },
    { ...head, children: [...head.children, ...refresh] },
    h("body", h("main#content", h("header.head", h("h1", title)), ...words.map((sentence) => h("p", sentence)))),
  );
  return `${toHtml({ type: "root", children: [{ type: "doctype" }, page] })}\n`;
}
