/** A report as of one date → the content of a page: what needs attention, numbers, sections, and what they mean. */
import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
import { cleanLine } from "../../content/clean.ts";
import { readersOf } from "../../model/report-rule.ts";
import { type Instant, plusSeconds } from "../../model/time.ts";
import type { Definition, ReportView, Section } from "../view.ts";
import { minuteText } from "../words.ts";
import { attentionList } from "./attention-list.ts";
import { chartFigure } from "./chart-figure.ts";
import { figureCards } from "./figure-cards.ts";
import type { PageLinks } from "./page-links.ts";
import { unbroken } from "./quantity-text.ts";
import { lettersAcross, tableBlock } from "./table-block.ts";

/**
 * Everything below the page's controls, part by part, so that no more than one of them need be held at once. Names of
 * parts are the same for every date, of which one is shown at a time.
 */
export function* viewBody(view: ReportView, links: PageLinks): Generator<ElementContent> {
  const { title, incomplete, attention, figures, sections, definitions } = view;
  yield h("header.head", h("h1", cleanLine(title)), h("p.as-of", asOfLine(view)));
  yield* incompleteBanner(incomplete);
  yield attentionList(attention, incomplete.length === 0);
  yield* figureCards(figures, links);
  yield* contents(sections);
  for (const section of sections) yield sectionOf(section, links);
  yield* definitionList(definitions);
}

/** `As of 23 November 2026, 09:00 UTC · 2026-W47, 16 to 22 November 2026 · for the team` */
function asOfLine({ asOf, period, audience }: ReportView): string {
  return `As of ${dayWords(asOf)}, ${minuteText(asOf).slice(11)} UTC · ${cleanLine(period.id)}, ${daysWords(period.from, lastOf(period))} · for ${readersOf[audience]}`;
}

const months = "January February March April May June July August September October November December".split(" ");

/** `23 November 2026`, in UTC. */
export function dayWords(at: Instant): string {
  return `${Number(at.slice(8, 10))} ${months[Number(at.slice(5, 7)) - 1]} ${at.slice(0, 4)}`;
}

/** A period that ends as a day begins, or a second later, has nothing of that day. */
function lastOf({ to }: ReportView["period"]): Instant {
  return plusSeconds(to, -2);
}

/** `16 to 22 November 2026`; months and years only where they differ. */
function daysWords(first: Instant, last: Instant): string {
  const [from, to] = [dayWords(first), dayWords(last)];
  if (from === to) return to;
  const [day, month, year] = from.split(" ");
  if (!to.endsWith(`${year}`)) return `${from} to ${to}`;
  return to.endsWith(`${month} ${year}`) ? `${day} to ${to}` : `${day} ${month} to ${to}`;
}

function incompleteBanner(reasons: readonly string[]): readonly Element[] {
  if (reasons.length === 0) return [];
  return [
    h(
      "section.incomplete",
      { role: "note", ariaLabel: "Incomplete" },
      h("p", h("strong", "This report is incomplete.")),
      h("ul", ...reasons.map((reason) => h("li", cleanLine(reason)))),
    ),
  ];
}

function contents(sections: readonly Section[]): readonly Element[] {
  if (sections.length < 2) return [];
  const entry = ({ id, title, pipeline }: Section) =>
    h("li", { dataPipeline: pipeline ?? "" }, h("a", { href: `#${anchorOf(id)}` }, cleanLine(title)));
  return [h("nav.contents", { ariaLabel: "Sections" }, h("ul", ...sections.map(entry)))];
}

function anchorOf(id: string): string {
  return `section-${id}`;
}

/** A picture alone has the sentences, and the first table if it is narrow, at its side where the page is wide. */
function sectionOf({ id, title, pipeline, words, charts, tables }: Section, links: PageLinks): Element {
  const [first] = tables;
  const isNarrow = first !== undefined && !first.folded && lettersAcross(first) <= 60;
  const isSingle = charts.length === 1 && (words.length > 0 || isNarrow);
  return h(
    isSingle ? "section.part.single" : "section.part",
    { id: anchorOf(id), tabIndex: -1, dataPipeline: pipeline ?? "" },
    h("h2", cleanLine(title)),
    ...(words.length === 0 ? [] : [h("div.words", ...words.map((sentence) => h("p", unbroken(cleanLine(sentence)))))]),
    ...(charts.length === 0 ? [] : [h("div.charts", ...charts.map((chart) => chartFigure(chart, links)))]),
    ...tables.map((table) => {
      const block = tableBlock(table, links);
      return isSingle && isNarrow && table === first ? h("div.aside", block) : block;
    }),
  );
}

function definitionList(definitions: readonly Definition[]): readonly Element[] {
  if (definitions.length === 0) return [];
  return [
    h(
      "section.definitions",
      { id: "definitions", tabIndex: -1 },
      h("h2", "How to read this"),
      h("dl", ...definitions.flatMap(({ name, meaning }) => [h("dt", cleanLine(name)), h("dd", cleanLine(meaning))])),
    ),
  ];
}
