/** The head of every page: its policy first, then its title and its style. */
import type { Element } from "hast";
import { h } from "hastscript";
import { pagePolicy } from "./page-policy.ts";
import { pageStyle } from "./page-style.ts";

/** Names nothing that a browser would ask for. */
export function headOf(title: string): Element {
  return h(
    "head",
    h("meta", { charSet: "utf-8" }),
    h("meta", { httpEquiv: "Content-Security-Policy", content: pagePolicy() }),
    h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    h("meta", { name: "color-scheme", content: "light dark" }),
    h("meta", { name: "referrer", content: "no-referrer" }),
    h("title", title),
    // Browsers ask for an icon where none is named.
    h("link", { rel: "icon", href: "data:," }),
    h("style", pageStyle),
  );
}
