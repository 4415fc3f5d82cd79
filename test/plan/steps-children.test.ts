import { describe, expect, it } from "vitest";
import { readMarker, renderMarker } from "../../src/content/markers.ts";
import type { Change, CreateIssue } from "../../src/model/change.ts";
import type { FieldSetting } from "../../src/model/condition.ts";
import type { Playbook, Step } from "../../src/model/pipeline.ts";
import type { Item, Repository, World } from "../../src/model/snapshot.ts";
import { plan } from "../../src/plan/plan.ts";
import {
  configWith,
  contractStep,
  issue,
  july,
  known,
  linked,
  onboarding,
  subIssue,
  templates,
  unknown,
  world,
  worldWhereInfrastructureIs,
} from "../support/builders.ts";

const step: Step = {
  id: "play",
  trigger: { kind: "opened" },
  when: null,
  after: [],
  values: {},
  kind: "play",
  playbook: "onboarding",
};
const [phase1, phase2] = onboarding.children as [Playbook["children"][0], Playbook["children"][0]];

interface Asked {
  readonly children?: Playbook["children"];
  readonly parent?: Partial<Playbook["parent"]>;
  readonly values?: Playbook["values"];
  readonly steps?: readonly Step[];
  readonly world?: World;
  readonly community?: string;
  readonly accepts?: readonly string[];
}

const communities = { owner: "openwater", repo: ".github", path: "communities.yml", accepts: ["cluster"] };

function planned(item: Item, asked: Asked = {}) {
  const { children = onboarding.children, parent = {}, values = onboarding.values, steps = [step] } = asked;
  const playbook = { ...onboarding, values, children, parent: { ...onboarding.parent, ...parent } };
  const infrastructure = { owner: "openwater", name: "infrastructure", visibility: null };
  const usual = configWith();
  const config = configWith({
    playbooks: { onboarding: playbook },
    communities,
    repositories: { ...usual.repositories, infrastructure: { ...infrastructure, accepts: asked.accepts ?? [] } },
    pipeline: { steps, community: asked.community ?? null, items: { repository: "leads", label: null } },
  });
  return plan({ item, world: asked.world ?? world() }, config, july(28));
}

const made = (changes: readonly Change[]) => changes.filter((one): one is CreateIssue => one.kind === "create-issue");
const ids = (changes: readonly Change[]) =>
  made(changes).map(({ key }) => key.replace("leads/I_7/play/1", "") || "parent");
const below = (id: string, more: Parameters<typeof linked>[2] = {}) =>
  linked(id === "phase-1" ? 21 : 22, renderMarker({ kind: "issue", key: `leads/I_7/play/1/${id}`, extra: {} }), more);

/** An item whose playbook's parent is there, with these below it. */
function playedWith(...children: readonly ReturnType<typeof linked>[]): Item {
  const parent = subIssue(20, renderMarker({ kind: "issue", key: "leads/I_7/play/1", extra: {} }), {
    subIssues: known(children),
  });
  return issue({ subIssues: known([parent]) });
}

