import { describe, expect, it } from "vitest";
import { type ServiceRun, serviceOf } from "../../src/measure/service.ts";
import { unsaid } from "../support/builders.ts";
import { at } from "./lives.ts";

const calendar = unsaid.calendar;

/** Scenario 7: opened on a Friday at 15:30, 24 working hours. */
function run(number: number, more: Partial<ServiceRun> = {}): ServiceRun {
  const item = `openwater/support#${number}`;
  const base = { from: at("2026-09-18T15:30:00Z"), metAt: null, endedAt: null, pauses: [], warnAt: 0.75 };
  return { item, url: `https://github.com/${item}`, targetSeconds: 24 * 3_600, ...base, ...more };
}

function service(runs: readonly ServiceRun[], now: string, period?: { from: string; to: string }) {
  const asked = period === undefined ? {} : { period: { from: at(period.from), to: at(period.to) } };
  return serviceOf(runs, { calendar, now: at(now), ...asked });
}

const answered = run(1, { metAt: at("2026-09-21T10:00:00Z") });

describe("serviceOf", () => {
  it("row 58: no clocks make no share", () => {
    expect(service([], "2026-09-22")).toMatchObject({ n: 0, share: null, inTime: [], late: [] });
  });

  it("scenario 7: answered after 18.5 working hours, in target", () => {
    const result = service([answered], "2026-09-22");
    expect(result.rows[0]!.elapsedSeconds).toBe(18.5 * 3_600);
    expect(result).toMatchObject({ inTime: ["openwater/support#1"], late: [], running: [], share: { share: 1 } });
  });

  it("scenario 7: at risk from Monday 09:30 on, due at 15:30", () => {
    expect(service([answered], "2026-09-21T09:29:59Z").atRisk).toEqual([]);
    expect(service([answered], "2026-09-21T09:30:00Z").atRisk).toEqual([
      { item: "openwater/support#1", due: at("2026-09-21T15:30:00Z") },
    ]);
  });

  it.each([
    { now: "2026-09-18T20:00:00Z", kind: "running", why: "it was open" },
    { now: "2026-09-19T12:00:00Z", kind: "ended", why: "it was closed without an answer on Saturday at 10:00" },
    { now: "2026-09-20T12:00:00Z", kind: "running", why: "it was opened again on Sunday at 10:00" },
    { now: "2026-09-22", kind: "met", why: "it was answered on Monday at 10:00" },
  ])("is $kind on $now: $why", ({ now, kind }) => {
    const closings = [{ from: at("2026-09-19T10:00:00Z"), to: at("2026-09-20T10:00:00Z") }];
    const past = { starts: [answered.from], mets: [answered.metAt!], closings };
    expect(service([{ ...answered, past }], now).rows[0]).toMatchObject({ kind });
  });

  it("counts from the last stay that had begun, and waits for a closing that may be taken back", () => {
    const [first, second] = [at("2026-09-14T09:00:00Z"), at("2026-09-16T09:00:00Z")];
    const closings = [{ from: at("2026-09-15T09:00:00Z"), to: at("2026-09-16T08:00:00Z") }];
    const twice = {
      ...run(1, { from: second }),
      past: { starts: [first, second], mets: "closing" as const, closings },
    };
    const on = (now: string) => service([twice], now).rows[0];
    expect(on("2026-09-14T08:00:00Z")).toBeUndefined();
    expect(on("2026-09-14T12:00:00Z")).toMatchObject({ kind: "running", from: first });
    expect(on("2026-09-15T12:00:00Z")).toMatchObject({ kind: "met", metAt: at("2026-09-15T09:00:00Z") });
    expect(on("2026-09-16T12:00:00Z")).toMatchObject({ kind: "running", from: second, metAt: null });
  });

  it("scenario 8: late stays late, also when it was answered afterwards", () => {
    // Opened on Saturday: due at the end of Monday.
    const late = run(2, { from: at("2026-09-19T10:00:00Z"), metAt: at("2026-09-23T09:00:00Z") });
    const week = { from: "2026-09-21T00:00:00Z", to: "2026-09-28T00:00:00Z" };
    expect(service([late], "2026-09-22T12:00:00Z", week)).toMatchObject({
      late: [late.item],
      overdue: [{ item: late.item, since: at("2026-09-22T00:00:00Z") }],
    });
    expect(service([late], "2026-09-24", week)).toMatchObject({ late: [late.item], overdue: [], share: { share: 0 } });
    const next = { from: "2026-09-28T00:00:00Z", to: "2026-10-05T00:00:00Z" };
    expect(service([late], "2026-10-01", next)).toMatchObject({ late: [], inTime: [], share: null });
  });

  it("pauses stop it, and are shown", () => {
    const pauses = [{ from: at("2026-09-21T09:00:00Z"), to: at("2026-09-21T15:00:00Z"), why: "waiting" }];
    const paused = run(3, { pauses });
    expect(service([paused], "2026-09-21T12:00:00Z")).toMatchObject({
      paused: [{ item: paused.item, because: "waiting" }],
      running: [paused.item],
      late: [],
    });
    // Without the six paused hours the target is used up at 21:30.
    const after = service([paused], "2026-09-21T21:29:00Z");
    expect(after).toMatchObject({ late: [], running: [paused.item] });
    expect(after.rows[0]!.pausedSeconds).toBe(6 * 3_600);
  });

  it("does not judge what was closed before it was due", () => {
    const gone = run(4, { endedAt: at("2026-09-18T16:00:00Z") });
    expect(service([gone], "2026-09-30")).toMatchObject({
      n: 1,
      ended: [gone.item],
      inTime: [],
      late: [],
      share: null,
    });
  });

  it("has limits: 8 of 10 in time are 49 to 94 %", () => {
    // Wilson 1927 for 8 of 10 at 95 %: 0.4902 to 0.9433 (R: binom::binom.wilson).
    const runs = Array.from({ length: 10 }, (_, n) =>
      run(n, { metAt: at(n < 8 ? "2026-09-21T10:00:00Z" : "2026-09-23T10:00:00Z") }),
    );
    const { share } = service(runs, "2026-09-30");
    expect(share!.share).toBe(0.8);
    expect(share!.lower).toBeCloseTo(0.4902, 4);
    expect(share!.upper).toBeCloseTo(0.9433, 4);
  });

  it("knows nothing of what came later", () => {
    expect(service([answered], "2026-09-21T09:59:59Z")).toMatchObject({ inTime: [], running: [answered.item] });
  });
});
