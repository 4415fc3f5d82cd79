/** What needs attention → a list that begins the page: what kind of thing, the item, and the words; the longest first. */
import type { Element } from "hast";
import { h } from "hastscript";
import { cleanLine } from "../../content/clean.ts";
import type { Point } from "../view.ts";
import { itemLink } from "./page-links.ts";

const shownAtOnce = 12;

/** The list, past a dozen folded away. `isWhole`: whether everything was read, without which nothing is a finding. */
export function attentionList(points: readonly Point[], isWhole: boolean): Element {
  const heading = h("h2", { id: "attention" }, "Needs attention ", h("span.count", String(points.length)));
  if (points.length === 0) {
    const words = isWhole
      ? "Nothing needs attention."
      : "Nothing was found that needs attention; what could not be read may.";
    return h("section.attention", h("h2#attention", "Needs attention"), h("p.nothing", words));
  }
  const [first, rest] = [points.slice(0, shownAtOnce), points.slice(shownAtOnce)];
  const more =
    rest.length === 0 ? [] : [h("details", h("summary", `${rest.length} more`), h("ul.points", ...rest.map(line)))];
  return h("section.attention", heading, h("ul.points", ...first.map(line)), ...more);
}

const kinds: Readonly<Record<Point["kind"], { readonly word: string; readonly tone: "bad" | "warn" | "plain" }>> = {
  breached: { word: "Late", tone: "bad" },
  overdue: { word: "Overdue", tone: "bad" },
  "at-risk": { word: "At risk", tone: "warn" },
  ageing: { word: "Long here", tone: "warn" },
  due: { word: "Due", tone: "plain" },
  gate: { word: "Not ready", tone: "plain" },
  refused: { word: "Not allowed", tone: "warn" },
  community: { word: "Community", tone: "warn" },
  unread: { word: "Not read", tone: "plain" },
};

function line({ kind, item, what }: Point): Element {
  const { word, tone } = kinds[kind];
  return h("li", h(`span.badge.${tone}`, word), " ", h("span.what", h("strong", itemLink(item)), " ", cleanLine(what)));
}