describe("children of a playbook", () => {
  it("are left alone where they are all there", () => {
    expect(planned(playedWith(below("phase-1"), below("phase-2"))).changes).toEqual([]);
  });

  const dedicated = { kind: "answer", field: "cluster", is: ["dedicated"] } as const;
  const inOrder = [phase1, { ...phase2, after: ["phase-1"] }];
  const skipping = [
    { ...phase1, when: dedicated },
    { ...phase2, after: ["phase-1"] },
  ];
  const rows: readonly { why: string; item: Item; children: Playbook["children"]; opens: readonly string[] }[] = [
    { why: "a child waits for the one before", item: issue(), children: inOrder, opens: ["parent", "/phase-1"] },
    { why: "it is still open", item: playedWith(below("phase-1")), children: inOrder, opens: [] },
    {
      why: "it was closed as not planned, which unblocks",
      item: playedWith(below("phase-1", { state: "closed", stateReason: "not-planned" })),
      children: inOrder,
      opens: ["/phase-2"],
    },
    {
      why: "a shared cluster skips phase 1, so nothing waits for it",
      item: issue({ body: "### Cluster\n\nshared" }),
      children: skipping,
      opens: ["parent", "/phase-2"],
    },
    {
      why: "a dedicated one does not",
      item: issue({ body: "### Cluster\n\nDedicated" }),
      children: skipping,
      opens: ["parent", "/phase-1"],
    },
    {
      why: "a value that is handed down can be asked for",
      item: issue(),
      children: [
        { ...phase1, when: { kind: "value", name: "phase", is: ["1"] } },
        { ...phase2, when: { kind: "value", name: "phase", is: ["1"] } },
      ],
      opens: ["parent", "/phase-1"],
    },
    {
      why: "it is unknown whether the condition holds",
      item: issue({ labels: unknown() }),
      children: [{ ...phase1, when: { kind: "label", label: "x" } }],
      opens: ["parent"],
    },
  ];
  it.each(rows)("open when their turn has come: $why", ({ item, children, opens, why }) => {
    expect(ids(planned(item, { children }).changes), why).toEqual(opens);
  });

  it("that are there stay untouched when their template is deleted; new ones wait, with the reason", () => {
    const { "phase-2.md": _, ...others } = templates;
    const files = Object.fromEntries(Object.entries(others).map(([path, text]) => [path, known(text)]));
    const without = world({ templates: { ...files, "phase-2.md": known(null) } });
    expect(planned(playedWith(below("phase-1"), below("phase-2")), { world: without })).toMatchObject({
      changes: [],
      problems: [],
    });
    const waiting = planned(playedWith(below("phase-1")), { world: without });
    expect(waiting.changes).toEqual([]);
    expect(waiting.problems).toMatchObject([{ code: "template-missing", where: "phase-2.md", severity: "error" }]);
  });
});

const fromDate = (days: number): FieldSetting => ({
  field: "ends",
  value: { kind: "from-date", date: { kind: "answer", field: "due" }, days },
  own: false,
});
const text = (words: string): FieldSetting => ({ field: "points", value: { kind: "text", text: words }, own: false });
const due = issue({ body: "### Due\n\n2026-03-31\n\n### Size\n\n5" });

describe("fields that depend on the item", () => {
  it("are not kept where the config says all by itself", () => {
    const fields: FieldSetting[] = [
      text("5"),
      { field: "iteration", value: { kind: "current-iteration" }, own: false },
    ];
    const [parent] = made(planned(due, { parent: { fields } }).changes);
    expect(readMarker(parent!.body)?.extra).toEqual({});
  });

  it("are worked out when the issue is made, and kept in its marker: a proposal that is planned back from its date", () => {
    const children = [{ ...phase1, fields: [fromDate(-30), text("{{ form.size }}")] }];
    const [parent, child] = made(planned(due, { children, parent: { fields: [fromDate(0)] } }).changes);
    expect(readMarker(parent!.body)?.extra).toEqual({ "set.ends": "2026-03-31" });
    expect(readMarker(child!.body)?.extra).toEqual({ "set.ends": "2026-03-01", "set.points": "5" });
  });

  it("are left out where the item has no such date, and that is said", () => {
    const { changes, notes } = planned(issue(), { parent: { fields: [fromDate(0)] } });
    expect(readMarker(made(changes)[0]!.body)?.extra).toEqual({});
    expect(notes).toContain("playbooks.onboarding.parent opens without ends: there is no date to count from.");
  });

  it.each([
    { accepts: ["community"], opens: [], why: "the place does not accept the field" },
    { accepts: ["community", "ends"], opens: ["parent"], why: "the place accepts it" },
  ])("stay out of a more public place unless it accepts them: $why", ({ accepts, opens, why }) => {
    const asked = {
      accepts,
      children: [],
      parent: { fields: [fromDate(0)] },
      world: worldWhereInfrastructureIs("public"),
    };
    expect(ids(planned(due, asked).changes), why).toEqual(opens);
  });
});

