/**
 * Canaries, by the ways that no step of a pipeline takes: replies to commands, refused moves, gates, overlaps, recurring
 * work for each community, dispatched flows, the check of a proposed config, the attention issue and the log. The board
 * and the communities file are private, the requests are public.
 */
import { afterEach, describe, expect, it } from "vitest";
import { type Lab, startLab } from "./entry/lab.ts";
import { runLine } from "./entry/lab-terminal.ts";
import { canary, publicText } from "./support/public-text.ts";

const labs: Lab[] = [];

afterEach(async () => {
  for (const one of labs.splice(0)) await one.close();
});

const config = `version: 1
mode: apply
starts: 2025-01-01
team: [bd-lead]
communities: { file: "openwater/vault:communities.yml", accepts: [cluster, plan] }
boards:
  money: { project: openwater/62, fields: { note: canary-field-name } }
repositories:
  leads: { name: openwater/leads, visibility: private }
  support: { name: openwater/support, visibility: public }
  rooms: { name: openwater/rooms }
attention: { repository: rooms, label: milepost }
templates: { repository: openwater/.github, path: milepost }
pipelines:
  support:
    items: { repository: support, label: support }
    community: community
    form: form.yml
    board: money
    stages:
      - { id: received, board: canary-column-one, label: "stage: received" }
      - { id: planned, board: canary-column-two, label: "stage: planned" }
      - { id: solved, board: canary-column-three, label: "stage: solved", outcome: done }
    moves: { received: [planned], planned: [solved] }
    illegal-moves: tell
    gates:
      - { id: ready, keeps-out-of: [planned], needs: [{ field: more }], label: not-ready }
    clocks:
      - { id: answer, from: opened, until: response, target: 24h, acknowledge: true }
    overlaps:
      - { id: same, resource: [community], from: { field: from }, to: { field: to }, label: overlap }
recurring:
  check-in: { every: month, in: support, label: check-in, open: hub.md, per-community: {}, values: { community: "{{ community.name }}" } }
  check-up: { every: month, in: support, label: check-up, open: leak.md, per-community: {}, values: { secret: "{{ community.plan }}" } }
  check-out: { every: month, in: support, label: check-out, open: hub.md, per-community: {}, values: { community: "{{ community.slug }}" }, board: money, set: { note: "{{ community.plan }}" } }
flows:
  outage:
    from: support
    key: incident_id
    accepts: [incident_id]
    in: support
    label: outage
    play: { parent: hub.md, values: { community: "{{ payload.incident_id }}" }, children: [] }
  leak:
    from: leads
    key: incident_id
    accepts: [incident_id, secret]
    in: support
    label: outage
    play: { parent: leak.md, values: { secret: "{{ payload.secret }}" }, children: [] }
  leak-down:
    from: leads
    key: incident_id
    accepts: [incident_id, secret]
    in: rooms
    label: outage
    play:
      parent: hub.md
      values: { community: "{{ payload.incident_id }}" }
      children: [{ id: down, template: leak.md, repository: support, values: { secret: "{{ payload.secret }}" } }]
  leak-mark:
    from: leads
    key: secret
    accepts: [secret]
    in: support
    label: outage
    play: { parent: hub.md, values: {}, children: [] }
`;

const template = (title: string, body: string) =>
  `---\nname: A\nabout: A\ntitle: "${title}"\nlabels: ''\nassignees: ''\n---\n\n${body}\n`;

const field = (id: string, label: string) => `  - { type: input, id: ${id}, attributes: { label: ${label} } }\n`;
const form = `name: Ask\ndescription: Ask\nbody:\n${field("community", "Community")}${field("from", "From")}${field("to", "To")}${field("more", "More")}`;
const bodyOf = (more = "") =>
  `### Community\n\nestuary\n\n### From\n\n2026-02-01\n\n### To\n\n2026-02-03\n\n### More\n\n${more || "_No response_"}`;

const communities = `communities:
  - slug: estuary
    name: Estuary University
    representatives: [canary-representative]
    contacts: [canary-contact]
    values: { cluster: canary-cluster, plan: canary-plan, price: canary-price }
`;

async function town(text = config) {
  const lab = await startLab({ config: text });
  labs.push(lab);
  const { build, places, sandbox } = lab;
  build.repo("openwater/vault", { visibility: "private", files: { "communities.yml": communities } });
  const rooms = build.repo("openwater/rooms", { visibility: "private" });
  const labels = ["support", "stage: planned", "not-ready", "overlap", "check-in", "check-up", "outage"];
  for (const label of labels) build.label(places.support, label);
  lab.push("bd-lead", "openwater/.github", {
    "milepost/hub.md": template("Hub of {{ community }}", "- [ ] Hub"),
    "milepost/form.yml": form,
    "milepost/leak.md": template("Something", "{{ secret }}"),
  });
  const columns = ["canary-column-one", "canary-column-two", "canary-column-three"];
  const money = build.project("openwater", "canary-board", {
    number: 62,
    memberAccess: "write",
    status: columns,
    fields: { "canary-field-name": "TEXT" },
  });
  const ask = (by: string, at: string) =>
    build.issue(places.support, { title: "Help", by, at, labels: ["support"], body: bodyOf(), on: [money] });
  const first = ask("rep-estuary", "2026-01-03T09:00:00Z");
  const second = ask("engineer-1", "2026-01-04T09:00:00Z");
  const running = await lab.runApp();
  await running.settle();
  return { lab, sandbox, running, first, second, money, rooms };
}

