/** How far items get: the funnel with its loops, conversion per stage, and the cohorts beside each other. */
import type { Funnel, Funnels } from "../measure/funnel.ts";
import type { PipelineFigures } from "../measure/pipeline-figures.ts";
import type { CohortRule } from "../model/milestone.ts";
import type { Pipeline } from "../model/pipeline.ts";
import { type Audience, smallestGroup, titleOf } from "./audience.ts";
import { countOf, itemsCell, notEnough, quantity, quantityCell, textCell } from "./quantities.ts";
import type { Section, TableView } from "./view.ts";

/** Null when the pipeline has no way to go. */
export function funnelSection({ pipeline, funnel, cohorts }: PipelineFigures, audience: Audience): Section | null {
  const whole = funnel.funnels[0];
  if (pipeline.stages.length < 2 || whole === undefined) return null;
  const { name } = pipeline;
  const edges = whole.edges.flatMap(({ from, to, moves }) =>
    from === null ? [] : [{ from: audience.stage(pipeline, from), to: audience.stage(pipeline, to), count: moves }],
  );
  const shown = cohorts.filter(
    ({ cohorts: rule }) => rule.by === "month" || rule.by === "quarter" || audience.mayGroup(name),
  );
  return {
    id: `${name}-funnel`,
    title: `${titleOf(name)}: how far they get`,
    pipeline: name,
    words: [],
    charts: [
      {
        id: `${name}-funnel`,
        title: `From stage to stage (n = ${whole.n})`,
        reading: "As wide as many moves were made; steps back are moves too.",
        marks: { kind: "funnel", edges },
        table: edgesTable(whole, pipeline, audience),
      },
    ],
    tables: [
      stagesTable(whole, pipeline, audience),
      ...shown.flatMap((one, at) => cohortTable(one, { pipeline, audience, id: `${name}-cohorts-${at + 1}` })),
    ],
  };
}

function stagesTable({ stages, n }: Funnel, pipeline: Pipeline, audience: Audience): TableView {
  return {
    id: `${pipeline.name}-reached`,
    caption: "One row per stage. An item that jumped over a stage has come to it.",
    columns: [
      { id: "stage", head: "Stage" },
      { id: "reached", head: "Ever came to it" },
      { id: "share", head: "Of all" },
      { id: "here", head: "There now" },
    ],
    rows: stages.map(({ stage, reached, share, here }) => [
      textCell(audience.stage(pipeline, stage)),
      quantityCell(countOf(reached.length)),
      quantityCell(n === 0 ? quantity(null, "share", 0, { note: "no items" }) : quantity(share, "share", n)),
      itemsCell(audience.links(pipeline.name, here)),
    ]),
    folded: false,
  };
}

function edgesTable({ edges }: Funnel, pipeline: Pipeline, audience: Audience): TableView {
  const name = (id: string | null) => (id === null ? "opened" : audience.stage(pipeline, id));
  return {
    id: `${pipeline.name}-moves`,
    caption:
      "One row per move that was made: of the items that were ever in the one stage, how many went on to the other.",
    columns: [
      { id: "from", head: "From" },
      { id: "to", head: "To" },
      { id: "share", head: "Share of items" },
      { id: "items", head: "Items" },
      { id: "moves", head: "Moves" },
      { id: "loop", head: "Step back" },
    ],
    rows: edges.map(({ from, to, share, of, items, moves, back }) => [
      textCell(name(from)),
      textCell(name(to)),
      quantityCell(quantity(share, "share", of)),
      itemsCell(audience.links(pipeline.name, items)),
      quantityCell(countOf(moves)),
      textCell(back ? "yes" : "no"),
    ]),
    folded: true,
  };
}

interface Group {
  readonly cohort: string;
  readonly n: number;
  readonly reached: readonly number[];
}

/** Shares of fewer items than this are not told. */
const enoughOfCohort = 5;

function cohortTable(
  { cohorts, funnels }: Funnels,
  { pipeline, audience, id }: { readonly pipeline: Pipeline; readonly audience: Audience; readonly id: string },
): readonly TableView[] {
  const goals = pipeline.stages.slice(1);
  const groups = funnels.map(({ cohort, n, stages }): Group => {
    return { cohort, n, reached: goals.map((goal) => stages.find(({ stage }) => stage === goal.id)!.reached.length) };
  });
  if (groups.length === 0) return [];
  return [
    {
      id,
      caption: `One row per ${ruleName(cohorts)}: the share of its items that came to each stage so far. Younger groups had less time.`,
      columns: [
        { id: "cohort", head: titleOf(ruleName(cohorts)) },
        { id: "n", head: "n" },
        ...goals.map((goal) => ({ id: goal.id, head: audience.stage(pipeline, goal.id) })),
      ],
      rows: (audience.isPublic ? folded(groups) : groups).map(({ cohort, n, reached }) => [
        textCell(cohort),
        quantityCell(countOf(n)),
        ...reached.map((count) =>
          quantityCell(n < enoughOfCohort ? { ...notEnough("share", n), n: null } : quantity(count / n, "share", null)),
        ),
      ]),
      folded: true,
    },
  ];
}

/** Groups under three are one group; if that is still under three, the next larger one joins them. */
function folded(groups: readonly Group[]): readonly Group[] {
  const small = groups.filter(({ n }) => n < smallestGroup);
  if (small.length === 0) return groups;
  const large = groups.filter(({ n }) => n >= smallestGroup);
  const sum = small.reduce((total, { n }) => total + n, 0);
  const least = sum >= smallestGroup ? null : (large.toSorted((a, b) => a.n - b.n)[0] ?? null);
  const others = least === null ? small : [...small, least];
  const other: Group = {
    cohort: "other",
    n: others.reduce((total, { n }) => total + n, 0),
    reached: (others[0]?.reached ?? []).map((_, at) => others.reduce((total, { reached }) => total + reached[at]!, 0)),
  };
  return [...large.filter((group) => group !== least), other];
}

function ruleName(rule: CohortRule): string {
  if (rule.by === "answer") return rule.field;
  return rule.by === "label"
    ? rule.prefix.replace(/[\s:]+$/, "")
    : `${rule.by === "all" ? "group" : rule.by} of opening`;
}
