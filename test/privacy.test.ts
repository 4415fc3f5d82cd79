/**
 * Canaries: a word of its own in every private place of a small organisation, a config that gives each of them a way
 * out, and a search of everything that the public, or a log, can see.
 */
import { afterEach, describe, expect, it } from "vitest";
import type { IssueRow } from "../src/sandbox/rows.ts";
import { type Lab, startLab } from "./entry/lab.ts";
import { canary, publicText } from "./support/public-text.ts";

const labs: Lab[] = [];

afterEach(async () => {
  for (const one of labs.splice(0)) await one.close();
});

const config = `version: 1
mode: apply
starts: 2025-01-01
communities: { file: "openwater/vault:communities.yml", accepts: [cluster] }
boards:
  money: { project: openwater/62, fields: { note: Note, ends: Ends } }
repositories:
  leads: { name: openwater/leads, visibility: private }
  support: { name: openwater/support, visibility: public, accepts: [community] }
  rooms: { name: openwater/rooms }
templates: { repository: openwater/.github, path: milepost }
pipelines:
  leads:
    items: { repository: leads, label: lead }
    community: community
    form: form.yml
    board: money
    stages:
      - { id: lead, board: Lead }
      - { id: partner, board: Partner, outcome: won }
    steps:
      - { id: good, at: partner, open: hub.md, repository: support, values: { community: "{{ form.slug }}", secret: "{{ form.secret }}" } }
      - { id: by-value, at: partner, open: leak.md, repository: support, values: { secret: "{{ form.secret }}" } }
      - { id: by-title, at: partner, open: hub.md, repository: support, title: "{{ secret }}", values: { community: "x", secret: "{{ item.title }}" } }
      - { id: by-author, at: partner, open: leak.md, repository: support, values: { secret: "{{ item.author }}" } }
      - { id: by-community, at: partner, open: leak.md, repository: support, values: { secret: "{{ community.cluster }}" } }
      - { id: by-field, at: partner, open: hub.md, repository: support, values: { community: "x" }, board: money, set: { ends: { date: { board: ends } } } }
      - { id: by-text, at: partner, open: hub.md, repository: support, values: { community: "x" }, board: money, set: { note: "{{ form.secret }}" } }
      - { id: inside, at: partner, open: leak.md, repository: rooms, values: { secret: "{{ form.secret }}" } }
      - { id: unread, before: secret, open: hub.md, repository: support, values: { community: "x" } }
      - { id: child-play, at: partner, play: rollout }
  support:
    items: { repository: support, label: support }
    community: community
    form: form.yml
    board: money
    stages:
      - { id: received, board: Lead, label: "stage: received" }
      - { id: solved, board: Partner, outcome: done }
    titles: { pattern: "[{{ community.cluster }}] {{ form.community }}", label: needs-title }
    answers:
      - { when: { filled: community }, board: money, set: { note: "{{ community.cluster }}" } }
    steps:
      - { id: welcome, on: opened, comment: "Welcome, {{ community.name }}." }
      - { id: cluster, on: opened, comment: "You are on {{ community.cluster }}." }
      - { id: price, on: opened, comment: "You pay {{ community.price }}{{ community.contacts }}{{ community.representatives }}." }
      - { id: down, on: opened, open: leak.md, values: { secret: "{{ community.cluster }}" } }
playbooks:
  rollout:
    repository: support
    parent: hub.md
    values: { community: "{{ form.slug }}" }
    children:
      - { id: one, template: hub.md, values: { secret: "{{ form.secret }}" } }
      - { id: two, template: leak.md, values: { secret: "{{ form.secret }}" } }
`;

const template = (title: string, body: string) =>
  `---\nname: A\nabout: A\ntitle: "${title}"\nlabels: ''\nassignees: ''\n---\n\n${body}\n`;

const form = `name: Ask
description: Ask
body:
  - { type: input, id: slug, attributes: { label: Slug } }
  - { type: input, id: secret, attributes: { label: Secret } }
  - { type: input, id: community, attributes: { label: Community } }
  - { type: input, id: more, attributes: { label: More } }
`;

const communities = `communities:
  - slug: estuary
    name: Estuary University
    representatives: [canary-representative]
    contacts: [canary-contact]
    values: { cluster: canary-cluster, price: canary-price }
`;