/** Titles of our issues in the public repository. */
function openedInPublic({ lab, sandbox }: Awaited<ReturnType<typeof town>>): readonly string[] {
  const { places, app } = lab;
  return [...sandbox.store.issues.values()]
    .filter(({ repository, author }) => repository === places.support.id && author === app.botId)
    .map(({ title }) => title)
    .sort();
}

describe("private words, by other ways", () => {
  it("do not stand in what is told of a request at once, nor in its label or its overlap", async () => {
    const here = await town();
    const seen = publicText(here.sandbox);
    // What may be said is said, so that the silence means something.
    expect(seen).toContain("This wants the same as another issue");
    expect(seen).toContain("A person will answer by");
    expect(seen.match(canary)).toBeNull();
  });

  it("do not stand in replies to commands, whoever gives them", async () => {
    const here = await town();
    const says = async (login: string, text: string) => {
      await here.lab.person(login).comment(here.first, text);
      await here.running.settle();
    };
    await here.lab.person("rep-estuary").editBody(here.first, bodyOf("More words"));
    await here.running.settle();
    await here.lab.person("bd-lead").moveCard(here.first, here.money, "canary-column-two");
    await here.running.settle();
    for (const text of ["/why", "/help", "/approve", "/stage solved"]) await says("rep-estuary", text);
    for (const text of ["/stage received", "/stage canary", "/stage", "/hold", "/why", "/resume", "/waiting", "/why"]) {
      await says("bd-lead", text);
    }
    const seen = publicText(here.sandbox).replaceAll("/stage canary", "").replaceAll('"canary"', "");
    expect(seen).toMatch(/This cannot move to \*\*received\*\* yet: from \*\*planned\*\* it can go to \*\*solved\*\*/);
    expect(seen).toContain("There is no stage");
    expect(seen.match(canary)).toBeNull();
  });

  it("do not stand in what is told of a refused move, a gate or a closed door", async () => {
    const here = await town();
    const person = here.lab.person("bd-lead");
    await person.moveCard(here.first, here.money, "canary-column-three");
    await here.running.settle();
    await person.moveCard(here.second, here.money, "canary-column-two");
    await here.running.settle();
    await person.setField(here.second, here.money, "canary-field-name", "canary-field");
    await here.lab.person("engineer-1").editBody(here.second, bodyOf("More words"));
    await here.running.settle();
    const seen = publicText(here.sandbox);
    expect(seen).toContain("This cannot move to **solved** yet");
    expect(here.lab.labelsOf(here.first)).toContain("needs-stage-fix");
    expect(seen.match(canary)).toBeNull();
  });

  it("do not come with recurring work, nor with what is dispatched from a private place", async () => {
    const here = await town();
    expect(openedInPublic(here)).toEqual(["Hub of Estuary University"]);
    const person = here.lab.person("bd-lead");
    const noise = { secret: "canary-payload", title: "canary-noise" };
    await person.dispatch("openwater/support", "outage", { ...noise, incident_id: "INC-7" });
    for (const type of ["leak", "leak-mark", "leak-down"])
      await person.dispatch("openwater/leads", type, { ...noise, incident_id: "INC-8" });
    await here.running.settle();
    expect(openedInPublic(here)).toEqual(["Hub of Estuary University", "Hub of INC-7"]);
    const inside = [...here.sandbox.store.issues.values()].filter(({ repository }) => repository === here.rooms.id);
    expect(inside.map(({ title }) => title)).toContain("Hub of INC-8");
    expect(publicText(here.sandbox).match(canary)).toBeNull();
    expect(here.running.said().match(canary)).toBeNull();
  });

  it("do not stand in the check of a proposed config, in the log, or in what a command line prints", async () => {
    const here = await town();
    const files = { ".github/milepost.yml": config.replace("stages:", "stagess:") };
    await here.lab.person("bd-lead").openPullRequest("openwater/.github", { title: "Other", branch: "other", files });
    await here.running.settle();
    expect([...here.sandbox.store.checks.values()]).toHaveLength(1);
    expect(publicText(here.sandbox).match(canary)).toBeNull();
    // Names that the config itself writes down may be told to who may read it; values may not.
    const said = here.running.said().replaceAll(/canary-(column-(one|two|three)|field-name)/g, "");
    expect(said.length).toBeGreaterThan(1000);
    expect(said.match(canary)).toBeNull();
    const env = { GITHUB_TOKEN: await here.lab.appToken() };
    for (const line of ["plan --all --org openwater", "recur --all --org openwater", "doctor --org openwater"]) {
      const { out, err } = await runLine(line, { one: here.lab, env, isTTY: true });
      expect(`${out}${err}`.length).toBeGreaterThan(50);
      expect(`${out}${err}`.match(/canary-(plan|price|contact|cluster)/g)).toBeNull();
    }
  });

  it("are told of, by the config's own names only, in the private issue that asks for attention", async () => {
    const here = await town();
    const issues = [...here.sandbox.store.issues.values()].filter(({ repository }) => repository === here.rooms.id);
    expect(issues.map(({ title }) => title)).toEqual(["Milepost needs attention"]);
    expect(issues[0]!.body).toContain("`recurring.check-up.values.secret`: secret would go from the communities file");
    expect(issues[0]!.body!.match(/canary-(plan|price|contact|cluster|representative)/g)).toBeNull();
  });
});
