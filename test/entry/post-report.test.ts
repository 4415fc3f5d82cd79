/**
 * Posting on a sandbox, through the adapter and an App's token: each place, run twice, killed after each write, by two
 * workers, late, and where it may not stand. The reports are made by hand; everything else is real.
 */
import { describe, expect, it } from "vitest";
import { createAttempts } from "../../src/apply/attempts.ts";
import type { Config } from "../../src/config/config.ts";
import { loadConfig } from "../../src/config/load.ts";
import type { MakeReport } from "../../src/entry/report/maker.ts";
import { postReport } from "../../src/entry/report/post-report.ts";
import { runReport } from "../../src/entry/report/run-report.ts";
import type { Writer } from "../../src/github/ports.ts";
import type { RenderedReport } from "../../src/model/rendered-report.ts";
import { type Instant, instant, plusSeconds } from "../../src/model/time.ts";
import { createWorldKeeper } from "../../src/observe/world.ts";
import type { ReconcilePorts } from "../../src/reconcile.ts";
import { builderActor } from "../../src/sandbox/build-past.ts";
import { createCategory } from "../../src/sandbox/ops-discussions.ts";
import { editIssue, reopenIssue } from "../../src/sandbox/ops-issues.ts";
import { sandboxWorld } from "../contract/sandbox-world.ts";

const places = {
  issue: "{ issue: leads, label: metrics-report }",
  "issue, closing the one before": "{ issue: leads, label: metrics-report, close-previous: true }",
  "rolling issue": "{ rolling-issue: leads }",
  discussion: "{ discussion: leads, category: Reports }",
  "status update": "{ status-update: partnerships }",
} as const;
type PlaceName = keyof typeof places;
const names = Object.keys(places) as PlaceName[];

function configFor(post: string, more = ""): Config {
  const text = `version: 1
mode: apply
starts: 2026-01-01
boards: { partnerships: { project: openwater/61 } }
repositories: { leads: { name: openwater/leads }, infrastructure: { name: openwater/infrastructure } }
pipelines:
  leads:
    board: partnerships
    items: { repository: leads, label: lead }
    stages:
      - { id: lead, board: Lead }
      - { id: partner, board: Partner, outcome: won }
reports: { weekly: { every: monday, post: ${post}${more} } }
`;
  const { config, problems } = loadConfig(text, "milepost.yml");
  if (config === null) throw new Error(problems.map(({ what }) => what).join(" "));
  return config;
}

/** Monday 12 January 2026, a week after the sandbox came to be; the report of the week before is due at six. */
const due = instant("2026-01-12T06:00:00Z");
const permissions = {
  metadata: "read",
  issues: "write",
  organization_projects: "write",
  contents: "read",
  discussions: "write",
};

function lab(post: string, more = "") {
  const made = sandboxWorld({ permissions });
  createCategory(made.sandbox.world, made.leads, { name: "Reports" });
  made.sandbox.clock.set("2026-01-12T06:00:30Z");
  const config = configFor(post, more);
  /** A process: it has read nothing and remembers nothing. */
  const worker = (writer: Writer | null = made.writer): ReconcilePorts => ({
    reader: made.reader,
    writer,
    outgoing: null,
    world: createWorldKeeper(made.reader, config),
    attempts: createAttempts(),
    clock: made.clock,
  });
  const made_: string[] = [];
  const make: MakeReport = async (rule, asOf) => {
    made_.push(asOf);
    return { rendered: rendered(asOf, { audience: rule.audience }), files: [], incomplete: false };
  };
  const rule = config.reports[0]!;
  const run = (ports = worker(), maker = make) =>
    runReport(rule, maker, { config, installation: made.installation, ports });
  const post_ = (report: RenderedReport, ports = worker(), at: Instant | null = null) =>
    postReport(report, rule, { config, installation: made.installation, ports, due: at });
  /** Every text of ours on this GitHub, oldest first, by what it is. */
  const posted = () => {
    const { issues, discussions, statusUpdates } = made.sandbox.store;
    return [
      ...[...issues.values()].filter(({ author }) => author === made.identity),
      ...discussions.values(),
      ...statusUpdates.values(),
    ].map((row) => ({
      id: row.id,
      body: row.body ?? "",
      state: "state" in row ? row.state : "closed" in row && row.closed ? "CLOSED" : "OPEN",
    }));
  };
  return { ...made, config, rule, worker, make, made: made_, run, post: post_, posted };
}

