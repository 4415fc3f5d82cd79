/** The few numbers at the top → a card each: the number now with its limits and n, and in words which way it went. */
import type { Element } from "hast";
import { h } from "hastscript";
import { cleanLine } from "../../content/clean.ts";
import type { Figure, Quantity } from "../view.ts";
import { countedLinks, type PageLinks } from "./page-links.ts";
import { isNumber, quantityLine, quantityText, unbroken } from "./quantity-text.ts";

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

/** How a number moved. `tone`: whether that is the good way; plain where neither is, or chance would do it. */
export function directionOf({ now, before, better }: Pick<Figure, "now" | "before" | "better">): {
  readonly words: string;
  readonly tone: "good" | "bad" | "plain";
} {
  if (before === null) return { words: "no number before", tone: "plain" };
  const was = quantityLine(before);
  if (!isNumber(now.value) || !isNumber(before.value)) return { words: `before: ${was}`, tone: "plain" };
  const [value, last] = [quantityText(now).value, quantityText(before).value];
  if (value === last) return { words: `unchanged from ${was}`, tone: "plain" };
  const way = now.value > before.value ? "up" : "down";
  const words = `${way === "up" ? "▲" : "▼"} ${way} from ${was}`;
  if (better === null) return { words, tone: "plain" };
  if (isWithin(now.value, before) || isWithin(before.value, now))
    return { words: `${words}; within the limits`, tone: "plain" };
  return way === better ? { words: `${words}; better`, tone: "good" } : { words: `${words}; worse`, tone: "bad" };
}

/** A number inside the other's limits may have moved by chance. */
function isWithin(value: number, { lower, upper }: Quantity): boolean {
  return isNumber(lower) && isNumber(upper) && value >= lower && value <= upper;
}

function directionLine(figure: Figure): Element {
  const { words, tone } = directionOf(figure);
  return h(`p.way.${tone}`, unbroken(words));
}
