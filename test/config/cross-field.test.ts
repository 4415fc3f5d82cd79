/** What parts of a config say together, that no schema can judge: each mistake, and what people read. */
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { problemText } from "../../src/model/problem.ts";
import { changed, sample } from "./sample.ts";

const care = (line: string) => changed("    steps:\n", `    ${line}\n    steps:\n`);
const step = (keys: string) => changed("    steps:\n", `    steps:\n      - { ${keys} }\n`);
const top = (lines: string) => changed("mode: apply", `mode: apply\n${lines}`);
const children = (lines: string) => changed("children:\n", `children:\n      - ${lines}\n`);

const rows: readonly { readonly why: string; readonly text: string; readonly says: readonly string[] }[] = [
  {
    why: "a step without a moment",
    text: step("open: x.md"),
    says: [
      "milepost.yml:23:9  step-without-moment  Nothing says when the step is done. Give it `at:` with a stage, `on:`, or `before:` or `after:` with a date.",
    ],
  },
  {
    why: "a step of two moments",
    text: step("at: lead, on: opened, open: x.md"),
    says: ["milepost.yml:23:21  step-does-two  The step has `at` and `on`; it can have one moment. Write two steps."],
  },
  {
    why: "as without closing",
    text: step("on: opened, as: completed, comment: Hello"),
    says: [
      "milepost.yml:23:23  key-not-here  `as` says how the issue was closed, and this step is not `on: closed`. Remove it, or write `on: closed`.",
    ],
  },
  {
    why: "keys that belong to other steps",
    text: step("at: lead, comment: Hello, by: 3d, board: partnerships"),
    says: [
      "milepost.yml:23:37  key-not-here  `by` belongs to `before` or `after`, and this step has none. Remove it.",
      "milepost.yml:23:45  key-not-here  `board` belongs to `open`, and this step has none. Remove it.",
    ],
  },
  {
    why: "a step that waits for one that is not there",
    text: step("at: lead, open: x.md, needs-done: [draft-contrct]"),
    says: ['milepost.yml:23:46  unknown-step  There is no step "draft-contrct" here. Did you mean `draft-contract`?'],
  },
  {
    why: "a condition that says nothing",
    text: step("at: lead, label: l, when: {}"),
    says: [
      "milepost.yml:23:37  condition  The condition says nothing. Write one, such as `{ label: urgent }` or `{ field: cluster, is: dedicated }`.",
    ],
  },
  {
    why: "a condition of two kinds",
    text: step("at: lead, label: l, when: { label: a, filled: b }"),
    says: [
      "milepost.yml:23:39  condition  The condition has `filled` and `label`; it can be of one kind. Write `all:` or `any:` with a list of conditions.",
    ],
  },
  {
    why: "a comparison with nothing",
    text: step("at: lead, label: l, when: { field: a }"),
    says: [
      "milepost.yml:23:37  condition  The condition compares `field` with nothing. Add `is:`, or write `filled:` if any answer will do.",
    ],
  },
  {
    why: "is beside what is not compared",
    text: step("at: lead, label: l, when: { label: a, is: b }"),
    says: ["milepost.yml:23:49  condition  `is` says nothing with `label`. Remove it."],
  },
  {
    why: "a stage that is none, inside another condition",
    text: step("at: lead, label: l, when: { not: { stage: partnr } }"),
    says: [
      'milepost.yml:23:53  unknown-stage  There is no stage "partnr" in the pipeline `leads`. Did you mean `partner`?',
    ],
  },
  {
    why: "a community's value without communities",
    text: step("at: lead, label: l, when: { community: cluster, is: x }"),
    says: [
      "milepost.yml:23:50  no-communities  `cluster` is a value of communities, and the config names no communities file. Add `communities: { file: communities.yml }`.",
    ],
  },
  {
    why: "a date by a stage that is none",
    text: step("before: { enters: partnr }, label: l"),
    says: [
      'milepost.yml:23:29  unknown-stage  There is no stage "partnr" in the pipeline `leads`. Did you mean `partner`?',
    ],
  },
  {
    why: "a date that says nothing",
    text: step("before: {}, label: l"),
    says: [
      "milepost.yml:23:19  date  The date says nothing. Write one of `field:`, `board:` and `enters:`, or a bare word: `opened`, `closed` or a field's id.",
    ],
  },
  {
    why: "a date on a board that does not list it",
    text: step("before: { board: ends }, label: l"),
    says: [
      'milepost.yml:23:28  unknown-field  The board `partnerships` has no field "ends" in this config. Known: `status`; add others under `boards.partnerships.fields`.',
    ],
  },
  {
    why: "fields without a board",
    text: step("at: lead, open: x.md, set: { points: 3 }"),
    says: [
      "milepost.yml:23:33  no-board  Fields are set here, and no board is named. Add `board:` with a name under `boards`.",
    ],
  },
  {
    why: "a field that the board does not list",
    text: step("at: lead, open: x.md, board: partnerships, set: { points: 3 }"),
    says: [
      'milepost.yml:23:61  unknown-field  The board `partnerships` has no field "points" in this config. Known: `status`; add others under `boards.partnerships.fields`.',
    ],
  },
  {
    why: "a need for two things",
    text: care("gates: [{ id: g, needs: [{ table: any, field: x }] }]"),
    says: [
      "milepost.yml:22:30  gate-need  The entry has `table` and `field`; it can need one thing. Write one of `table`, `section`, `only-sections`, `field`, `sub-issues`, `dependencies`, `checklist` and `when`.",
    ],
  },
  {
    why: "a gate before a stage that is none, and a need without words",
    text: care("gates: [{ id: g, keeps-out-of: [nowhere], needs: [{ when: { label: a } }] }]"),
    says: [
      'milepost.yml:22:37  unknown-stage  There is no stage "nowhere" in `leads`. Known: `lead`, `prospect` and `partner`.',
      "milepost.yml:22:55  gate-need  Nothing says what is missing when the condition does not hold. Add `say:` with words for the people who read the issue.",
    ],
  },
  {
    why: "words where there is no section",
    text: care("gates: [{ id: g, needs: [{ field: x, words: 3.. }] }]"),
    says: ["milepost.yml:22:42  gate-need  `words` says nothing with `field`. Remove it."],
  },
  {
    why: "more words than there may be",
    text: care("gates: [{ id: g, needs: [{ section: x, words: 500..50 }] }]"),
    says: ["milepost.yml:22:51  gate-need  No section has at least 500 and at most 50 words. Turn the two round."],
  },
  {
    why: "labels by the answer to nothing",
    text: care("answers: [{ labels: { a: b } }]"),
    says: [
      "milepost.yml:22:17  answer-rule  `labels` follows the answer to a field, and no field is named. Add `field:`.",
    ],
  },
  {
    why: "a rule that brings nothing about",
    text: care("answers: [{ when: { label: a } }]"),
    says: [
      "milepost.yml:22:15  answer-rule  The rule brings nothing about. Add `label:`, `labels:`, `set:`, `assign:` or `milestone:`.",
    ],
  },
  {
    why: "a clock that nothing stops",
    text: care("clocks: [{ id: c, until: { enters: dne }, target: 24h }]"),
    says: [
      'milepost.yml:22:40  unknown-stage  There is no stage "dne" in `leads`. Known: `lead`, `prospect` and `partner`.',
    ],
  },
  {
    why: "representatives of nobody",
    text: care("asks: {}"),
    says: [
      "milepost.yml:22:5  no-communities  `asks` goes by communities, and the config names no communities file. Add `communities: { file: communities.yml }`.",
    ],
  },
  {
    why: "a community in no file",
    text: care("community: community"),
    says: [
      "milepost.yml:22:5  no-communities  `community` goes by communities, and the config names no communities file. Add `communities: { file: communities.yml }`.",
    ],
  },
  {
    why: "a milestone at a stage that is none",
    text: care("milestones: { signed: { enters: partnr } }"),
    says: [
      'milepost.yml:22:37  unknown-stage  Nothing reaches the milestone `signed`: there is no stage "partnr" in `leads`. Did you mean `partner`?',
    ],
  },
  {
    why: "a milestone at a label that nothing sets, which is a warning",
    text: care("milestones: { signed: { label: signd } }"),
    says: [
      'milepost.yml:22:36  milestone-unreached  Nothing in the config sets the label "signd", so only people\'s hands reach the milestone `signed`. Correct the name, or describe it under `labels` if people put it on.',
    ],
  },
  {
    why: "a time to a milestone that is none",
    text: care("times: [{ from: opened, to: closd }]"),
    says: [
      'milepost.yml:22:33  unknown-milestone  This time cannot be measured: there is no milestone "closd" here. Did you mean `closed`?',
    ],
  },
  {
    why: "a milestone of a milestone that is none",
    text: care("milestones: { open: opened, live: { linked: onboarding/live } }"),
    says: [
      'milepost.yml:22:49  unknown-milestone  Nothing reaches the milestone `live`: there is no milestone "onboarding/live". Known: `leads/open`.',
    ],
  },
  {
    why: "milestones that are each other",
    text: care("milestones: { a: { linked: leads/b }, b: { linked: leads/a } }"),
    says: [
      "milepost.yml:22:22  cycle  Each of these milestones is the next one, so nothing reaches them: `leads/a` → `leads/b` → `leads/a`. Say of one of them what reaches it.",
    ],
  },
  {
    why: "a milestone of two kinds",
    text: care("milestones: { a: { enters: lead, leaves: lead } }"),
    says: [
      "milepost.yml:22:22  milestone  The milestone `a` is `enters` and `leaves`; it can be one. Write one of `enters`, `leaves`, `label`, `closed`, `date` and `linked`.",
    ],
  },
  {
    why: "a stage in a rule",
    text: top("rules:\n  r: { items: { repository: leads }, steps: [{ at: lead, label: l }] }"),
    says: [
      'milepost.yml:4:52  unknown-stage  A rule has no stages, so nothing enters "lead". Write `on: opened`, or put the step into a pipeline.',
    ],
  },
  {
    why: "iterations of no board",
    text: top("recurring:\n  r: { every: iteration, in: leads, label: rota, open: a.md }"),
    says: [
      "milepost.yml:4:15  no-iterations  Nothing says when an iteration begins. Name a `board` with an iteration field, or add `iterations:` with a first day and a number of days.",
    ],
  },
  {
    why: "two rhythms, in a repository that is none",
    text: top('recurring:\n  r: { every: { months: [1], cron: "0 6 * * 1" }, in: leeds, label: rota, open: a.md }'),
    says: [
      "milepost.yml:4:15  rhythm  `every` has `months` and `cron`; it can have one. Write one, such as `monday`, `{ month: 15 }` or `{ since-close: 55d }`.",
      'milepost.yml:4:55  unknown-repository  There is no repository "leeds" under `repositories`. Did you mean `leads`?',
    ],
  },
  {
    why: "work that opens nothing",
    text: top("recurring:\n  r: { every: monday, in: leads, label: rota }"),
    says: [
      "milepost.yml:4:6  nothing-to-open  The work opens nothing. Give it `open:` with a template, or `play:` with a playbook.",
    ],
  },
  {
    why: "a lag before which every period is over",
    text: top("recurring:\n  r: { every: month, lag: 28d, in: leads, label: rota, open: a.md }"),
    says: [
      "milepost.yml:4:27  lag-too-long  `lag` is 28d, and a period of this work can be over after 28 days, so it would never open. Write less than 28d.",
    ],
  },
  {
    why: "a lag and a lead",
    text: top("recurring:\n  r: { every: month, lead: 2d, lag: 3d, in: leads, label: rota, open: a.md }"),
    says: [
      "milepost.yml:4:32  lead-and-lag  `lead` opens the work before its period begins and `lag` after; it can do one. Remove one of them.",
    ],
  },
  {
    why: "a lag where there are no periods",
    text: top("recurring:\n  r: { every: { since-close: 55d }, lag: 3d, in: leads, label: rota, open: a.md }"),
    says: [
      "milepost.yml:4:37  no-periods  `lag` counts from the day on which a period begins, and this rhythm has no periods. Remove it, or write `every: month` or `quarter`.",
    ],
  },
  {
    why: "work to bring forward that is none",
    text: top(
      "recurring:\n  survey: { every: quarter, in: leads, label: ask, open: a.md }\nrules:\n  r: { items: { repository: leads }, steps: [{ on: closed, bring-forward: surveys }] }",
    ),
    says: [
      'milepost.yml:6:75  unknown-recurring  There is no work "surveys" under `recurring`. Did you mean `survey`?',
    ],
  },
  {
    why: "work without periods to bring forward",
    text: top(
      'recurring:\n  survey: { every: { cron: "0 6 * * 1" }, in: leads, label: ask, open: a.md }\nrules:\n  r: { items: { repository: leads }, steps: [{ on: closed, bring-forward: survey }] }',
    ),
    says: [
      'milepost.yml:6:75  no-periods  "survey" has a rhythm without periods, so nothing of it can be brought forward. Give it `every: month`, `quarter`, a weekday or `iteration`.',
    ],
  },
  {
    why: "work per community, brought forward by items that have none",
    text: top(
      "communities: { file: c.yml }\nrecurring:\n  survey: { every: quarter, per-community: {}, in: leads, label: ask, open: a.md }\nrules:\n  r: { items: { repository: leads }, steps: [{ on: closed, bring-forward: survey }] }",
    ),
    says: [
      'milepost.yml:7:75  no-communities  "survey" is opened per community, and nothing says whose item this is. Give the pipeline `community:` with the answer that names it.',
    ],
  },
  {
    why: "a playbook that is none",
    text: top("recurring:\n  r: { every: monday, in: leads, label: rota, play: onbording }"),
    says: [
      'milepost.yml:4:53  unknown-playbook  There is no playbook "onbording" under `playbooks`. Did you mean `onboarding`?',
    ],
  },
  {
    why: "a day that no month has",
    text: top("recurring:\n  r: { every: { month: 45 }, in: leads, label: rota, open: a.md }"),
    says: [
      "milepost.yml:4:24  wrong-number  `month` is 45; it can be from 1 to 31. Write a whole number from 1 to 31.",
    ],
  },
  {
    why: "a misspelt weekday",
    text: top("recurring:\n  r: { every: mondy, in: leads, label: rota, open: a.md }"),
    says: ['milepost.yml:4:15  wrong-value  `every` is "mondy", which it cannot be. Did you mean `monday`?'],
  },
  {
    why: "a number for a rhythm",
    text: top("recurring:\n  r: { every: 5, in: leads, label: rota, open: a.md }"),
    says: [
      'milepost.yml:4:15  wrong-value  `every` is "5", which it cannot be. Write one of `iteration`, `monday`, `tuesday`, `wednesday`, `thursday`, `friday`, `saturday`, `sunday`, `month` and `quarter`; or a map, such as `{ months: [1, 7], day: 1 }` or `{ since-close: "55d" }`.',
    ],
  },
  {
    why: "a webhook to an address of digits",
    text: top('webhooks:\n  w: { url: "https://127.0.0.1/x", id: x }'),
    says: [
      'milepost.yml:4:13  webhook-host  "127.0.0.1" is not a public host name. Write https and a host name with a dot, not an address of digits and not a machine of your own.',
    ],
  },
  {
    why: "a webhook to the machine itself",
    text: top('webhooks:\n  w: { url: "https://localhost/x", id: x }'),
    says: [
      'milepost.yml:4:13  webhook-host  "localhost" is not a public host name. Write https and a host name with a dot, not an address of digits and not a machine of your own.',
    ],
  },
  {
    why: "a webhook that is not https",
    text: top('webhooks:\n  w: { url: "http://a.example.org/x", id: x }'),
    says: [
      'milepost.yml:4:13  bad-webhook-address  "http://a.example.org/x" is not a webhook address. Write an https address with a host name, without a login or a #.',
    ],
  },
  {
    why: "a webhook to an address in disguise",
    text: top('webhooks:\n  w: { url: "https://0x7f.1/x", id: x }'),
    says: [
      'milepost.yml:4:13  webhook-host  "127.0.0.1" is not a public host name. Write https and a host name with a dot, not an address of digits and not a machine of your own.',
    ],
  },
  {
    why: "a webhook to an IPv6 address",
    text: top('webhooks:\n  w: { url: "https://[::1]/x", id: x }'),
    says: [
      'milepost.yml:4:13  webhook-host  "[::1]" is not a public host name. Write https and a host name with a dot, not an address of digits and not a machine of your own.',
    ],
  },
  {
    why: "a secret's value where its name belongs",
    text: top('webhooks:\n  w: { url: "https://a.example.org/x", id: x, secret: my-token }'),
    says: [
      'milepost.yml:4:55  bad-name-of-an-environment-variable  "my-token" is not a name of an environment variable. Write the NAME of the variable that holds the secret, such as PAGER_TOKEN; never the secret itself.',
    ],
  },
  {
    why: "a flow by a field that it does not accept, and a webhook that is none",
    text: top(
      "flows:\n  f: { from: leads, key: id, accepts: [title], in: leads, label: l, play: onboarding, on-completed: pager }",
    ),
    says: [
      "milepost.yml:4:26  not-accepted  The flow is known by `id`, which it does not accept. Add `id` to `flows.f.accepts`.",
      'milepost.yml:4:101  unknown-webhook  There is no webhook "pager" under `webhooks`. Known: none.',
    ],
  },
  {
    why: "days that are none",
    text: top(
      "calendar: { closed: [{ from: 02-30 }, { to: 01-03 }, { from: 2026-05-06, to: 2026-05-04 }, { from: 12-18, to: 2026-01-03 }] }",
    ),
    says: [
      'milepost.yml:3:30  bad-date  There is no such day as "02-30". Write a day that the calendar has, such as 12-18 or 2026-05-04.',
      "milepost.yml:3:39  closed-days  The entry says no day. Add `from:`, or `holidays:` with a country.",
      "milepost.yml:3:78  closed-days  `to` (2026-05-04) is before `from` (2026-05-06). Turn them round.",
      "milepost.yml:3:111  closed-days  One of the days has a year and the other has none. Write both with the year, or both without.",
    ],
  },
  {
    why: "work through the night",
    text: top('calendar: { working: { hours: "17:00-09:00" } }'),
    says: [
      "milepost.yml:3:31  bad-hours  Work cannot last from 17:00 to 09:00. Write an end after the beginning, on the same day; 24:00 is the latest.",
    ],
  },
  {
    why: "days without quotes: nothing is wrong with them",
    text: top("calendar: { closed: [{ from: 12-18, to: 01-03 }] }"),
    says: [],
  },
  {
    why: "checklist issues that wait for each other",
    text: children("{ id: a, template: a.md, needs-done: [b] }\n      - { id: b, template: b.md, needs-done: [a] }"),
    says: [
      "milepost.yml:30:34  cycle  Each of these waits for the next, so none is ever opened: `a` → `b` → `a`. Take one out of a `needs-done`.",
    ],
  },
];

describe("what parts of a config say together", () => {
  it("is nothing when they agree", () => {
    expect(loadConfig(sample, "milepost.yml").problems).toEqual([]);
  });

  it.each(rows)("is told of $why", ({ text, says }) => {
    expect(loadConfig(text, "milepost.yml").problems.map(problemText)).toEqual(says);
  });

  it("asks for an end only where there is a way to one", () => {
    const codes = (stages: string) => {
      const text = `${sample.slice(0, sample.indexOf("    stages:"))}    stages: ${stages}\n`;
      return loadConfig(text, "milepost.yml").problems.map(({ code, severity }) => `${severity} ${code}`);
    };
    expect(codes("[{ id: a, label: a }]")).toEqual([]);
    expect(codes("[{ id: a, label: a }, { id: b, label: b }]")).toEqual(["warning no-outcome"]);
  });
});
