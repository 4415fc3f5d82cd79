/**
 * Measures of several weeks → what a report of the last of them says to one audience. All that the audience may not
 * know is taken out here: whoever writes Markdown, pages or JSON from the view has nothing left to hide.
 */
import type { Faces } from "../measure/faces.ts";
import type { OrganisationMeasure } from "../measure/organisation.ts";
import type { PipelineFigures } from "../measure/pipeline-figures.ts";
import { type Audience, type AudienceName, createAudience, titleOf } from "./audience.ts";
import { definitionsOf } from "./definitions.ts";
import { figuresOf, trendSection } from "./figures.ts";
import { amountProblems } from "./money-figures.ts";
import type { PastWeek } from "./past-week.ts";
import { pointsOf } from "./points.ts";
import { accountsSection } from "./section-accounts.ts";
import { deliverablesSection } from "./section-deliverables.ts";
import { flowSection, forecastSection } from "./section-flow.ts";
import { funnelSection } from "./section-funnel.ts";
import { grantsSection } from "./section-grants.ts";
import { marketingSection } from "./section-marketing.ts";
import { moneySection } from "./section-money.ts";
import { checklistsSection, datesSection, journeysSection } from "./section-others.ts";
import { pointsSection } from "./section-points.ts";
import { dataSection } from "./section-problems.ts";
import { researchSection } from "./section-research.ts";
import { satisfactionSection } from "./section-satisfaction.ts";
import { serviceSection } from "./section-service.ts";
import { stagesSection } from "./section-stages.ts";
import { timesSection } from "./section-times.ts";
import { trainingSection } from "./section-training.ts";
import { usageSection } from "./section-usage.ts";
import { venturesSection } from "./section-ventures.ts";
import type { ReportView, Section } from "./view.ts";
import { countText } from "./words.ts";

/** How a report is made. */
export interface ViewOptions {
  readonly audience: AudienceName;
  readonly faces: Faces;
  /** The report's name: `weekly`. */
  readonly name: string;
  /** Kinds of sections, in the order in which they are shown; null: all. */
  readonly sections: readonly SectionKind[] | null;
}

/** Parts that a report may have. */
export const sectionKinds = [
  "pipelines",
  "support",
  "checklists",
  "renewals",
  "deliverables",
  "grants",
  "marketing",
  "research",
  "ventures",
  "points",
  "forecast",
  "journeys",
  "accounts",
  "training",
  "usage",
  "satisfaction",
  "money",
  "data",
] as const;

export type SectionKind = (typeof sectionKinds)[number];

/** The report of one measured week. `trend`: oldest first, that week last; its neighbours are shown beside it. */
export function viewOf(
  all: OrganisationMeasure,
  trend: readonly PastWeek[],
  { audience: to, faces, name, sections }: ViewOptions,
): ReportView {
  const audience = createAudience(to, faces);
  const { measure, empty } = withoutEmpty(all);
  const { asOf, period, windowWeeks, pipelines } = measure;
  const byItem = new Map([...faces].flatMap(([pipeline, all]) => [...all.keys()].map((item) => [item, pipeline])));
  const makers: Readonly<Record<SectionKind, () => readonly (Section | null)[]>> = {
    pipelines: () => [
      trendSection(measure, trend),
      ...pipelines.flatMap((figures) => [
        timesSection(figures, windowWeeks, audience),
        stagesSection(figures, audience),
        funnelSection(figures, audience),
        figures.pipeline.stages.length > 1 ? flowSection(figures, audience) : null,
      ]),
      emptySection(empty),
    ],
    support: () => pipelines.map((figures) => serviceSection(figures, windowWeeks, audience)),
    checklists: () => pipelines.map((figures) => checklistsSection(figures, audience)),
    renewals: () => [datesSection(measure, audience)],
    deliverables: () => pipelines.map((figures) => deliverablesSection(figures, audience)),
    grants: () => measure.grants.map((one) => grantsSection(one, audience)),
    marketing: () => measure.market.map((one) => marketingSection(one, windowWeeks, audience)),
    research: () => measure.market.map((one) => researchSection(one, audience)),
    ventures: () => measure.market.map((one) => venturesSection(one, measure.money, audience)),
    points: () => [pointsSection(measure.points, audience)],
    forecast: () => [forecastSection(pipelines)],
    journeys: () => [journeysSection(measure, audience)],
    accounts: () => [accountsSection(measure, audience)],
    training: () => [trainingSection(measure.training, audience)],
    usage: () => [usageSection(measure.communities, asOf, audience)],
    satisfaction: () => [satisfactionSection(measure.communities, audience)],
    money: () => [moneySection(measure.money, audience)],
    data: () => [dataSection(measure, (item) => byItem.get(item) ?? "", audience)],
  };
  return {
    title: `${titleOf(name)} report`,
    audience: to,
    asOf,
    period: { id: period.id, from: period.from, to: period.to },
    incomplete: incompleteOf(measure, audience),
    attention: pointsOf(measure, audience),
    figures: figuresOf(measure, trend.at(-2) ?? null, audience),
    sections: (sections ?? sectionKinds).flatMap((kind) => makers[kind]()).filter((section) => section !== null),
    definitions: definitionsOf(measure, audience),
  };
}

/**
 * Pages of zeros tell nobody anything: a pipeline without any item is named, and has no numbers. One of which something
 * could not be read stays, since it is not known to be empty.
 */
function withoutEmpty(measure: OrganisationMeasure) {
  const unread = new Set(measure.unmeasured.map(({ pipeline }) => pipeline));
  const isEmpty = ({ items, pipeline: { name } }: PipelineFigures) => items === 0 && !unread.has(name);
  const empty = measure.gaps.length > 0 ? [] : measure.pipelines.filter(isEmpty);
  const pipelines = measure.pipelines.filter((figures) => !empty.includes(figures));
  return { measure: { ...measure, pipelines }, empty };
}

function emptySection(empty: readonly PipelineFigures[]): Section | null {
  if (empty.length === 0) return null;
  const names = empty.map(({ pipeline: { name } }) => titleOf(name)).join(", ");
  const words = [`No item has come yet to: ${names}.`];
  return { id: "pipelines-empty", title: "Nothing yet", pipeline: null, words, charts: [], tables: [] };
}

/** What a gap says may name what not everybody may know. */
function incompleteOf(
  { gaps, unmeasured, communities: { problems }, ...measure }: OrganisationMeasure,
  { isPublic, name }: Audience,
): readonly string[] {
  const amounts = amountProblems(measure).length;
  const items = new Set(unmeasured.map(({ pipeline, ref }) => `${pipeline} ${ref}`)).size;
  return [
    ...(isPublic && gaps.length > 0 ? [`${countText(gaps.length, "list")} of items could not be read whole.`] : gaps),
    ...(items === 0
      ? []
      : [`${countText(items, "item")} could not be measured whole; they are listed under “Data problems”.`]),
    ...(problems.length === 0
      ? []
      : [`${countText(problems.length, "problem")} in what was read of usage and answers, under “Data problems”.`]),
    ...(name !== "finance" || amounts === 0
      ? []
      : [`${countText(amounts, "problem")} in contracts, grants and costs, under “Data problems”.`]),
  ];
}
