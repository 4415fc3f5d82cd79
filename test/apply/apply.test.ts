import { describe, expect, it } from "vitest";
import { apply } from "../../src/apply/apply.ts";
import { createAttempts } from "../../src/apply/attempts.ts";
import type { Outgoing, Writer } from "../../src/github/ports.ts";
import type { Change, Outcome, Plan } from "../../src/model/change.ts";
import { testClock } from "../github/scripted.ts";

const key = { installation: 1, issue: "I_7" };
const why = { rule: "pipelines.leads", fact: "bd-lead moved the card" };
const issue = (id: string): Change => ({
  ...why,
  kind: "create-issue",
  key: id,
  repository: "R",
  repositoryName: "o/r",
  title: id,
  body: "",
  labels: [],
  assignees: [],
  parent: { kind: "issue", id: "I_7" },
  projects: [],
});
const comment: Change = { ...why, kind: "add-comment", issue: "I_7", key: "k", body: "text" };
const label: Change = { ...why, kind: "add-label", issue: "I_7", name: "n", label: "LA" };

function planOf(...changes: readonly Change[]): Plan {
  return { pipeline: "leads", stage: null, changes, notes: [], problems: [], nextLook: null };
}

/** A world where GitHub answers every change of one kind the same way. `sent` is what reached it. */
function setting(start = "2026-01-05T09:00:00Z") {
  const clock = testClock(start);
  const attempts = createAttempts();
  const sent: string[] = [];
  let answers: Partial<Record<Change["kind"], Outcome>> = {};
  const writer: Writer = {
    async write(_, changes) {
      sent.push(...changes.map((change) => ("key" in change ? change.key : change.kind)));
      return changes.map((change) => answers[change.kind] ?? { kind: "applied" });
    },
  };
  const outgoing: Outgoing = {
    async send(webhook, id, key) {
      sent.push(`call ${webhook} ${id} ${key}`);
      return answers["call-webhook"] ?? { kind: "applied" };
    },
  };
  const run = async (...changes: readonly Change[]) => {
    const applied = await apply(key, planOf(...changes), {
      writer,
      outgoing,
      attempts,
      clock,
      visibilityBoundSeconds: 900,
    });
    return { ...applied, outcomes: applied.done.map(({ outcome }) => outcome.kind) };
  };
  return {
    clock,
    attempts,
    sent,
    run,
    answer: (kind: Change["kind"], outcome: Outcome) => {
      answers = { ...answers, [kind]: outcome };
    },
  };
}

const unknown: Outcome = { kind: "unknown", why: "502" };

