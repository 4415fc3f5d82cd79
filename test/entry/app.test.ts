import { afterEach, describe, expect, it } from "vitest";
import { readManifest } from "../../src/entry/manifest.ts";
import { boardConfig, type Lab, type LabOptions, labelConfig, startLab } from "./lab.ts";
import { runLine } from "./lab-terminal.ts";

const labs: Lab[] = [];

async function lab(options: LabOptions = {}): Promise<Lab> {
  const made = await startLab(options);
  labs.push(made);
  return made;
}

afterEach(async () => {
  for (const one of labs.splice(0)) await one.close();
});

/** A lead as bd-lead opens it, with its card in the first column. */
async function openLead({ person, places }: Lab, title = "Estuary Institute") {
  const lead = await person("bd-lead").openIssue("openwater/leads", { title, labels: ["lead"] });
  await person("bd-lead").addToBoard(lead, places.board);
  await person("bd-lead").moveCard(lead, places.board, "Lead");
  return lead;
}

describe("the App", () => {
  it("writes nothing where there is nothing to do, and asks little", async () => {
    const one = await lab();
    const before = one.state();
    await one.runApp();
    expect(one.state()).toBe(before);
    expect(one.sandbox.meter.of("milepost")).toMatchObject({
      graphqlMutationDocuments: 0,
      restWrites: 0,
      creations: 0,
    });
  });

  it("lets the label follow a card that a person moves", async () => {
    const one = await lab();
    const app = await one.runApp();
    const lead = await openLead(one);
    await app.settle();
    expect(one.labelsOf(lead)).toEqual(["lead", "stage: lead"]);
    await one.person("bd-lead").moveCard(lead, one.places.board, "Partner");
    await app.settle();
    expect(one.labelsOf(lead)).toEqual(["lead", "stage: partner"]);
  });

  it("spends one read and one write on a board move, and one read and no write on each event of its own", async () => {
    const one = await lab({ config: boardConfig.replace("    stages:", "    status-comment: false\n    stages:") });
    const app = await one.runApp();
    const lead = await openLead(one);
    await app.settle();
    one.sandbox.meter.reset();
    const heard = one.sandbox.hooks.log.length;
    await one.person("bd-lead").moveCard(lead, one.places.board, "Partner");
    await app.settle();
    const events = one.sandbox.hooks.log.length - heard;
    const { graphqlQueries, graphqlMutationDocuments, restReads, restWrites } = one.sandbox.meter.of("milepost");
    expect({ graphqlMutationDocuments, restReads, restWrites }).toEqual({
      graphqlMutationDocuments: 1,
      restReads: 0,
      restWrites: 0,
    });
    expect(graphqlQueries).toBeLessThanOrEqual(events);
    expect(graphqlQueries).toBeGreaterThan(0);
  });

  it("catches up at start with what happened while it was down", async () => {
    const one = await lab();
    const lead = await openLead(one);
    await one.person("bd-lead").moveCard(lead, one.places.board, "Partner");
    await one.runApp();
    expect(one.labelsOf(lead)).toEqual(["lead", "stage: partner"]);
  });

  it("only plans with mode: plan", async () => {
    const one = await lab({ config: boardConfig.replace("mode: apply", "mode: plan") });
    const lead = await openLead(one);
    const before = one.state();
    const app = await one.runApp();
    await one.person("bd-lead").comment(lead, "hello");
    const after = one.state();
    await app.settle();
    expect(one.state()).toBe(after);
    expect(after).not.toBe(before);
    expect(app.said()).toContain("planned, and not done: mode is plan");
    expect(app.said()).not.toContain("a change was not made");
  });

  it.each([
    { why: "there is no config", config: null, says: "config-missing" },
    { why: "the config is no YAML", config: "version: 1\n  mode: [", says: "openwater/.github:.github/milepost.yml:" },
    {
      why: "the config has an unknown key",
      config: `${boardConfig}stagess: 1\n`,
      says: "openwater/.github:.github/milepost.yml:16:1",
    },
  ])("says where and writes nothing when $why", async ({ config, says }) => {
    const one = await lab({ config });
    const lead = await openLead(one);
    const before = one.state();
    const app = await one.runApp();
    await app.settle();
    expect(app.said()).toContain(says);
    expect(one.state()).toBe(before);
    expect(one.labelsOf(lead)).toEqual(["lead"]);
  });

  it("takes up a config as soon as it is pushed", async () => {
    const one = await lab({ config: null });
    const lead = await openLead(one);
    const app = await one.runApp();
    one.push("bd-lead", "openwater/.github", { ".github/milepost.yml": boardConfig });
    await app.settle();
    expect(one.labelsOf(lead)).toEqual(["lead", "stage: lead"]);
  });

  it("names the missing column of a board, once, and keeps the process and everything else going", async () => {
    const one = await lab({ columns: ["Lead", "Something else"] });
    const lead = await openLead(one);
    const app = await one.runApp();
    await one.person("bd-lead").label(lead, "stage: partner");
    await app.settle();
    await one.person("bd-lead").comment(lead, "is it stuck?");
    await app.settle();
    const said = app.lines.filter((line) => line.includes("a problem"));
    expect(said).toHaveLength(1);
    expect(said[0]).toContain("Partner");
    expect(one.labelsOf(lead)).toEqual(["lead", "stage: partner"]);
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  });

  it("leaves pull requests alone, also on its board and with its labels", async () => {
    const one = await lab();
    const pull = one.build.issue(one.places.leads, {
      title: "A change",
      by: "engineer-1",
      at: "2026-01-02T09:00:00Z",
      labels: ["lead"],
      isPullRequest: true,
      on: [one.places.board],
    });
    const app = await one.runApp();
    await one.person("bd-lead").comment(pull, "hello");
    const before = one.state();
    await app.settle();
    expect(one.state()).toBe(before);
  });

  it("works on an item whose author, and whose last mover, are deleted accounts", async () => {
    const one = await lab();
    const app = await one.runApp();
    const lead = await openLead(one);
    one.build.user("gone-soon");
    const ghost = one.build.issue(one.places.leads, {
      title: "From nobody",
      by: "rep-estuary",
      at: "2026-01-03T09:00:00Z",
      labels: ["lead"],
      on: [one.places.board],
      moves: [{ at: "2026-01-04T09:00:00Z", by: "engineer-1", to: "Partner" }],
    });
    for (const login of ["rep-estuary", "engineer-1"]) one.sandbox.store.accountByLogin(login)!.deleted = true;
    await one.person("bd-lead").comment(ghost, "who wrote this?");
    await app.settle();
    expect(one.labelsOf(ghost)).toContain("stage: partner");
    expect(one.labelsOf(lead)).toContain("stage: lead");
  });

  it("gives in to another program after three times, and says so once", async () => {
    const moves = "    illegal-moves: undo\n    moves: { lead: [talks], talks: [partner], partner: [lead] }\n";
    const talks = '      - { id: talks, board: Talks, label: "stage: talks" }\n';
    const config = boardConfig
      .replace("    stages:\n", `${moves}    stages:\n`)
      .replace("      - { id: partner", `${talks}      - { id: partner`);
    const one = await lab({ config, columns: ["Lead", "Talks", "Partner"] });
    const app = await one.runApp();
    const lead = await openLead(one);
    await app.settle();
    const machine = one.person("engineer-1");
    for (let round = 0; round < 6; round += 1) {
      one.sandbox.clock.advance(20);
      if (round > 0 && one.columnOf(lead) === "Partner") continue;
      await machine.moveCard(lead, one.places.board, "Partner");
      await app.settle();
    }
    expect(one.columnOf(lead)).toBe("Partner");
    const comments = one.sandbox.store.commentsOf(lead.id).map(({ body }) => body);
    expect(comments.filter((body) => body.includes("To stop the to and fro"))).toHaveLength(1);
    one.sandbox.meter.reset();
    one.sandbox.clock.advance(600);
    await one.person("bd-lead").comment(lead, "What is this?");
    await app.settle();
    expect(one.sandbox.meter.of("milepost").graphqlMutationDocuments).toBe(0);
  });

  it("keeps what waits for one organisation's limit where it is seen, and goes on for the others", async () => {
    const one = await lab();
    one.build.org("deepwater", { owners: ["rep-estuary"] });
    const files = { ".github/milepost.yml": labelConfig.replaceAll("openwater", "deepwater") };
    one.build.repo("deepwater/.github", { files });
    one.build.repo("deepwater/support", { labels: ["stage: received", "stage: solved"] });
    one.sandbox.installApp({ slug: "milepost", org: "deepwater", webhookSecret: "s".repeat(32), ...readManifest() });
    const app = await one.runApp();
    one.sandbox.faults.secondaryForms = ["429+retry-after"];
    one.sandbox.faults.onlyTokensOf = ["milepost"];
    one.sandbox.faults.next("secondaryLimit");
    const lead = await openLead(one);
    await app.settle();
    expect(one.labelsOf(lead)).toEqual(["lead"]);
    expect(await (await fetch(`${app.url}/healthz`)).json()).toMatchObject({ installations: 2, limited: 1, later: 1 });
    expect(app.said().match(/GitHub's limit is reached; nothing is asked here before then/g)).toHaveLength(1);
    const env = { APP_ID: String(one.app.id), PRIVATE_KEY: one.app.privateKey };
    const told = await runLine(`doctor --org deepwater --app ${app.url}`, { one, env, isTTY: true });
    expect(told.out).toContain(
      "1 for later, 0 parked. GitHub's limit keeps 1 installation waiting; what waits is kept.",
    );
    const asked = await one.person("rep-estuary").openIssue("deepwater/support", { title: "Sign-in fails" });
    await app.settle();
    expect(one.labelsOf(asked)).toEqual(["stage: received"]);
    expect(one.labelsOf(lead)).toEqual(["lead"]);
    one.sandbox.clock.advance(3600);
    await one.person("bd-lead").comment(lead, "Any news?");
    await app.settle();
    expect(one.labelsOf(lead)).toEqual(["lead", "stage: lead"]);
    expect(await (await fetch(`${app.url}/healthz`)).json()).toMatchObject({ limited: 0 });
  });

  it("asks nothing more where it was removed, and comes back when it is installed again", async () => {
    const one = await lab();
    const app = await one.runApp();
    const health = async () => (await fetch(`${app.url}/healthz`)).json();
    expect(await health()).toMatchObject({ installations: 1 });
    one.sandbox.meter.reset();
    await sendSigned(one, app.url, "installation", { action: "deleted", installation: { id: one.app.installationId } });
    await app.idle();
    expect(await health()).toMatchObject({ installations: 0 });
    expect(one.sandbox.meter.of("milepost").requests).toBe(0);
    const lead = await openLead(one);
    await app.settle();
    expect(one.labelsOf(lead)).toEqual(["lead", "stage: lead"]);
  });

  it("keeps titles, bodies, keys and tokens out of the log at every level while it works", async () => {
    const one = await lab();
    const app = await one.runApp();
    const lead = await openLead(one, "Estuary wants 40 hubs");
    await one.person("bd-lead").comment(lead, "their budget is 90000 dollars");
    await one.person("bd-lead").moveCard(lead, one.places.board, "Partner");
    await app.settle();
    expect(app.said()).toContain("did what was planned");
    for (const word of ["40 hubs", "90000", "PRIVATE KEY", "ghs_", "eyJ", one.app.webhookSecret]) {
      expect(app.said()).not.toContain(word);
    }
  });

  it("finishes what runs when it is closed, and takes nothing more", async () => {
    const one = await lab();
    const app = await one.runApp();
    const lead = await openLead(one);
    await one.sandbox.hooks.flush();
    await app.close();
    const labels = one.labelsOf(lead);
    const before = one.state();
    await app.idle();
    expect(one.state()).toBe(before);
    expect([["lead"], ["lead", "stage: lead"]]).toContainEqual(labels);
    await expect(fetch(`${app.url}/healthz`)).rejects.toThrow();
  });
});

async function sendSigned({ app }: Lab, url: string, name: string, payload: object): Promise<void> {
  const { createHmac } = await import("node:crypto");
  const body = JSON.stringify(payload);
  const response = await fetch(`${url}/api/github/webhooks`, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "x-github-event": name,
      "x-github-delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958",
      "x-hub-signature-256": `sha256=${createHmac("sha256", app.webhookSecret).update(body).digest("hex")}`,
    },
  });
  expect(response.status).toBe(200);
}