describe("what is known of the item's community", () => {
  const file = [
    "communities:",
    "  - slug: estuary",
    "    name: Estuary University",
    "    representatives: [rep-estuary]",
    "    contacts: [who@estuary.example]",
    "    values: { cluster: deep-blue, price: '9000' }",
  ].join("\n");
  const asks = issue({ body: "### Community\n\nEstuary university" });
  const values = { community: "{{ community.name }} on {{ community.cluster }}" };
  const inWorld = (visibility: Repository["visibility"] = "private") => ({
    ...worldWhereInfrastructureIs(visibility),
    communities: known(file),
  });
  const titleWith = (asked: Asked) =>
    made(planned(asks, { children: [], community: "community", world: inWorld(), ...asked }).changes)[0]?.title;

  it("is handed down by slug, name and accepted values", () => {
    expect(titleWith({ values })).toBe("Onboard Estuary University on deep-blue");
  });

  const kept = [
    "community.price",
    "community.representatives",
    "community.contacts",
    "community.names",
    "community.values",
  ];
  it.each(kept)("never says {{ %s }}", (path) => {
    const found = planned(asks, {
      children: [],
      community: "community",
      world: inWorld(),
      values: { community: `{{ ${path} }}` },
    });
    expect(JSON.stringify(found)).not.toMatch(/9000|rep-estuary|who@estuary/);
  });

  it("opens nothing while the file cannot be read, and needs it for nothing else", () => {
    const there = { ...inWorld(), communities: unknown("GitHub did not answer") };
    expect(titleWith({ values, world: there })).toBeUndefined();
    expect(titleWith({ values: { community: "{{ item.title }}" }, world: there })).toBe("Onboard Estuary University");
  });

  const publicly: readonly { why: string; text: string; accepts: readonly string[]; said: boolean }[] = [
    { why: "the name may stand anywhere", text: "Welcome, {{ community.name }}.", accepts: [], said: true },
    { why: "a value of the private file is not listed", text: "On {{ community.cluster }}.", accepts: [], said: false },
    { why: "it is listed", text: "On {{ community.cluster }}.", accepts: ["cluster"], said: true },
    { why: "in brackets it is the same", text: '{{ community["cluster"] }}', accepts: [], said: false },
    { why: "asking for it tells of it", text: "{% if community.cluster %}yes{% endif %}", accepts: [], said: false },
    { why: "all of it at once", text: "{% assign c = community %}{{ c.cluster }}", accepts: [], said: false },
    {
      why: "a field of the form that is called so is the item's own",
      text: "{{ form.community }}",
      accepts: [],
      said: true,
    },
  ];
  it.each(publicly)(
    "is said on a public issue only when the place accepts it: $why",
    ({ text: words, accepts, said, why }) => {
      const steps: Step[] = [{ ...step, kind: "comment", text: words, mention: [] } as Step];
      const usual = configWith();
      const config = configWith({
        communities,
        repositories: {
          ...usual.repositories,
          leads: { owner: "openwater", name: "leads", visibility: null, accepts },
        },
        pipeline: { steps, community: "community" },
      });
      const item = { ...asks, visibility: "public" as const };
      const { changes, problems } = plan({ item, world: inWorld() }, config, july(28));
      expect(
        changes.map(({ kind }) => kind),
        why,
      ).toEqual(said ? ["add-comment"] : []);
      expect(
        problems.map(({ code }) => code),
        why,
      ).toEqual(said ? [] : ["private-value"]);
    },
  );

  it("goes from a public issue into a public place only when the place accepts it, and into a private one", () => {
    const item = { ...asks, visibility: "public" as const };
    const look = (visibility: Repository["visibility"], accepts: readonly string[]) =>
      ids(planned(item, { children: [], community: "community", values, accepts, world: inWorld(visibility) }).changes);
    expect(look("public", [])).toEqual([]);
    expect(look("public", ["community"])).toEqual(["parent"]);
    expect(look("private", [])).toEqual(["parent"]);
  });
});

describe("an issue that holds what not everybody may read", () => {
  const openHere: Step = {
    ...contractStep,
    trigger: { kind: "opened" },
    repository: "infrastructure",
    values: { community: "x" },
  };
  it.each([
    { from: "private", to: "private", onlyWhile: "private", why: "it would leak if the place were made public" },
    { from: "private", to: "internal", onlyWhile: "internal", why: "what it accepts was accepted for inside" },
    { from: "private", to: "public", onlyWhile: undefined, why: "nothing is more public than that" },
    { from: "public", to: "private", onlyWhile: undefined, why: "it holds nothing that is not public" },
  ] as const)("names the place's visibility it was planned for: $from to $to, $why", ({ from, to, onlyWhile, why }) => {
    const asked = { steps: [openHere], accepts: ["community"], world: worldWhereInfrastructureIs(to) };
    const [opening] = made(planned(issue({ visibility: from }), asked).changes);
    expect(opening, why).toBeDefined();
    expect(opening!.onlyWhile, why).toBe(onlyWhile);
  });
});