describe("apply", () => {
  it("writes nothing for an empty plan, and wants no other look", async () => {
    const { run, sent, attempts } = setting();
    expect(await run()).toEqual({ done: [], outcomes: [], nextLook: null });
    expect([sent, attempts.size]).toEqual([[], 0]);
  });

  it("gives one outcome per change, in the plan's order", async () => {
    const { run, answer } = setting();
    answer("add-label", { kind: "failed", why: "no" });
    expect((await run(issue("a"), label, comment)).outcomes).toEqual(["applied", "failed", "applied"]);
  });

  const attempted: { why: string; change: Change; first: Outcome; held: boolean }[] = [
    { why: "an issue whose making was left open", change: issue("a"), first: unknown, held: true },
    {
      why: "an issue that was made, and that the read does not show yet",
      change: issue("a"),
      first: { kind: "applied" },
      held: true,
    },
    { why: "a comment whose making was left open", change: comment, first: unknown, held: true },
    {
      why: "a comment that was made, and that the read does not show yet",
      change: comment,
      first: { kind: "applied" },
      held: true,
    },
    { why: "an issue that GitHub said no to", change: issue("a"), first: { kind: "failed", why: "no" }, held: false },
    { why: "an issue that was never sent", change: issue("a"), first: { kind: "refused", why: "limit" }, held: false },
    { why: "a label, which may safely be put on twice", change: label, first: unknown, held: false },
  ];
  it.each(attempted)("holds back what may have arrived ($held): $why", async ({ change, first, held }) => {
    const { run, answer, sent, clock } = setting("2026-01-05T09:00:00Z");
    answer(change.kind, first);
    await run(change);
    clock.advance(899);
    const again = await run(change);
    expect(sent.length).toBe(held ? 1 : 2);
    if (held) {
      expect(again.done[0]!.outcome).toEqual({
        kind: "refused",
        why: "It waits until 2026-01-05T09:15:00Z to see whether the earlier attempt arrived.",
        until: "2026-01-05T09:15:00Z",
      });
      expect(again.nextLook).toBe("2026-01-05T09:15:00Z");
    }
    clock.advance(1);
    await run(change);
    expect(sent.length).toBe(held ? 2 : 3);
  });

  it("holds nothing else back, and sends another key at once", async () => {
    const { run, answer, sent } = setting();
    answer("create-issue", unknown);
    await run(issue("a"));
    expect((await run(issue("a"), issue("b"), label)).outcomes).toEqual(["refused", "unknown", "applied"]);
    expect(sent).toEqual(["a", "b", "add-label"]);
  });

  it("counts the bound from after the write, which may have waited its turn", async () => {
    const { run, clock } = setting("2026-01-05T09:00:00Z");
    const attempts = createAttempts();
    const writer: Writer = {
      async write() {
        clock.advance(600);
        return [{ kind: "applied" }];
      },
    };
    await apply(key, planOf(issue("a")), {
      writer,
      outgoing: null,
      attempts,
      clock,
      visibilityBoundSeconds: 900,
    });
    expect(attempts.heldUntil(issue("a"), clock.now())).toBe("2026-01-05T09:25:00Z");
    expect((await run()).outcomes).toEqual([]);
  });

  const looks: { why: string; change: Change; outcome: Outcome; look: string | null }[] = [
    {
      why: "when a limit is over",
      change: label,
      outcome: { kind: "refused", why: "limit", until: "2026-01-05T09:30:00Z" as never },
      look: "2026-01-05T09:30:00Z",
    },
    {
      why: "in a minute after an answer that settles nothing",
      change: label,
      outcome: unknown,
      look: "2026-01-05T09:01:00Z",
    },
    {
      why: "at once after an issue was made, so that the status comment names it",
      change: issue("a"),
      outcome: { kind: "applied", id: "I_8" },
      look: "2026-01-05T09:00:00Z",
    },
    { why: "never of itself after a comment was made", change: comment, outcome: { kind: "applied" }, look: null },
    {
      why: "never of itself after a refusal that time does not heal",
      change: label,
      outcome: { kind: "failed", why: "no" },
      look: null,
    },
  ];
  it.each(looks)("looks again $why", async ({ change, outcome, look }) => {
    const { run, answer } = setting("2026-01-05T09:00:00Z");
    answer(change.kind, outcome);
    expect((await run(change)).nextLook).toBe(look);
  });

  describe("an outgoing webhook", () => {
    const call: Change = { ...why, kind: "call-webhook", issue: "I_7", webhook: "pager", key: "done", id: "P1-7" };
    const receipt: Change = { ...comment, key: "done" } as Change;
    const called = "call pager P1-7 done";

    it("is called before its receipt and everything else is written", async () => {
      const { run, sent } = setting();
      expect((await run(call, receipt, label)).outcomes).toEqual(["applied", "applied", "applied"]);
      expect(sent).toEqual([called, "done", "add-label"]);
    });

    const answers: { why: string; answer: Outcome }[] = [
      { why: "came to nothing", answer: { kind: "failed", why: "404" } },
      { why: "may have arrived", answer: unknown },
    ];
    it.each(answers)("has no receipt when the call $why, and everything else is written", async ({ answer: said }) => {
      const { run, sent, answer } = setting();
      answer("call-webhook", said);
      const { done } = await run(call, receipt, comment, label);
      expect(done.map(({ outcome }) => outcome.kind)).toEqual([said.kind, "refused", "applied", "applied"]);
      expect(done[1]!.outcome).toEqual({ kind: "refused", why: "It waits for the call of pager." });
      expect(sent).toEqual([called, "k", "add-label"]);
    });

    it("that may have arrived is called again only after the bound", async () => {
      const { run, sent, answer, clock } = setting("2026-01-05T09:00:00Z");
      answer("call-webhook", unknown);
      expect((await run(call, receipt)).nextLook).toBe("2026-01-05T09:01:00Z");
      clock.advance(60);
      expect(await run(call, receipt)).toMatchObject({
        outcomes: ["refused", "refused"],
        nextLook: "2026-01-05T09:15:00Z",
      });
      clock.advance(840);
      await run(call, receipt);
      expect(sent).toEqual([called, called]);
    });

    it("that arrived is not called again while only its receipt is missing", async () => {
      const { run, sent, answer } = setting();
      answer("add-comment", { kind: "refused", why: "limit" });
      await run(call, receipt);
      answer("add-comment", { kind: "applied" });
      expect((await run(call, receipt)).outcomes).toEqual(["unchanged", "applied"]);
      expect(sent).toEqual([called, "done", "done"]);
    });

    it("that failed is tried again at the next look", async () => {
      const { run, sent, answer } = setting();
      answer("call-webhook", { kind: "failed", why: "404" });
      await run(call, receipt);
      await run(call, receipt);
      expect(sent).toEqual([called, called]);
    });

    it("is refused when webhooks are off", async () => {
      const { clock, attempts } = setting();
      const writer: Writer = { write: async (_, changes) => changes.map(() => ({ kind: "applied" })) };
      const ports = { writer, outgoing: null, attempts, clock, visibilityBoundSeconds: 900 };
      const { done } = await apply(key, planOf(call, receipt, label), ports);
      expect(done.map(({ outcome }) => outcome.kind)).toEqual(["refused", "refused", "applied"]);
      expect(done[0]!.outcome).toMatchObject({ why: "Outgoing webhooks are off here." });
    });

    it("counts for the brake, and is held by it", async () => {
      const { run, sent } = setting();
      for (let time = 0; time < 200; time += 1) await run(label);
      expect((await run(call, receipt)).outcomes).toEqual(["refused", "refused"]);
      expect(sent).not.toContain(called);
    });
  });

  it("leaves an item alone that it wrote two hundred times within an hour, and tells why", async () => {
    const { run, sent, clock } = setting("2026-01-05T09:00:00Z");
    for (let time = 0; time < 200; time += 1) {
      await run(label);
      clock.advance(1);
    }
    const braked = await run(label);
    expect(braked).toMatchObject({ outcomes: ["refused"], nextLook: "2026-01-05T10:00:00Z" });
    expect(sent.length).toBe(200);
    clock.advance(3400);
    expect((await run(label)).outcomes).toEqual(["applied"]);
  });

  it("forgets what is over", async () => {
    const { run, clock, attempts } = setting();
    await run(issue("a"), comment, label);
    clock.advance(3601);
    await run(label);
    expect(attempts.size).toBe(1);
  });
});