async function town() {
  const lab = await startLab({ config });
  labs.push(lab);
  const { build, places, sandbox } = lab;
  build.repo("openwater/vault", { visibility: "private", files: { "communities.yml": communities } });
  const rooms = build.repo("openwater/rooms", { visibility: "private" });
  for (const label of ["support", "lead"]) build.label(places.support, label);
  build.label(places.leads, "canary-label");
  lab.push("bd-lead", "openwater/.github", {
    "milepost/hub.md": template("Hub of {{ community }}", "- [ ] Hub"),
    "milepost/form.yml": form,
    "milepost/leak.md": template("Something", "{{ secret }}"),
  });
  const money = build.project("openwater", "canary-board", {
    number: 62,
    memberAccess: "write",
    status: ["Lead", "Partner"],
    fields: { Note: "TEXT", Ends: "DATE" },
  });
  build.org("canary-org", { members: ["canary-login", "canary-mover"] });
  build.team("openwater", "friends", ["bd-lead"]);
  const lead = build.issue(places.leads, {
    title: "canary-title",
    by: "canary-login",
    at: "2026-01-02T09:00:00Z",
    labels: ["lead", "canary-label"],
    body: "### Slug\n\nestuary\n\n### Secret\n\ncanary-body\n\n### Community\n\nestuary",
    on: [money],
  });
  const request = build.issue(places.support, {
    title: "[{{ community }}]",
    by: "rep-estuary",
    at: "2026-01-03T09:00:00Z",
    labels: ["support"],
    body: "### Community\n\nestuary",
    on: [money],
    moves: [{ at: "2026-01-04T09:00:00Z", by: "canary-mover", to: "Lead" }],
  });
  const person = lab.person("bd-lead");
  for (const issue of [lead, request]) await person.setField(issue, money, "Note", "canary-field");
  await person.setField(lead, money, "Ends", "2027-11-13");
  await person.comment(lead, "canary-comment");
  return { lab, lead, request, money, rooms, person, sandbox };
}

type Here = Awaited<ReturnType<typeof town>>;

function openedIn({ sandbox, lab }: Here, name: string): readonly IssueRow[] {
  const repository = sandbox.store.repositoryByName("openwater", name)!;
  return [...sandbox.store.issues.values()].filter(
    (issue) => issue.repository === repository.id && issue.author === lab.app.botId,
  );
}

describe("private words", () => {
  it("stand nowhere in public before anything happened, and are there to be found inside", async () => {
    const here = await town();
    expect(publicText(here.sandbox).match(canary)).toBeNull();
    expect(new Set(JSON.stringify(here.sandbox.snapshot()).match(canary))).toEqual(
      new Set(
        "canary-board canary-body canary-cluster canary-comment canary-contact canary-field canary-label canary-login canary-mover canary-org canary-price canary-representative canary-title".split(
          " ",
        ),
      ),
    );
  });

  it("reach no public issue, comment, title, label or log, whatever way the config gives them", async () => {
    const here = await town();
    const running = await here.lab.runApp();
    await here.person.moveCard(here.lead, here.money, "Partner");
    await running.settle();
    await here.lab.person("rep-estuary").editBody(here.request, "### Community\n\nestuary\n\n### More\n\nText");
    await running.settle();

    const seen = publicText(here.sandbox);
    // What may be said is said, so that the silence means something.
    expect(seen).toContain("Hub of estuary");
    expect(seen).toContain("Welcome, Estuary University.");
    expect(openedIn(here, "rooms").map(({ body }) => body?.match(canary))).toEqual([["canary-body"]]);
    expect(seen.match(canary)).toBeNull();
    expect(seen).not.toContain("2027-11-13");
    expect(openedIn(here, "support").map(({ title }) => title)).toEqual([
      "Hub of estuary",
      "Hub of estuary",
      "Hub of estuary",
    ]);

    expect(running.said().length).toBeGreaterThan(1000);
    expect(running.said().match(canary)).toBeNull();
    const codes = running.results.flatMap(({ plan }) => plan?.problems ?? []).map(({ code }) => code);
    expect(codes).toContain("private-value");
  });

  it("are not written into a place that was made public in between, though no webhook said so", async () => {
    const here = await town();
    const running = await here.lab.runApp();
    here.sandbox.hooks.target(null);
    await here.person.setVisibility("openwater/rooms", "public").catch(() => {});
    here.sandbox.store.repositoryByName("openwater", "rooms")!.visibility = "public";
    here.sandbox.hooks.target(`${running.url}/api/github/webhooks`);
    await here.person.moveCard(here.lead, here.money, "Partner");
    await running.settle();
    expect(openedIn(here, "rooms")).toEqual([]);
    expect(publicText(here.sandbox).match(canary)).toBeNull();
    const outcomes = running.results
      .flatMap(({ done }) => done)
      .filter(({ change }) => change.rule.includes("[inside]"));
    expect(outcomes.map(({ outcome }) => outcome.kind)).toContain("failed");
    expect(running.said().match(canary)).toBeNull();
  });
});
