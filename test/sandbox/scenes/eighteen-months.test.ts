/** The eighteen months: what the seed draws, how it agrees with what is true of all seeds, and what is placed of it. */
import { describe, expect, it } from "vitest";
import { builder } from "../../../src/sandbox/build.ts";
import type { IssueRow } from "../../../src/sandbox/rows.ts";
import { communitiesPath, placeEighteenMonths } from "../../../src/sandbox/scenes/eighteen-months.ts";
import { answersText } from "../../../src/sandbox/scenes/months-books.ts";
import { signedBy } from "../../../src/sandbox/scenes/months-chances.ts";
import { type Chronicle, chronicleOf } from "../../../src/sandbox/scenes/months-chronicle.ts";
import { truthOf } from "../../../src/sandbox/scenes/months-truth.ts";
import { createWorld, type World } from "../../../src/sandbox/world.ts";

const from = "2025-01-01T00:00:00Z";
const to = "2026-06-30T00:00:00Z";
const day = 86_400_000;
const chronicle = chronicleOf(1);
const truth = truthOf();

function placed(seed: number): { readonly world: World; readonly chronicle: Chronicle } {
  const world = createWorld({ seed, at: to });
  return { world, chronicle: placeEighteenMonths(builder(world), {}) };
}

const { world, chronicle: told } = placed(1);
const { store } = world;

function issueOf(name: string): IssueRow {
  const [repository, number] = name.split("#") as [string, string];
  const [owner, repo] = repository.split("/") as [string, string];
  return store.issueByNumber(store.repositoryByName(owner, repo)!.id, Number(number))!;
}

function labelsOf(name: string): readonly string[] {
  return issueOf(name)
    .labels.map((id) => store.labels.get(id)!.name)
    .sort();
}

/** Standard errors between a share seen and the true one. */
function errorsFrom(share: number, list: readonly boolean[]): number {
  const seen = list.filter(Boolean).length / list.length;
  return Math.abs(seen - share) / Math.sqrt((share * (1 - share)) / list.length);
}

const daysBetween = (start: string, end: string | null) => (Date.parse(end ?? to) - Date.parse(start)) / day;

/** Of those that began early enough to be seen that long: whether each was over by then. */
function overWithin(days: number, list: readonly { from: string; to: string | null }[]): readonly boolean[] {
  return list
    .filter((one) => daysBetween(one.from, null) >= days)
    .map((one) => one.to !== null && daysBetween(one.from, one.to) <= days);
}

const staysIn = (stage: string) => chronicle.leads.flatMap(({ stays }) => stays.filter((one) => one.stage === stage));
const responses = chronicle.support.map(({ openedAt, response }) => ({ from: openedAt, to: response?.at ?? null }));

