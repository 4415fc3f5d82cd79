/** Work that no item starts, through the App's signed webhooks and from the command line. */
import { afterEach, describe, expect, it } from "vitest";
import type { StartOptions } from "../../src/entry/app/start-app.ts";
import { type Lab, type LabOptions, startLab } from "./lab.ts";
import { runLine as run } from "./lab-terminal.ts";

const labs: Lab[] = [];
afterEach(async () => {
  for (const one of labs.splice(0)) await one.close();
});

const flows = `version: 1
mode: apply
starts: 2025-01-01
repositories:
  leads: { name: openwater/leads, visibility: private }
  support: { name: openwater/support, visibility: public }
flows:
  p1-outage:
    from: leads
    key: incident_id
    accepts: [incident_id, title]
    in: leads
    label: outage
    play:
      parent: outage.md
      values: { title: "{{ payload.title }}" }
      children:
        - { id: report, template: report.md }
`;

const recurring = `version: 1
mode: apply
starts: 2025-01-01
repositories:
  leads: { name: openwater/leads, visibility: private }
recurring:
  billing: { every: month, in: leads, label: billing, open: report.md }
`;

const template = (title: string, body = "") => `---\nname: x\nabout: x\ntitle: "${title}"\n---\n${body}\n`;
const templates = {
  ".github/milepost/outage.md": template("Outage: {{ title }}", "What happened: {{ title }}"),
  ".github/milepost/report.md": template("Report"),
};

async function lab(config: string): Promise<Lab> {
  const options: LabOptions = { config };
  const one = await startLab(options);
  labs.push(one);
  one.push("bd-lead", "openwater/.github", templates);
  return one;
}

async function running(config: string, over: Partial<StartOptions> = {}) {
  const one = await lab(config);
  const app = await one.runApp(over);
  await app.settle();
  return { one, app };
}

const titlesOf = ({ sandbox }: Lab) => [...sandbox.store.issues.values()].map(({ title }) => title);
const payload = { incident_id: "INC-7", title: "Hub is down", secret: "canary-of-the-payload" };

function answersTo({ sandbox }: Lab) {
  return sandbox.hooks.log.filter(({ event }) => event === "repository_dispatch").map(({ statusCode }) => statusCode);
}

describe("a dispatch", () => {
  it("that no flow is called after is answered, and opens nothing", async () => {
    const { one, app } = await running(flows);
    await one.person("bd-lead").dispatch("openwater/leads", "something-else", payload);
    await app.settle();
    expect(answersTo(one)).toEqual([200]);
    expect(titlesOf(one)).toEqual([]);
  });

  it("opens its issues once, keeps only what the flow accepts, and is answered when the parent is there", async () => {
    const { one, app } = await running(flows);
    for (let times = 0; times < 2; times++)
      await one.person("bd-lead").dispatch("openwater/leads", "p1-outage", payload);
    await app.settle();
    expect(answersTo(one)).toEqual([200, 200]);
    expect(titlesOf(one).sort()).toEqual(["Outage: Hub is down", "Report"]);
    expect(one.state()).not.toContain("canary-of-the-payload");
    expect(app.said()).not.toMatch(/canary-of-the-payload|Hub is down/);
  });

  it("from another repository is nobody's", async () => {
    const { one, app } = await running(flows);
    await one.person("bd-lead").dispatch("openwater/support", "p1-outage", payload);
    await app.settle();
    expect(answersTo(one)).toEqual([200]);
    expect(titlesOf(one)).toEqual([]);
  });

  it("is answered 503 while GitHub's limit stands in the way, and done when it is sent again", async () => {
    const { one, app } = await running(flows);
    one.sandbox.faults.onlyTokensOf = ["milepost"];
    one.sandbox.faults.next("secondaryLimit");
    await one.person("bd-lead").dispatch("openwater/leads", "p1-outage", payload);
    await app.settle();
    expect(answersTo(one)).toEqual([503]);
    expect(titlesOf(one)).toEqual([]);
    one.sandbox.clock.advance(7200);
    await one.person("bd-lead").dispatch("openwater/leads", "p1-outage", payload);
    await app.settle();
    expect(answersTo(one)).toEqual([503, 200]);
    expect(titlesOf(one).sort()).toEqual(["Outage: Hub is down", "Report"]);
  });

  it("is answered 503 when it takes too long, and makes no second parent when it is sent again", async () => {
    const { one, app } = await running(flows, { answerWithinSeconds: 0 });
    await one.person("bd-lead").dispatch("openwater/leads", "p1-outage", payload);
    await app.settle();
    expect(answersTo(one)).toEqual([503]);
    await one.person("bd-lead").dispatch("openwater/leads", "p1-outage", payload);
    await app.settle();
    expect(titlesOf(one).sort()).toEqual(["Outage: Hub is down", "Report"]);
  });

  it("calls its webhook once when it was closed as completed, and never when it was not", async () => {
    const calls: (readonly string[])[] = [];
    const outgoingFor = () => ({
      async send(...call: readonly [string, string, string]) {
        calls.push(call);
        return { kind: "applied" } as const;
      },
    });
    const calling = flows.replace(
      "\nflows:",
      '\nwebhooks: { pager: { url: "https://pager.example.org/x", id: incident_id } }\nflows:',
    );
    const { one, app } = await running(`${calling}    on-completed: pager\n`, { outgoingFor, refused: () => [] });
    const person = one.person("bd-lead");
    for (const id of ["INC-7", "INC-8"]) {
      await person.dispatch("openwater/leads", "p1-outage", { ...payload, incident_id: id, title: id });
    }
    await app.settle();
    const outage = (id: string) =>
      [...one.sandbox.store.issues.values()].find(({ title }) => title === `Outage: ${id}`)!;
    await person.close(outage("INC-7"));
    await person.close(outage("INC-8"), "NOT_PLANNED");
    await app.settle();
    expect(calls).toEqual([["pager", "INC-7", expect.stringContaining("INC-7")]]);
    // Neither another look, nor closing it a second time, calls again.
    await person.reopen(outage("INC-7"));
    await person.close(outage("INC-7"));
    await app.settle();
    await app.close();
    one.sandbox.clock.advance(3600);
    await (await one.runApp({ outgoingFor, refused: () => [] })).settle();
    expect(calls).toHaveLength(1);
  });

  it("opens nothing with mode: plan", async () => {
    const { one, app } = await running(flows.replace("mode: apply", "mode: plan"));
    await one.person("bd-lead").dispatch("openwater/leads", "p1-outage", payload);
    await app.settle();
    expect(answersTo(one)).toEqual([200]);
    expect(titlesOf(one)).toEqual([]);
  });
});

