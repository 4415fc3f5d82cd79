/** What each number means, as reports print it: decision 12 in the words of a reader. */
import type { Communities } from "../measure/communities.ts";
import type { OrganisationMeasure } from "../measure/organisation.ts";
import type { Audience } from "./audience.ts";
import { moneyDefinitions } from "./money-figures.ts";
import type { Definition } from "./view.ts";

/** The definitions with the policies that this measure was taken with. */
export function definitionsOf(
  { windowWeeks, pipelines, communities, money, grants, market }: OrganisationMeasure,
  { isPublic, name }: Audience,
): readonly Definition[] {
  const first = pipelines[0];
  const enough = first?.ageing.policy.enough ?? 5;
  const noise = first?.funnel.policy.noiseSeconds ?? 60;
  const forecast = first?.forecast.policy;
  return [
    {
      name: "Days",
      meaning:
        "Of 24 hours, unless a row says working days: those are 24 working hours by the calendar of the config. All times are UTC.",
    },
    {
      name: "Still open is counted",
      meaning:
        "What has not got there yet counts for as long as it has lasted, so nothing looks fast because the slow ones are left out (Kaplan and Meier). What can no longer get there is an end of its own, and never counted as “would have” (Aalen and Johansen).",
    },
    {
      name: "42 % [31–53]",
      meaning: "A share, and the limits between which the true share lies 95 times in 100. Wide limits: few items.",
    },
    { name: "n", meaning: `How many items a number rests on. Under ${enough} no share and no percentile is told.` },
    {
      name: "Window",
      meaning: `“Last ${windowWeeks} weeks” are the waits that began in them, beside all waits ever. A trend point is the same number as of its own week.`,
    },
    {
      name: "Half, and 85 in 100",
      meaning:
        "The time by which half of all waits are over, and by which 85 in 100 are. Told only where nothing else can end the wait.",
    },
    {
      name: "Middle of those that got there",
      meaning:
        "Says nothing of those that have not: it is too short as long as many are open. It is never compared over time.",
    },
    {
      name: "Coming back and jumping over",
      meaning:
        "re-entry first: from the first beginning to the first end after it; last: from the last beginning; sum: all stretches together. skipped reached: who jumps over a stage has come to it; strict: has not.",
    },
    {
      name: "Slips",
      meaning: `A stay of under ${noise} seconds from which the item went straight back counts nowhere; it stays in the list of moves.`,
    },
    {
      name: "In time",
      meaning:
        "Of those decided: answered in time, or too late. Late stays late. What was closed before it was due, or still runs, is in neither. Pauses stop the clock. The limits are Wilson's.",
    },
    ...(pipelines.some(({ deliverables }) => deliverables !== null)
      ? [
          {
            name: "What is owed",
            meaning:
              "Delivered in time: of those whose day is over. Without a link to what was delivered nothing counts as delivered. Days late count from the day itself, in the calendar's zone; days and links are as the form says them now.",
          },
        ]
      : []),
    ...(grants.some(({ all }) => all.length > 0)
      ? [
          {
            name: "Grants",
            meaning:
              "Given, of those decided, with Wilson's limits: what waits is in neither. Time used: of the grant's days, both ends included, those that are over. Delivered: of what it owes, dropped items left out, what counts as delivered. An item is owed by the grant that it is a sub-issue of, else by the one that its form names.",
          },
        ]
      : []),
    ...(market.length > 0
      ? [
          {
            name: "The market",
            meaning:
              "Found worth following: of all leads of the campaign so far, with Wilson's limits. Won within 180 days: what is open may still be won, what is lost cannot (Aalen and Johansen). Lost: by the quarter in which it was, taken up again since is not lost; with several reasons, competitors or ideas an item counts for each. What answers say is as it is now; what labels said is as of the report.",
          },
        ]
      : []),
    ...communityDefinitions(communities),
    ...(name === "finance" && money !== null ? moneyDefinitions(money) : []),
    {
      name: "Open items by age",
      meaning:
        "Each open item's time in its present stage, beside how long stays in that stage take. Stages in which items end are not among them.",
    },
    {
      name: "Days per stage",
      meaning:
        "Days that one item may expect to spend in a stage: mean length of a stay, as far as it is known, times stays per item. “At least” where the longest stay is not over.",
    },
    {
      name: "Little's law",
      meaning:
        "In progress on average, divided by leaving per day, is how long each takes when work neither piles up nor is left lying.",
    },
    ...(forecast === undefined
      ? []
      : [
          {
            name: "Forecast",
            meaning: `Weeks of the last ${forecast.fromWeeks} are drawn ${forecast.trials} times (seed ${forecast.seed}), each time from a past that is drawn itself, since so few weeks are chance too. It takes the coming weeks to be like them. “Past forecasts that held”: how often the same forecast, made in the past, had what came in its range; it should be about ${Math.round(forecast.range * 100)} %.`,
          },
        ]),
    {
      name: "As they are now",
      meaning:
        "Membership of the team, answers of forms, dates and the closing of sub-issues are read as they are today, also for past weeks.",
    },
    ...(isPublic
      ? [
          {
            name: "Lead 7",
            meaning:
              "An item that not everybody may read: its number by when it was opened, among all ever seen. When one is deleted the later ones move up. Groups under 3 are put together as “other”.",
          },
        ]
      : []),
  ];
}

function communityDefinitions({ usage, satisfaction }: Communities): readonly Definition[] {
  const used = {
    name: "Active people",
    meaning:
      "People active in the 30 days up to the last counted day of a month, as the source counts them. Who uses two places of one community, or two communities, counts twice. What nobody counted is not known, and never none. Corrected counts are seen as they are now.",
  };
  const first = {
    name: "Time to first value",
    meaning:
      "Days from the day a community asked to its fifth person who is not staff; one that has fewer counts for as long as it has waited. Where a source only counts people, five more than there are staff.",
  };
  return [
    ...(usage === null ? [] : [used]),
    ...(usage === null || usage.first === null ? [] : [first]),
    ...(satisfaction === null
      ? []
      : [
          {
            name: "Net promoter score",
            meaning: `Of 100 answers, those of 9 and 10 less those of 0 to 6: −100 to 100 points, with adjusted Wald limits (Rocks 2016). Satisfied: an answer of ${satisfaction.satisfiedFrom} or more. Under 5 answers neither is told.`,
          },
        ]),
  ];
}