function rendered(asOf: Instant, more: Partial<RenderedReport> = {}): RenderedReport {
  const week =
    { "2026-01-12": "2026-W02", "2026-01-19": "2026-W03", "2026-01-26": "2026-W04" }[asOf.slice(0, 10)] ?? "2026-W00";
  return {
    name: "weekly",
    title: `Weekly report, ${week}`,
    period: { id: week, from: plusSeconds(asOf, -604_800), to: asOf },
    asOf,
    audience: "team",
    incomplete: false,
    late: false,
    markdown: `All is well in ${week}.`,
    ...more,
  };
}

/** A writer that dies after so many changes went out: nothing that it learned reaches anybody. */
function dyingAfter(writer: Writer, changes: number): Writer {
  let left = changes;
  return {
    async write(key, wanted) {
      for (const change of wanted) {
        if (left === 0) throw new Error("killed");
        left -= 1;
        await writer.write(key, [change]);
      }
      throw new Error("killed");
    },
  };
}

describe.each(names)("a report posted as %s", (name) => {
  const one = () => lab(places[name]);

  it("is posted once, whatever the number of runs, and made only once", async () => {
    const it_ = one();
    const first = await it_.run();
    expect(first.plan?.problems).toEqual([]);
    expect(it_.posted()).toHaveLength(1);
    expect(it_.posted()[0]!.body).toMatch(/^All is well in 2026-W02\.\n/);
    const after = JSON.stringify(it_.sandbox.snapshot());
    for (let times = 0; times < 3; times++) await it_.run();
    expect(JSON.stringify(it_.sandbox.snapshot())).toBe(after);
    expect(it_.made).toEqual([due]);
  });

  it("says where it stands", async () => {
    const it_ = one();
    const { url } = await it_.post(rendered(due));
    expect(url).toMatch(
      /^https:\/\/github\.com\/(?:openwater\/leads\/(?:issues|discussions)\/\d+|orgs\/openwater\/projects\/61)$/,
    );
    expect((await it_.post(rendered(due))).url).toBe(url);
  });

  it("is edited by a second run that says something else, and left when a person has edited it", async () => {
    const it_ = one();
    await it_.post(rendered(due));
    await it_.post(rendered(due, { markdown: "One lead is late." }));
    expect(it_.posted().map(({ body }) => body.split("\n")[0])).toEqual(["One lead is late."]);
    const { id } = it_.posted()[0]!;
    const { issues, discussions, statusUpdates } = it_.sandbox.store;
    const row = (issues.get(id) ?? discussions.get(id) ?? statusUpdates.get(id))!;
    row.body = `We met.\n\n${row.body}`;
    const again = await it_.post(rendered(due, { markdown: "Two are late." }));
    expect([again.done, again.plan?.notes.length]).toEqual([[], 1]);
    expect(row.body).toMatch(/^We met\./);
  });

  it("ends in the same place when it is killed after any write", async () => {
    const whole = one();
    await whole.run();
    whole.sandbox.clock.set("2026-01-19T06:00:30Z");
    await whole.run();
    const wanted = JSON.stringify(whole.sandbox.snapshot());
    for (let writes = 0; writes < 4; writes++) {
      const it_ = one();
      await it_.run();
      it_.sandbox.clock.set("2026-01-19T06:00:30Z");
      await expect(it_.run(it_.worker(dyingAfter(it_.writer, writes)))).rejects.toThrow("killed");
      for (let times = 0; times < 2; times++) await it_.run();
      expect(JSON.stringify(it_.sandbox.snapshot()), `killed after ${writes} writes`).toBe(wanted);
    }
  });

  it("stays one when two workers post at once and neither sees the other's", async () => {
    const it_ = one();
    it_.sandbox.faults.lagSeconds = { graphql: 600, list: 600 };
    await it_.run();
    await it_.run();
    const both = it_.posted().length;
    expect(both).toBe(2);
    it_.sandbox.clock.advance(901);
    await it_.run();
    await it_.run();
    const open = it_.posted().filter(({ state }) => state === "OPEN");
    expect(open).toHaveLength(1);
    // The first one keeps its place.
    expect(it_.posted()[0]!.id).toBe(open[0]!.id);
  });

  it("is not posted again by the same process while GitHub does not show it yet", async () => {
    const it_ = one();
    it_.sandbox.faults.lagSeconds = { graphql: 600, list: 600 };
    const process_ = it_.worker();
    await it_.run(process_);
    await it_.run(process_);
    expect(it_.posted()).toHaveLength(1);
  });

  it("is posted once when GitHub's answer to the writing is lost", async () => {
    const it_ = one();
    const process_ = it_.worker();
    await it_.run(process_);
    it_.sandbox.clock.set("2026-01-19T06:00:30Z");
    const before = it_.posted().length;
    it_.sandbox.faults.next("appliedThen500");
    await it_.run(process_);
    await it_.run(process_);
    expect(it_.posted().length - before).toBe(name === "rolling issue" ? 0 : 1);
  });

  it("says that it is late when nobody ran in time, as of when it was due", async () => {
    const it_ = one();
    it_.sandbox.clock.set("2026-01-13T09:30:00Z");
    await it_.run();
    expect(it_.made).toEqual([due]);
    expect(it_.posted()[0]!.body).toMatch(
      /^> This report was due Monday 12 January 2026, 06:00 UTC and was posted Tuesday 13 January 2026, 09:30 UTC\.\n\nAll is well in 2026-W02\./,
    );
    // What was missed longer ago is not made up for.
    it_.sandbox.clock.set("2026-01-28T00:00:00Z");
    await it_.run();
    expect(it_.made).toEqual([due, "2026-01-26T06:00:00Z"]);
  });

  it("is refused where others may read it, and nothing of it is there", async () => {
    const it_ = one();
    it_.leads.visibility = "public";
    it_.project.public = true;
    const refused = await it_.run();
    expect(refused.plan?.problems).toMatchObject([{ code: "private-report" }]);
    expect(JSON.stringify(it_.sandbox.snapshot())).not.toContain("All is well");
  });

  it("is refused when its place became public between planning and writing", async () => {
    const it_ = one();
    const revealing: Writer = {
      write(key, changes) {
        it_.leads.visibility = "public";
        it_.project.public = true;
        return it_.writer.write(key, changes);
      },
    };
    const refused = await it_.run(it_.worker(revealing));
    expect(refused.done.filter(({ change }) => change.kind !== "create-label")).toMatchObject([
      { outcome: { kind: "failed" } },
    ]);
    expect(JSON.stringify(it_.sandbox.snapshot())).not.toContain("All is well");
  });

  it("is posted in a public place when it is for the public", async () => {
    const it_ = lab(places[name], ", audience: public");
    it_.leads.visibility = "public";
    it_.project.public = true;
    await it_.run();
    expect(it_.posted()).toHaveLength(1);
  });

  it("is not made at all in a dry run", async () => {
    const it_ = one();
    const before = JSON.stringify(it_.sandbox.snapshot());
    await it_.run(it_.worker(null));
    expect([it_.made, JSON.stringify(it_.sandbox.snapshot())]).toEqual([[], before]);
  });

  it("is made again within a day when something could not be read", async () => {
    const it_ = one();
    const partial: MakeReport = async (_, asOf) => {
      return {
        rendered: rendered(asOf, { incomplete: true, markdown: "**incomplete**" }),
        files: [],
        incomplete: true,
      };
    };
    await it_.run(it_.worker(), partial);
    expect(it_.posted()[0]!.body).toContain("**incomplete**");
    await it_.run();
    expect(it_.posted()).toHaveLength(1);
    expect(it_.posted()[0]!.body).toContain("All is well in 2026-W02.");
  });
});