describe("recurring work", () => {
  it("is opened by the App at its start, once per period", async () => {
    const { one, app } = await running(recurring);
    expect(titlesOf(one)).toEqual(["Report"]);
    await app.close();
    const before = one.state();
    one.sandbox.clock.advance(3600);
    const again = await one.runApp();
    await again.settle();
    expect(one.state()).toBe(before);
  });

  it("is shown by recur, and opened only with --confirm", async () => {
    const one = await lab(recurring);
    const env = { GITHUB_TOKEN: await one.appToken() };
    const before = one.state();
    const shown = await run("recur billing --org openwater", { one, env, isTTY: true });
    expect(shown.code).toBe(0);
    expect(shown.out).toContain('recurring/billing\n  + label "billing" made in openwater/leads');
    expect(shown.out).toContain('+ issue openwater/leads "Report"');
    expect(shown.out).toContain("Nothing was written; add --confirm to do it.");
    expect(one.state()).toBe(before);
    const done = await run("recur --all --confirm --org openwater", { one, env });
    expect(done.code).toBe(0);
    expect(titlesOf(one)).toEqual(["Report"]);
    one.sandbox.clock.advance(3600);
    const again = await run("recur --all --confirm --org openwater", { one, env });
    expect(JSON.parse(again.out)).toMatchObject({ planned: 0, applied: 0 });
  });

  it("that could not be judged is work left, with the reason", async () => {
    const gone = recurring
      .replace("recurring:", "boards:\n  lost: { project: openwater/99 }\nrecurring:")
      .replace("every: month,", "every: iteration, board: lost,");
    const one = await lab(gone);
    const told = await run("recur --all --confirm --org openwater", {
      one,
      env: { GITHUB_TOKEN: await one.appToken() },
    });
    expect(told.code).toBe(3);
    expect(told.err).toContain("recurring.billing  unread  Nothing was opened: ");
    expect(titlesOf(one)).toEqual([]);
  });

  it.each([
    { why: "none is named", line: "recur --org openwater", says: "Give its name under `recurring`, or --all" },
    { why: "both", line: "recur billing --all --org openwater", says: "not both" },
    { why: "a misspelt one", line: "recur biling --org openwater", says: "Did you mean `billing`?" },
  ])("says what to do when $why", async ({ line, says }) => {
    const one = await lab(recurring);
    const told = await run(line, { one, env: { GITHUB_TOKEN: await one.appToken() } });
    expect(told).toMatchObject({ code: 2, out: "" });
    expect(told.err).toContain(says);
  });
});
