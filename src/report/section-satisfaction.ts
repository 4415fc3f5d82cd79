/** How content communities say they are: by quarter, by what it was about, and each community where the audience may know. */
import type { Communities } from "../measure/communities.ts";
import type { NamedSatisfaction, Satisfaction } from "../measure/satisfaction.ts";
import { type Audience, smallestGroup } from "./audience.ts";
import { countOf, notEnough, quantity, quantityCell, textCell } from "./quantities.ts";
import type { Cell, Figure, Quantity, Section, TableView } from "./view.ts";
import { countText } from "./words.ts";

type Measure = NonNullable<Communities["satisfaction"]>;

/** Null when satisfaction is not measured, or so few communities answered that the score would tell of one. */
export function satisfactionSection({ satisfaction }: Communities, audience: Audience): Section | null {
  if (satisfaction === null || !mayTell(satisfaction, audience)) return null;
  const { all, quarters, touchPoints, communities, low } = satisfaction;
  const asked = all.asked === null ? [] : [`${all.n} of ${all.asked} who were asked answered.`];
  return {
    id: "satisfaction",
    title: "Satisfaction",
    pipeline: null,
    words: [
      [
        `${countText(all.n, "answer")} from ${countText(communities.filter(({ n }) => n > 0).length, "community", "communities")}.`,
        ...asked,
      ].join(" "),
    ],
    charts: [],
    tables: [
      groupTable("satisfaction-quarters", "One row per quarter, oldest first; the last one is going on.", {
        head: "Quarter",
        groups: [...quarters, { ...all, name: "all time" }],
      }),
      ...(audience.isPublic || touchPoints.length === 0
        ? []
        : [
            groupTable("satisfaction-about", "One row for what was asked about.", {
              head: "About",
              groups: touchPoints,
            }),
          ]),
      ...(audience.isPublic || communities.length === 0 ? [] : [communityTable(satisfaction)]),
      ...(audience.isPublic || low.length === 0 ? [] : [lowTable(satisfaction)]),
    ],
  };
}

/** This quarter beside the last one. */
export function satisfactionFigure({ satisfaction }: Communities, audience: Audience): Figure | null {
  if (satisfaction === null || !mayTell(satisfaction, audience)) return null;
  const [before, now] = satisfaction.quarters.slice(-2);
  if (now === undefined) return null;
  return {
    id: "satisfaction",
    name: `Net promoter score, ${now.name}`,
    now: npsOf(now),
    before: before === undefined ? null : npsOf(before),
    better: "up",
    items: [],
  };
}

function mayTell({ communities }: Measure, { isPublic }: Audience): boolean {
  return !isPublic || communities.filter(({ n }) => n > 0).length >= smallestGroup;
}

function npsOf({ n, nps }: Satisfaction): Quantity {
  if (nps === null) return notEnough("points", n);
  return quantity(nps.score, "points", n, { lower: nps.lower, upper: nps.upper });
}

function csatOf({ n, csat }: Satisfaction): Quantity {
  if (csat === null) return notEnough("share", n);
  return quantity(csat.share, "share", n, { lower: csat.lower, upper: csat.upper });
}

function responseOf({ response, asked }: Satisfaction): Cell {
  if (asked === null) return textCell("not known");
  if (response === null) return textCell("nobody was asked");
  const { share, lower, upper } = response;
  return quantityCell(quantity(share, "share", asked, { lower, upper }));
}

function groupTable(
  id: string,
  caption: string,
  { head, groups }: { readonly head: string; readonly groups: readonly NamedSatisfaction[] },
): TableView {
  return {
    id,
    caption,
    columns: [
      { id: "name", head },
      { id: "nps", head: "Net promoter score" },
      { id: "csat", head: "Satisfied" },
      { id: "answers", head: "Answers" },
      { id: "response", head: "Answered, of those asked" },
    ],
    rows: groups.map((one) => [
      textCell(one.name),
      quantityCell(npsOf(one)),
      quantityCell(csatOf(one)),
      quantityCell(countOf(one.n)),
      responseOf(one),
    ]),
    folded: false,
  };
}

function communityTable({ communities }: Measure): TableView {
  return {
    id: "satisfaction-communities",
    caption: "One row per community.",
    columns: [
      { id: "community", head: "Community" },
      { id: "nps", head: "Net promoter score" },
      { id: "answers", head: "Answers" },
      { id: "newest", head: "Newest score" },
      { id: "day", head: "Given on" },
    ],
    rows: communities.map((one) => [
      textCell(one.name),
      quantityCell(npsOf(one)),
      quantityCell(countOf(one.n)),
      textCell(one.newest === null ? "none" : String(one.newest.score)),
      textCell(one.newest?.day ?? ""),
    ]),
    folded: true,
  };
}

/** Somebody should ask them what is wrong. */
function lowTable({ low }: Measure): TableView {
  return {
    id: "satisfaction-low",
    caption: "Scores of 6 and less, the newest first: somebody should ask.",
    columns: [
      { id: "community", head: "Community" },
      { id: "score", head: "Score" },
      { id: "day", head: "Given on" },
      { id: "about", head: "About" },
      { id: "item", head: "Issue" },
    ],
    rows: low
      .slice(0, 50)
      .map(({ community, score, day, touchPoint, item }) => [
        textCell(community),
        textCell(String(score)),
        textCell(day),
        textCell(touchPoint ?? "not said"),
        textCell(item ?? ""),
      ]),
    folded: true,
  };
}