describe("the chronicle", () => {
  it("is the same for the same seed", () => {
    expect(chronicleOf(7)).toEqual(chronicleOf(7));
  });

  it("differs from seed to seed", () => {
    const [one, other] = [chronicleOf(7), chronicleOf(8)];
    for (const kind of ["leads", "support", "deliverables"] as const) expect(one[kind]).not.toEqual(other[kind]);
  });

  it("has as many of each as it should, and no name twice", () => {
    const { leads, support, deliverables, onboardings } = chronicle;
    expect([leads.length, support.length, deliverables.length]).toEqual([400, 900, 40]);
    expect(new Set(leads.map(({ title }) => title)).size).toBe(400);
    expect(onboardings.map(({ lead }) => lead).sort()).toEqual(
      leads.flatMap(({ issue, signedAt }) => (signedAt === null ? [] : [issue])).sort(),
    );
    expect(onboardings.length).toBeGreaterThan(45);
    expect(onboardings.length).toBeLessThan(75);
  });

  it("numbers issues in each repository from 1 on without a gap, in the order of their opening", () => {
    const { leads, support, deliverables, onboardings } = chronicle;
    const numberOf = (name: string) => Number(name.split("#")[1]);
    for (const list of [
      [...leads, ...deliverables].map(({ issue, openedAt }) => [numberOf(issue), openedAt] as const),
      [
        ...support.map(({ issue, openedAt }) => [numberOf(issue), openedAt] as const),
        ...onboardings.flatMap(({ issue, phases, openedAt }) =>
          [issue, ...phases.map((phase) => phase.issue)].map((name) => [numberOf(name), openedAt] as const),
        ),
      ],
    ]) {
      const sorted = [...list].sort(([one], [other]) => one - other);
      expect(sorted.map(([number]) => number)).toEqual(sorted.map((_, at) => at + 1));
      expect(sorted.map(([, at]) => at)).toEqual(sorted.map(([, at]) => at).sort());
    }
  });

  it("lets every stay begin when the one before ends, and the end of the span cut off the last", () => {
    for (const { stays, openedAt, signedAt, lostAt } of chronicle.leads) {
      expect(stays[0]!.from).toBe(openedAt);
      expect(stays.slice(1).map((one) => one.from)).toEqual(stays.slice(0, -1).map((one) => one.to));
      const last = stays.at(-1)!;
      expect([last.to, last.from <= to]).toEqual([null, true]);
      expect(signedAt ?? lostAt).toBe(["partner", "lost"].includes(last.stage) ? last.from : null);
    }
  });

  it("has answers late by the working calendar, some to what was opened at a weekend, and some not there yet", () => {
    const late = chronicle.support.filter((one) => one.late);
    const atWeekend = late.filter(({ openedAt }) => [0, 6].includes(new Date(openedAt).getUTCDay()));
    expect(late.length).toBeGreaterThan(60);
    expect(atWeekend.length).toBeGreaterThan(5);
    expect(chronicle.support.some(({ response }) => response === null)).toBe(true);
    expect(chronicle.support.some(({ closed, response }) => closed === null && response !== null)).toBe(true);
    for (const { response } of chronicle.support) {
      if (response === null) continue;
      // A second earlier: work that ends at midnight ends the day before.
      const at = new Date(Date.parse(response.at) - 1000);
      expect([0, 6]).not.toContain(at.getUTCDay());
      const monthDay = at.toISOString().slice(5, 10);
      expect(monthDay >= "01-04" && monthDay <= "12-17").toBe(true);
    }
  });

  const shares: readonly (readonly [string, number, readonly boolean[]])[] = [
    ["signed within 90 days", truth.openedToSigned90.value!, overWithin(90, signedTimes())],
    ["signed within 180 days", truth.openedToSigned180.value!, overWithin(180, signedTimes())],
    ["lost within 90 days", truth.openedToLost90.value!, overWithin(90, lostTimes())],
    ["out of the first stage at the median", 0.5, overWithin(truth.stayInLead.value!, staysIn("lead"))],
    ["out of the second stage at the median", 0.5, overWithin(truth.stayInQualified.value!, staysIn("qualified"))],
    ["out of the third stage at the median", 0.5, overWithin(truth.stayInProspect.value!, staysIn("prospect"))],
    ["live at the median", 0.5, overWithin(truth.signedToLiveP50.value!, liveTimes())],
    ["answered at the calendar's median", 0.5, overWithin(truth.responseP50.value!, responses)],
    ["answered at 85 %", 0.85, overWithin(truth.responseP85.value!, responses)],
    ["closed at the median", 0.5, overWithin(truth.stayInWorking.value!, workTimes())],
    ["solved, of the closed", truth.workingToSolvedEver.value!, closings()],
    ["delivered in time, of those due", truth.deliveredInTime.value!, deliveries()],
    ["signed by the end", truth.signedCount.value! / 400, chronicle.leads.map(({ signedAt }) => signedAt !== null)],
    ["answered in time", truth.responseInTime.value!, inTime()],
  ];
  it.each(shares)("agrees with what is true of all seeds: %s", (_, share, list) => {
    expect(list.length).toBeGreaterThan(20);
    expect(errorsFrom(share, list)).toBeLessThan(3);
  });

  function signedTimes() {
    return chronicle.leads.map(({ openedAt, signedAt }) => ({ from: openedAt, to: signedAt }));
  }
  function lostTimes() {
    return chronicle.leads.map(({ openedAt, lostAt }) => ({ from: openedAt, to: lostAt }));
  }
  function liveTimes() {
    return chronicle.onboardings.map(({ openedAt, liveAt }) => ({ from: openedAt, to: liveAt }));
  }
  function workTimes() {
    return chronicle.support.flatMap(({ response, closed }) =>
      response === null ? [] : [{ from: response.at, to: closed?.at ?? null }],
    );
  }
  function closings() {
    return chronicle.support.flatMap(({ closed }) => (closed === null ? [] : [closed.as === "solved"]));
  }
  function deliveries() {
    const due = chronicle.deliverables.filter((one) => Date.parse(one.due) + day <= Date.parse(to));
    return due.map((one) => one.deliveredAt !== null && Date.parse(one.deliveredAt) < Date.parse(one.due) + day);
  }
  /** The last ten days are left out: what was opened in them may be neither. */
  function inTime() {
    return chronicle.support.filter(({ openedAt }) => daysBetween(openedAt, null) > 10).map(({ late }) => !late);
  }

  it("renews and answers as often as it should over forty seeds together", () => {
    const all = Array.from({ length: 40 }, (_, at) => [100 + at, chronicleOf(100 + at)] as const);
    const old = all
      .flatMap(([, { agreements }]) => agreements)
      .filter(({ kind, openedAt }) => kind === "renewal" && daysBetween(openedAt, null) >= 180);
    const done = old.map(({ openedAt, signedAt }) => signedAt !== null && daysBetween(openedAt, signedAt) <= 180);
    // 0.8 · (1 − exp(−0.05 · 180)) = 0.8 · 0.99988
    expect(errorsFrom(0.7999, done)).toBeLessThan(3);
    const asked = all.flatMap(([one, lived]) => answersText(one, lived).trimEnd().split("\n").slice(1));
    const scores = asked.flatMap((row) => (row.endsWith(",") ? [] : [Number(row.split(",")[2])]));
    const answered = asked.map((row) => !row.endsWith(","));
    expect(errorsFrom(0.5, answered)).toBeLessThan(3);
    // 25 + 20 in a hundred are 9 or 10; 1 + 2 + 3 + 6 + 8 are 6 or less.
    expect(
      errorsFrom(
        0.45,
        scores.map((score) => score >= 9),
      ),
    ).toBeLessThan(3);
    expect(
      errorsFrom(
        0.2,
        scores.map((score) => score <= 6),
      ),
    ).toBeLessThan(3);
  });

  it("goes on agreeing over forty seeds together", () => {
    const all = Array.from({ length: 40 }, (_, at) => chronicleOf(100 + at));
    const old = all.flatMap(({ leads }) => leads.filter(({ openedAt }) => daysBetween(openedAt, null) >= 120));
    const done = old.map(({ openedAt, signedAt }) => signedAt !== null && daysBetween(openedAt, signedAt) <= 120);
    expect(errorsFrom(signedBy(120), done)).toBeLessThan(3);
    const late = all.flatMap(({ support }) => support.filter(({ openedAt }) => daysBetween(openedAt, null) > 10));
    expect(
      errorsFrom(
        1 / 9,
        late.map((one) => one.late),
      ),
    ).toBeLessThan(3);
  });
});