describe("the one before", () => {
  it("is linked and stays open unless the rule closes it", async () => {
    const one = lab(places.issue);
    await one.run();
    one.sandbox.clock.set("2026-01-19T06:00:30Z");
    await one.run();
    const [first, second] = one.posted();
    expect(second!.body).toContain("Before this: [2026-W02](https://github.com/openwater/leads/issues/2).");
    expect([first!.state, second!.state]).toEqual(["OPEN", "OPEN"]);
  });

  it("is closed once, and stays open when somebody opens it again", async () => {
    const one = lab(places["issue, closing the one before"]);
    await one.run();
    one.sandbox.clock.set("2026-01-19T06:00:30Z");
    await one.run();
    expect(one.posted().map(({ state }) => state)).toEqual(["CLOSED", "OPEN"]);
    const row = one.sandbox.store.issues.get(one.posted()[0]!.id)!;
    reopenIssue(one.sandbox.world, builderActor(one.sandbox.world, "bd-lead"), row);
    await one.run();
    expect(one.posted().map(({ state }) => state)).toEqual(["OPEN", "OPEN"]);
  });

  it("is in the edit history of a rolling issue", async () => {
    const one = lab(places["rolling issue"]);
    await one.run();
    one.sandbox.clock.set("2026-01-19T06:00:30Z");
    await one.run();
    const { id, body } = one.posted()[0]!;
    expect(body).toMatch(/^All is well in 2026-W03\.\n\nEarlier reports are in the edit history of this issue\./);
    const versions = one.sandbox.store.edits.get(id)!.map((version) => version.body.split("\n")[0]);
    expect(versions).toEqual(["All is well in 2026-W02.", "All is well in 2026-W03."]);
    // A person's words of last week do not hold up this week's report.
    const row = one.sandbox.store.issues.get(id)!;
    editIssue(one.sandbox.world, builderActor(one.sandbox.world, "bd-lead"), row, { body: `Hello.\n\n${row.body}` });
    one.sandbox.clock.set("2026-01-26T06:00:30Z");
    await one.run();
    expect(one.posted()[0]!.body).toMatch(/^All is well in 2026-W04\./);
  });
});

