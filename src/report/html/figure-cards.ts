/** The few numbers at the top → a card each: the number now with its limits and n, and in words which way it went. */
import type { Element } from "hast";
import { h } from "hastscript";
import { cleanLine } from "../../content/clean.ts";
import { directionOf } from "../direction.ts";
import type { Figure } from "../view.ts";
import { countedLinks, type PageLinks } from "./page-links.ts";
import { quantityLine, quantityText, unbroken } from "./quantity-text.ts";

/** Nothing when there are no numbers. */
export function figureCards(figures: readonly Figure[], links: PageLinks): readonly Element[] {
  if (figures.length === 0) return [];
  return [
    h(
      "section.figures",
      h("h2", { id: "figures" }, "In numbers"),
      h("ul.cards", ...figures.map((figure) => card(figure, links))),
    ),
  ];
}

function card(figure: Figure, links: PageLinks): Element {
  const { value, limits, n, note, isKnown } = quantityText(figure.now);
  const [, number = value, unit = ""] = isKnown ? (/^((?:over |under )?[\d.,-]+)( ?.*)$/.exec(value) ?? []) : [];
  const said = h(
    isKnown ? "span.value" : "span.value.unknown",
    unbroken(number),
    ...(unit === "" ? [] : [h("span.unit", unit.replace(" ", "\u202f"))]),
  );
  const rest = [limits, n, note].filter((part) => part !== null).join(" · ");
  return h(
    "li.card",
    h("p.name", cleanLine(figure.name)),
    h("div.now", countedLinks(said, figure.items, links)),
    h("p.rests", unbroken(rest)),
    directionLine(figure),
  );
}

/** How a number moved, in words. `tone`: whether that is the good way; plain where neither is, or chance would do it. */
export function directionWords(figure: Pick<Figure, "now" | "before" | "better">): {
  readonly words: string;
  readonly tone: "good" | "bad" | "plain";
} {
  const { before } = figure;
  if (before === null) return { words: "no number before", tone: "plain" };
  const was = quantityLine(before);
  const direction = directionOf(figure);
  if (direction === null) return { words: `before: ${was}`, tone: "plain" };
  const { way, verdict } = direction;
  if (way === "same") return { words: `unchanged from ${was}`, tone: "plain" };
  const words = `${way === "up" ? "▲" : "▼"} ${way} from ${was}`;
  if (verdict === null) return { words, tone: "plain" };
  if (verdict === "chance") return { words: `${words}; within the limits`, tone: "plain" };
  return { words: `${words}; ${verdict}`, tone: verdict === "better" ? "good" : "bad" };
}

function directionLine(figure: Figure): Element {
  const { words, tone } = directionWords(figure);
  return h(`p.way.${tone}`, unbroken(words));
}
