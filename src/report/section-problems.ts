/** What is wrong with the data, in one list: no number above rests on any of it. */
import type { OrganisationMeasure } from "../measure/organisation.ts";
import type { Problem } from "../model/problem.ts";
import type { Audience } from "./audience.ts";
import { amountProblems } from "./money-figures.ts";
import { itemCell, textCell } from "./quantities.ts";
import type { Cell, Section } from "./view.ts";
import { countText, dayText } from "./words.ts";

const anomalyWords = {
  "closed-before-opened": "closed before it was opened",
  "before-it-was-opened": "happened before it was opened",
  "in-the-future": "is in the future",
  "before-github": "is older than GitHub",
} as const;

/** Times that cannot be, dates that nobody can read, items that were not read, sources with mistakes. Null when all is well. */
export function dataSection(
  { anomalies, unmeasured, pipelines, communities, money, grants }: OrganisationMeasure,
  pipelineOf: (item: string) => string,
  audience: Audience,
): Section | null {
  const rows: (readonly Cell[])[] = [
    ...anomalies.map(({ item, kind, at }) => {
      const what = `Clock anomaly: ${anomalyWords[kind]} (${dayText(at)}).`;
      return [itemCell(audience.link(pipelineOf(item), item)), textCell(what)];
    }),
    ...pipelines.flatMap(({ pipeline: { name }, deadlines, deliverables }) =>
      // All may have read the same date.
      [
        ...new Map(
          [...unreadTerms(grants, name), ...deadlines.unread, ...(deliverables?.unread ?? [])].map((one) => [
            one.ref,
            one,
          ]),
        ).values(),
      ].map(({ ref, why }) => [
        itemCell(audience.link(name, ref)),
        textCell(audience.mayName(name, ref) ? `A date cannot be read: ${why}` : "A date cannot be read."),
      ]),
    ),
    ...unmeasured.map(({ ref, pipeline, why }) => [
      itemCell(audience.link(pipeline, ref)),
      textCell(audience.mayName(pipeline, ref) ? `It ${why}` : "It could not be measured."),
    ]),
    ...sourceRows("Usage and answers", communities.problems, audience),
    ...(audience.name === "finance"
      ? sourceRows("Contracts, grants and costs", amountProblems({ money, grants }), audience)
      : []),
  ];
  if (rows.length === 0) return null;
  return {
    id: "data",
    title: "Data problems",
    pipeline: null,
    words: ["None of these is averaged into anything above."],
    charts: [],
    tables: [
      {
        id: "data",
        caption: "One row per problem.",
        columns: [
          { id: "item", head: "Item" },
          { id: "what", head: "What is wrong" },
        ],
        rows,
        folded: false,
      },
    ],
  };
}

/** Of the grants of one pipeline. */
function unreadTerms(grants: OrganisationMeasure["grants"], name: string) {
  return grants
    .filter(({ pipeline }) => pipeline.name === name)
    .flatMap(({ all }) => all.flatMap(({ item: ref, unread }) => unread.slice(0, 1).map((why) => ({ ref, why }))));
}

/** What is wrong with files and servers: to everybody only how much, since it names places and quotes what they say. */
function sourceRows(of: string, problems: readonly Problem[], { isPublic }: Audience): readonly (readonly Cell[])[] {
  if (problems.length === 0) return [];
  if (isPublic) return [[textCell(of), textCell(`${countText(problems.length, "problem")} in what was read.`)]];
  return problems.map(({ where, what, todo }) => {
    const url = where.startsWith("https://github.com/") ? where : null;
    return [itemCell({ label: where, url }), textCell(`${what} ${todo}`)];
  });
}
