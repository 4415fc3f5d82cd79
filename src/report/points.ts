/** Measures → what needs attention this week: late and at risk, overdue and due, missing, long in one stage, unread. */
import type { OrganisationMeasure } from "../measure/organisation.ts";
import type { PipelineFigures } from "../measure/pipeline-figures.ts";
import { type Instant, plusSeconds, secondsOf } from "../model/time.ts";
import { type Audience, titleOf } from "./audience.ts";
import { communityPoints } from "./community-points.ts";
import { grantPoints } from "./grant-points.ts";
import { moneyPoints } from "./money-tables.ts";
import { deliverablePoints } from "./section-deliverables.ts";
import { hoursText } from "./section-service.ts";
import type { Point } from "./view.ts";
import { countText, daysText, dayText, minuteText } from "./words.ts";

/** Dates so many days ahead need attention now; the others stand in their section. */
const soonDays = 14;

/** The worst first: late, overdue, at risk, due, not allowed, missing, communities, long, unread; within each the longest first. */
export function pointsOf(
  { asOf, pipelines, unmeasured, grants, money, alerts, accounts }: OrganisationMeasure,
  audience: Audience,
): readonly Point[] {
  const grantsPoints = grants.flatMap((one) => grantPoints(one, audience));
  const of = (points: (one: PipelineFigures) => readonly Point[]) => pipelines.flatMap(points);
  const ofMoney = moneyPoints(money, audience);
  const urgent = [
    ...of((one) => latePoints(one, asOf, audience)),
    ...of((one) => datePoints(one, asOf, audience, true)),
    ...grantsPoints.filter(({ kind }) => kind === "overdue"),
    ...ofMoney.filter(({ kind }) => kind === "overdue"),
    ...of((one) => riskPoints(one, audience)),
    ...of((one) => datePoints(one, asOf, audience, false)),
    ...of((one) => refusedPoints(one, audience)),
    ...of((one) => gatePoints(one, audience)),
    ...of((one) => deliverablePoints(one, audience)),
    ...grantsPoints.filter(({ kind }) => kind !== "overdue"),
    ...ofMoney.filter(({ kind }) => kind !== "overdue"),
    ...communityPoints({ alerts, accounts }, audience),
  ];
  // What is listed for a promise need not be listed again for lying long: its age stands in its stage's section.
  const promised = urgent.filter(({ kind }) => kind === "breached" || kind === "overdue" || kind === "at-risk");
  const listed = new Set(promised.map(({ item }) => nameOf(item)));
  return [
    ...urgent,
    ...of((one) => agePoints(one, audience)).filter(({ item }) => !listed.has(nameOf(item))),
    ...unmeasured.map(({ pipeline, ref, why }): Point => {
      const what = audience.mayName(pipeline, ref) ? why : "could not be measured.";
      return { kind: "unread", item: audience.link(pipeline, ref), what };
    }),
  ];
}

/** Addresses tell items apart; where the audience may not have them, "Lead 7" does. */
function nameOf({ label, url }: Point["item"]): string {
  return url ?? label;
}

function latePoints({ pipeline, services }: PipelineFigures, asOf: Instant, audience: Audience): readonly Point[] {
  return services.flatMap(({ clock, target, ever }) =>
    ever.overdue
      .toSorted((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0))
      .map(({ item, since }): Point => {
        const what = `waits for its ${words(clock)}: ${hoursText(target)} were over ${ago(since, asOf)}, at ${minuteText(since)} UTC.`;
        return { kind: "breached", item: audience.link(pipeline.name, item), what };
      }),
  );
}

function riskPoints({ pipeline, services }: PipelineFigures, audience: Audience): readonly Point[] {
  return services.flatMap(({ clock, ever }) =>
    ever.atRisk.map(({ item, due }): Point => {
      const by = due === null ? "soon" : `by ${minuteText(due)} UTC`;
      return { kind: "at-risk", item: audience.link(pipeline.name, item), what: `needs its ${words(clock)} ${by}.` };
    }),
  );
}

function datePoints(
  { pipeline, deadlines }: PipelineFigures,
  asOf: Instant,
  audience: Audience,
  overdue: boolean,
): readonly Point[] {
  const soon = plusSeconds(asOf, soonDays * 86_400);
  return deadlines.dates
    .filter((date) => date.overdue === overdue && date.at <= soon && audience.mayName(pipeline.name, date.item))
    .map(({ item, what, at }): Point => {
      const said = overdue
        ? `was due on ${dayText(at)}${whatOf(what)}, ${ago(at, asOf)}.`
        : `is due on ${dayText(at)}${whatOf(what)}.`;
      return { kind: overdue ? "overdue" : "due", item: audience.link(pipeline.name, item), what: said };
    });
}

/** Moves that do not count: the board says one stage and everything else another until somebody puts it right. */
function refusedPoints({ pipeline, refusals }: PipelineFigures, audience: Audience): readonly Point[] {
  return refusals.map(({ item, at, from, to }): Point => {
    const [here, there] = [audience.stage(pipeline, from), audience.stage(pipeline, to)];
    const what = `was moved to ${there} on ${dayText(at)}, which is not allowed from ${here}. It counts as ${here} until it is moved on in order.`;
    return { kind: "refused", item: audience.link(pipeline.name, item), what };
  });
}

/** Items on their way whose gate's label says that something is missing. */
function gatePoints({ pipeline, gates, ageing }: PipelineFigures, audience: Audience): readonly Point[] {
  const open = new Set(ageing.items.map(({ item }) => item));
  return gates.flatMap(({ gate, periods }) =>
    (periods.at(-1)?.missing ?? [])
      .filter((item) => open.has(item))
      .map((item): Point => {
        const what = `is not complete: something that “${titleOf(gate)}” needs is missing.`;
        return { kind: "gate", item: audience.link(pipeline.name, item), what };
      }),
  );
}

function agePoints({ pipeline, ageing }: PipelineFigures, audience: Audience): readonly Point[] {
  return ageing.items.flatMap(({ item, stage, days, exact, workingSeconds, band }): readonly Point[] => {
    const limit = pipeline.stages.find(({ id }) => id === stage)?.limitSeconds ?? null;
    const isPast = limit !== null && workingSeconds > limit;
    if (!isPast && band !== "very-long") return [];
    const most = ageing.stages.find((one) => one.stage === stage)?.most ?? null;
    const than = isPast
      ? `the limit is ${hoursText(limit)}`
      : most === null
        ? "longer than 85 in 100 stay"
        : `85 in 100 leave within ${daysText(most)}`;
    const so = `${exact ? "" : "at least "}${countText(days, "day")}`;
    const what = `has been in ${audience.stage(pipeline, stage)} for ${so}; ${than}.`;
    return [{ kind: "ageing", item: audience.link(pipeline.name, item), what }];
  });
}

/** "due on Friday (due)" says nothing. */
function whatOf(what: string): string {
  return what === "due" ? "" : ` (${words(what)})`;
}

function words(id: string): string {
  return titleOf(id).toLowerCase();
}

/** `3 days ago`, `5 hours ago`. */
function ago(since: Instant, asOf: Instant): string {
  const hours = (secondsOf(asOf) - secondsOf(since)) / 3_600;
  if (hours < 1) return "within the hour";
  return hours < 48 ? `${countText(Math.floor(hours), "hour")} ago` : `${countText(Math.floor(hours / 24), "day")} ago`;
}