describe("a report", () => {
  it("that was due before `starts` is not posted by itself", async () => {
    const one = lab(places.issue);
    const rule = { ...one.rule, starts: instant("2026-01-12T06:00:01Z") };
    const result = await runReport(rule, one.make, {
      config: one.config,
      installation: one.installation,
      ports: one.worker(),
    });
    expect([one.made, one.posted(), result.nextLook]).toEqual([[], [], "2026-01-19T06:00:00Z"]);
  });

  it("for a category that is not there says which there are", async () => {
    const one = lab("{ discussion: leads, category: News }");
    const { plan } = await one.post(rendered(due));
    expect(plan?.problems).toMatchObject([
      { code: "category-missing", todo: 'Make it there, or name one of "Reports".', severity: "error" },
    ]);
    expect(one.posted()).toEqual([]);
  });

  it("for discussions that are off says how to turn them on", async () => {
    const one = lab("{ discussion: infrastructure, category: News }", ", audience: public");
    const { plan } = await one.post(rendered(due, { audience: "public" }));
    expect(plan?.problems[0]?.todo).toContain("Turn discussions on in the repository's settings");
  });

  it("is tried again once GitHub's limit is over", async () => {
    const one = lab(places.issue);
    const process_ = one.worker();
    one.sandbox.faults.next("secondaryLimit");
    await expect(one.run(process_)).rejects.toThrow();
    expect(one.posted()).toEqual([]);
    one.sandbox.clock.advance(7200);
    await one.run(process_);
    expect(one.posted()).toHaveLength(1);
  });

  it("whose place cannot be read is not posted, and is left for the next run", async () => {
    const one = lab(places.issue);
    one.sandbox.faults.next("partialAnswer", 9);
    const result = await one.run().catch((error: unknown) => error);
    expect(one.posted()).toEqual([]);
    expect(result).toBeDefined();
    await one.run();
    expect(one.posted()).toHaveLength(1);
  });

  it("keeps its place with the label's name in another case, and makes the label once", async () => {
    const one = lab("{ issue: leads, label: Metrics-Report }");
    one.build.label(one.leads, "metrics-report");
    await one.run();
    await one.run();
    expect(one.posted()).toHaveLength(1);
    const labels = one.sandbox.store.labelsOf(one.leads.id).filter(({ name }) => /metrics/i.test(name));
    expect(labels).toHaveLength(1);
  });
});