describe("what is placed", () => {
  it("is the chronicle of the world's seed, and nothing besides", () => {
    expect(told).toEqual(chronicle);
    const { agreements, invoices, grants } = chronicle;
    const inFinance = agreements.length + invoices.length + grants.length;
    expect(invoices).toHaveLength(agreements.filter(({ signedAt }) => signedAt !== null).length);
    expect(store.issues.size).toBe(400 + 900 + 40 + 4 * chronicle.onboardings.length + inFinance);
    expect([...store.items.values()]).toHaveLength(400);
  });

  it("has no event before its issue, none out of order and none after the end", () => {
    for (const issue of store.issues.values()) {
      const times = store.timelineOf(issue.id).map(({ createdAt }) => createdAt);
      expect(times).toEqual([...times].sort());
      expect(times.every((at) => at >= issue.createdAt && at <= to)).toBe(true);
      // Agreements of the year before are there from the beginning.
      const first = issue.title.match(/^(?:\[Agreement\]|Invoice) /) ? "2024-01-01" : from;
      expect([issue.createdAt >= first, issue.createdAt < to, issue.updatedAt <= to]).toEqual([true, true, true]);
    }
  });

  it("shows each lead where it stands by one label, and closes the lost ones with a reason", () => {
    for (const { issue, stays, reason } of chronicle.leads) {
      const stage = stays.at(-1)!.stage;
      const why = reason === null ? [] : [reason];
      expect(labelsOf(issue)).toEqual(["lead", ...why, `stage: ${stage}`].sort());
      expect(issueOf(issue).stateReason).toBe(stage === "lost" ? "NOT_PLANNED" : null);
    }
  });

  it("has a card for each lead in the column of its stage", () => {
    const names = { lead: "Lead", qualified: "Qualified lead", prospect: "Prospect", partner: "Partner", lost: "Lost" };
    for (const { issue, stays } of chronicle.leads) {
      const card = store.itemsOfIssue(issueOf(issue).id)[0]!;
      const field = store.fieldByName(card.project, "Status")!;
      const value = card.values.get(field.id)!.value;
      const option = field.options.find(({ id }) => value.kind === "single-select" && id === value.optionId);
      expect(option!.name).toBe(names[stays.at(-1)!.stage as keyof typeof names]);
    }
  });

  it("hangs the phases below each onboarding, closed as far as they are done", () => {
    for (const { issue, phases, liveAt } of chronicle.onboardings) {
      const parent = issueOf(issue);
      expect(parent.subIssues).toEqual(phases.map((phase) => issueOf(phase.issue).id));
      expect(phases.map((phase) => issueOf(phase.issue).closedAt)).toEqual(phases.map(({ doneAt }) => doneAt));
      expect(parent.closedAt).toBe(liveAt);
    }
  });

  it("answers support by the team's first comment and closes it when the chronicle says so", () => {
    const team = new Set(
      ["support", "engineering"].flatMap((slug) => [
        ...store.teamBySlug(store.accountByLogin("openwater")!.id, slug)!.members,
      ]),
    );
    for (const { issue, response, chatter, closed } of chronicle.support) {
      const row = issueOf(issue);
      const comments = store.commentsOf(row.id);
      expect(comments).toHaveLength(chatter.length + (response === null ? 0 : 1));
      expect(comments.find(({ author }) => author !== null && team.has(author))?.createdAt ?? null).toBe(
        response?.at ?? null,
      );
      expect(row.closedAt).toBe(closed?.at ?? null);
    }
  });

  it("has an agreement where its stage is, and closes only what was refused", () => {
    for (const { issue, signedAt, refusedAt } of chronicle.agreements) {
      const stage = signedAt !== null ? "signed" : refusedAt !== null ? "not signed" : "proposed";
      expect(labelsOf(issue)).toEqual(["agreement", `agreement: ${stage}`]);
      expect(issueOf(issue).closedAt).toBe(refusedAt);
    }
  });

  it("hangs an invoice below each agreement that was signed, closed when it is paid", () => {
    for (const { issue, agreement, sentAt, paidAt } of chronicle.invoices) {
      const stage = paidAt !== null ? "paid" : sentAt !== null ? "sent" : "to send";
      expect(labelsOf(issue)).toEqual(["invoice", `invoice: ${stage}`]);
      expect([issueOf(agreement).subIssues, issueOf(issue).closedAt]).toEqual([[issueOf(issue).id], paidAt]);
    }
  });

  it("shows each grant where it stands", () => {
    for (const { issue, moves } of chronicle.grants) {
      expect(labelsOf(issue)).toEqual(["grant", `grant: ${moves.at(-1)!.stage}`]);
    }
  });

  it("knows the communities that signed, and none that did not", () => {
    const text = store.repositoryByName("openwater", ".github")!.files.get(communitiesPath)!;
    for (const { title, signedAt } of chronicle.leads) {
      expect([title, text.includes(`name: ${title} }`)]).toEqual([title, signedAt !== null]);
    }
  });
});
