import { describe, expect, it } from "vitest";
import type { Config } from "../../src/config/config.ts";
import { readMarker, renderMarker, stripMarkers } from "../../src/content/markers.ts";
import type { Change, CreateIssue } from "../../src/model/change.ts";
import type { Pipeline } from "../../src/model/pipeline.ts";
import type { Item, Repository, World } from "../../src/model/snapshot.ts";
import type { Instant } from "../../src/model/time.ts";
import { plan } from "../../src/plan/plan.ts";
import { changeText } from "../../src/plan/render.ts";
import {
  bdLead,
  comment,
  configWith,
  contractStep,
  engineer,
  issue,
  july,
  known,
  linked,
  milepost,
  onboarding,
  onboardingStep,
  opened,
  settledIn,
  subIssue,
  templates,
  toPartner,
  toProspect,
  unknown,
  world,
  worldWhereInfrastructureIs,
} from "../support/builders.ts";

interface Asked {
  readonly pipeline?: Partial<Pipeline>;
  readonly config?: Partial<Config>;
  readonly world?: World;
  readonly now?: Instant;
}

function planned(item: Item, { pipeline, config, world: there, now }: Asked = {}) {
  const steps = { steps: [contractStep, onboardingStep], ...pipeline };
  return plan({ item, world: there ?? world() }, configWith({ ...config, pipeline: steps }), now ?? july(28));
}

function words(item: Item, asked?: Asked): readonly string[] {
  return planned(item, asked).changes.map(changeText);
}

function issues(changes: readonly Change[]): readonly CreateIssue[] {
  return changes.filter((change) => change.kind === "create-issue");
}

const contractKey = "leads/I_7/draft-contract/1";
const parentKey = "leads/I_7/onboarding/1";

function body(key: string, kind: "issue" | "note" = "issue"): string {
  return `- [ ] Draft\n\n${renderMarker({ kind, key, extra: {} })}`;
}

function statusWith(done: readonly string[], author = milepost) {
  const marker = { kind: "status" as const, key: "status/leads/I_7", extra: { first: "I_7", done } };
  return comment(`Where this stands.\n\n${renderMarker(marker)}`, july(18), { author });
}

const inProspect = settledIn(toProspect);
const contract = subIssue(12, body(contractKey), { repo: "leads" });
/** An item in Partner whose earlier step is settled, so that only the playbook is at stake. */
const inPartner = settledIn(toPartner, { subIssues: known([contract]) });

function inPartnerWith(...more: readonly ReturnType<typeof subIssue>[]): Item {
  return settledIn(toPartner, { subIssues: known([contract, ...more]) });
}

describe("a step that opens an issue", () => {
  it("opens nothing in a stage without steps", () => {
    expect(words(issue())).toEqual([]);
  });

  it("opens it as a sub-issue, from its template, with its key in a marker", () => {
    const [opening, ...others] = planned(inProspect).changes;
    expect(others).toEqual([]);
    expect(opening).toMatchObject({
      kind: "create-issue",
      key: contractKey,
      repository: "R_leads",
      repositoryName: "openwater/leads",
      title: "Draft the contract of Estuary University",
      labels: [],
      assignees: [],
      parent: { kind: "issue", id: "I_7" },
      projects: [],
      rule: "pipelines.leads.steps[draft-contract]",
      fact: "bd-lead moved the card to Prospect at 2025-07-18T09:00:00Z",
    });
    const made = (opening as CreateIssue).body;
    expect(readMarker(made)).toEqual({ kind: "issue", key: contractKey, extra: {} });
    expect(stripMarkers(made)).toBe("- [ ] Draft\n- [ ] Review");
  });

  it("adds the step's labels, assignees and board, and makes a missing label first", () => {
    const step = {
      ...contractStep,
      labels: ["contract", "Lead", "Contract"],
      assignees: ["rep-estuary"],
      board: "partnerships",
    };
    const { changes } = planned(inProspect, { pipeline: { steps: [step] } });
    expect(changes.map(changeText)).toEqual([
      '+ label "contract" made in openwater/leads',
      '+ issue openwater/leads "Draft the contract of Estuary University"',
    ]);
    expect(issues(changes)[0]).toMatchObject({
      labels: [
        { name: "contract", label: null },
        { name: "Lead", label: "LA_leads_lead" },
      ],
      assignees: ["rep-estuary"],
      projects: ["PVT_partnerships"],
    });
  });

  it("opens again for a second stay, under another key", () => {
    const again = settledIn([...toPartner, ["Prospect", july(27)]], { subIssues: known([contract]) });
    const keys = issues(planned(again, { pipeline: { steps: [contractStep] } }).changes).map(({ key }) => key);
    expect(keys).toEqual(["leads/I_7/draft-contract/2"]);
  });

  it("opens for a stay that is over, if it was missed then", () => {
    const lost = settledIn([...toProspect, ["Lost", july(18, "09:00:04")]]);
    expect(words(lost)).toEqual(['+ issue openwater/leads "Draft the contract of Estuary University"']);
  });

  const found: readonly { why: string; item: Item }[] = [
    { why: "it is there", item: { ...inProspect, subIssues: known([contract]) } },
    {
      why: "it is there and closed",
      item: { ...inProspect, subIssues: known([{ ...contract, state: "closed", stateReason: "completed" }]) },
    },
    {
      why: "a person detached it: it exists",
      item: {
        ...inProspect,
        history: known([
          opened(),
          { kind: "sub-issue-added", id: "S_1", at: july(18), actor: milepost, issue: linked(12, body(contractKey)) },
        ]),
      },
    },
    {
      why: "a person deleted it, and the status comment remembers it",
      item: { ...inProspect, ownComments: known([statusWith([contractKey])]) },
    },
    {
      why: "it was deleted before anything could remember it: something of ours is missing, and it may be this",
      item: {
        ...inProspect,
        history: known([opened(), { kind: "sub-issue-added", id: "S_1", at: july(18), actor: milepost, issue: null }]),
      },
    },
    { why: "sub-issues could not be read", item: { ...inProspect, subIssues: unknown() } },
    { why: "our comments could not be read", item: { ...inProspect, ownComments: unknown() } },
    {
      why: "board events are unknown, so stays may be miscounted",
      item: { ...inProspect, boardHistory: unknown() },
    },
    {
      why: "ruling 14: it is not known when the stay began, because the history before a transfer cannot be read",
      item: {
        ...inProspect,
        history: known([opened(), { kind: "transferred", id: "T_1", at: july(20), actor: bdLead, from: null }]),
      },
    },
  ];
  it.each(found)("opens nothing when $why", ({ item, why }) => {
    expect(issues(planned(item).changes), why).toEqual([]);
    expect(
      planned(item).changes.filter(({ kind }) => kind === "close-as-duplicate"),
      why,
    ).toEqual([]);
  });

  it("says that board events are unknown, rather than that a moment is", () => {
    const { notes } = planned({ ...inProspect, boardHistory: unknown("the token may not see the board") });
    expect(notes.at(-1)).toContain("the token may not see the board, so the stays in stages may be miscounted");
  });

  const missing: readonly { why: string; item: Item }[] = [
    {
      why: "a marker that somebody else wrote is text (ruling 11)",
      item: { ...inProspect, subIssues: known([{ ...contract, author: engineer }]) },
    },
    {
      why: "a status comment that somebody else wrote remembers nothing",
      item: { ...inProspect, ownComments: known([statusWith([contractKey], engineer)]) },
    },
    {
      why: "another key is another issue",
      item: { ...inProspect, subIssues: known([{ ...contract, body: body("leads/I_7/draft-contract/2") }]) },
    },
    {
      why: "a note's marker is not an issue's",
      item: { ...inProspect, subIssues: known([{ ...contract, body: body(contractKey, "note") }]) },
    },
    {
      why: "something of ours that can no longer be seen, from before this stay, was not it",
      item: {
        ...inProspect,
        history: known([opened(), { kind: "sub-issue-added", id: "S_1", at: july(17), actor: milepost, issue: null }]),
      },
    },
    {
      why: "what somebody else put below it and can no longer be seen was not ours",
      item: {
        ...inProspect,
        history: known([opened(), { kind: "sub-issue-added", id: "S_1", at: july(19), actor: engineer, issue: null }]),
      },
    },
    {
      why: "what can no longer be seen is remembered as something else",
      item: {
        ...inProspect,
        ownComments: known([statusWith(["leads/I_7/other/1"])]),
        history: known([opened(), { kind: "sub-issue-added", id: "S_1", at: july(19), actor: milepost, issue: null }]),
      },
    },
  ];
  it.each(missing)("opens it all the same: $why", ({ item, why }) => {
    expect(
      issues(planned(item).changes).map(({ key }) => key),
      why,
    ).toEqual([contractKey]);
  });

  it("says why a deleted one stays deleted", () => {
    const { notes } = planned({ ...inProspect, ownComments: known([statusWith([contractKey])]) });
    expect(notes).toEqual([
      'pipelines.leads.steps[draft-contract] opened nothing for "bd-lead moved the card to Prospect at 2025-07-18T09:00:00Z": it was opened before, and somebody deleted it.',
    ]);
  });
});

describe("ruling 5: starts", () => {
  it("opens for a stay that began at starts, and not for one that began a second before", () => {
    expect(words(inProspect, { pipeline: { starts: july(18) } })).toHaveLength(1);
    expect(words(inProspect, { pipeline: { starts: july(18, "09:00:01") } })).toEqual([]);
  });

  it("looks at the stay, not at the item's age", () => {
    expect(words(settledIn(toPartner), { pipeline: { starts: july(20) } })).toEqual([
      '+ issue openwater/infrastructure "Onboard Estuary University"',
      '+ issue openwater/infrastructure "[Phase 1] Estuary University"',
      '+ issue openwater/infrastructure "[Phase 2] Estuary University"',
    ]);
  });
});

describe("ruling 2: a move that is not allowed", () => {
  it("starts no step", () => {
    const jump = settledIn([["Partner", july(11)]]);
    expect(issues(planned(jump).changes)).toEqual([]);
  });
});

describe("a step that plays a playbook", () => {
  it("opens parent and children together, children under the parent", () => {
    const made = issues(planned(inPartner).changes);
    expect(made.map(({ key, title, parent }) => [key, title, parent])).toEqual([
      [parentKey, "Onboard Estuary University", { kind: "issue", id: "I_7" }],
      [`${parentKey}/phase-1`, "[Phase 1] Estuary University", { kind: "created", key: parentKey }],
      [`${parentKey}/phase-2`, "[Phase 2] Estuary University", { kind: "created", key: parentKey }],
    ]);
    expect(new Set(made.map(({ rule }) => rule))).toEqual(new Set(["pipelines.leads.steps[onboarding]"]));
  });

  it("lets a step's values stand for the playbook's, and a child's for both", () => {
    const step = { ...onboardingStep, values: { community: "estuary", phase: "9" } };
    const titles = issues(planned(inPartner, { pipeline: { steps: [step] } }).changes).map(({ title }) => title);
    expect(titles).toEqual(["Onboard estuary", "[Phase 1] estuary", "[Phase 2] estuary"]);
  });

  const parent = subIssue(40, body(parentKey), {
    subIssues: known([linked(41, body(`${parentKey}/phase-1`))]),
  });

  it("opens only the children that are missing, under the parent that is there", () => {
    const made = issues(planned(inPartnerWith(parent)).changes);
    expect(made.map(({ key, parent: under }) => [key, under])).toEqual([
      [`${parentKey}/phase-2`, { kind: "issue", id: "I_40" }],
    ]);
  });

  const still: readonly { why: string; item: Item }[] = [
    { why: "the parent's own sub-issues could not be read", item: inPartnerWith({ ...parent, subIssues: unknown() }) },
    { why: "the parent was closed by a person", item: inPartnerWith({ ...parent, state: "closed" }) },
    {
      why: "the parent was detached, so its children cannot be seen",
      item: settledIn(toPartner, {
        subIssues: known([contract]),
        history: known([
          opened(),
          { kind: "sub-issue-added", id: "S_1", at: july(25), actor: milepost, issue: linked(40, body(parentKey)) },
        ]),
      }),
    },
    {
      why: "the child was deleted by a person",
      item: { ...inPartnerWith(parent), ownComments: known([statusWith([`${parentKey}/phase-2`])]) },
    },
  ];
  it.each(still)("opens no child when $why", ({ item, why }) => {
    expect(words(item), why).toEqual([]);
    expect(planned(item).notes.length, why).toBeGreaterThan(0);
  });

  it("names a playbook that there is not", () => {
    const { changes, problems } = planned(inPartner, { config: { playbooks: {} } });
    expect(changes).toEqual([]);
    expect(problems).toMatchObject([{ code: "unknown-playbook", where: "pipelines.leads.steps[onboarding]" }]);
  });
});

describe("ruling 7: exactly one", () => {
  const first = subIssue(12, body(contractKey), { repo: "leads" });
  const second = subIssue(15, body(contractKey), { repo: "leads" });

  it("keeps the lowest number and closes our others as duplicates of it", () => {
    const { changes } = planned({ ...inProspect, subIssues: known([second, first]) });
    expect(changes).toEqual([
      {
        kind: "close-as-duplicate",
        issue: "I_15",
        of: "I_12",
        key: contractKey,
        rule: "pipelines.leads.steps[draft-contract]",
        fact: "openwater/leads#12 was opened first for the same step at 2025-07-26T09:00:00Z",
      },
    ]);
  });

  it("leaves a double that is closed already", () => {
    expect(words({ ...inProspect, subIssues: known([first, { ...second, state: "closed" }]) })).toEqual([]);
  });

  it("keeps the other one when a person closed the lowest as its duplicate", () => {
    const decided = { ...first, state: "closed" as const, stateReason: "duplicate" as const };
    expect(words({ ...inProspect, subIssues: known([decided, second]) })).toEqual([]);
  });

  it("never closes somebody else's issue, whatever marker it carries", () => {
    expect(words({ ...inProspect, subIssues: known([first, { ...second, author: engineer }]) })).toEqual([]);
  });

  it("goes by age where numbers of two repositories cannot be compared", () => {
    const elsewhere = { ...second, repo: "infrastructure", createdAt: july(25) };
    const { changes } = planned({ ...inProspect, subIssues: known([first, elsewhere]) });
    expect(changes).toMatchObject([{ kind: "close-as-duplicate", issue: "I_12", of: "I_15" }]);
  });

  it("counts a child once, whichever of two parents it is under", () => {
    const child = (number: number) => linked(number, body(`${parentKey}/phase-1`));
    const parents = [
      subIssue(40, body(parentKey), { subIssues: known([child(41)]) }),
      subIssue(50, body(parentKey), { subIssues: known([child(51)]) }),
    ];
    const config = { playbooks: { onboarding: { ...onboarding, children: onboarding.children.slice(0, 1) } } };
    const doubles = planned(inPartnerWith(...parents), { config }).changes;
    expect(doubles.map((change) => change.kind === "close-as-duplicate" && [change.issue, change.of])).toEqual([
      ["I_50", "I_40"],
      ["I_51", "I_41"],
    ]);
  });

  describe("with a second writer configured", () => {
    const config = { identities: ["milepost", "github-actions"] };
    const parent = subIssue(40, body(parentKey), { createdAt: july(28, "09:00:00") });

    it("opens the parent alone", () => {
      expect(words(inPartner, { config })).toEqual(['+ issue openwater/infrastructure "Onboard Estuary University"']);
    });

    it("waits until the visibility bound has shown whose parent it is, and says when it looks again", () => {
      const early = planned(inPartnerWith(parent), { config, now: july(28, "09:14:59") });
      expect(early.changes).toEqual([]);
      expect(early.nextLook).toBe("2025-07-28T09:15:00Z");
    });

    it("then opens the children", () => {
      expect(words(inPartnerWith(parent), { config, now: july(28, "09:15:00") })).toHaveLength(2);
    });

    it("does not wait when the only writer named is the one that it runs as", () => {
      expect(words(inPartner, { config: { identities: ["milepost"] } })).toHaveLength(3);
    });
  });
});

describe("what stands in the way of opening an issue", () => {
  const usual = world();
  function without(part: "templates" | "repositories" | "boards", name: string, read: unknown): World {
    return { ...usual, [part]: { ...usual[part], [name]: read } };
  }
  const broken = templates["draft-contract.md"]!.replace("- [ ] Draft", "{% if %}");
  const onBoard = { steps: [{ ...contractStep, board: "partnerships" }] };
  const elsewhere = { steps: [{ ...contractStep, repository: "infrastructure" }] };
  const renamed = (owner: string): Repository => ({
    id: "R_x",
    owner,
    name: "x",
    visibility: "private",
    labels: {},
    milestones: {},
    archived: false,
  });

  const rows: readonly { why: string; asked: Asked; code: string }[] = [
    {
      why: "a template that is not there",
      asked: { world: without("templates", "draft-contract.md", known(null)) },
      code: "template-missing",
    },
    {
      why: "a template that could not be read",
      asked: { world: without("templates", "draft-contract.md", unknown()) },
      code: "not-readable",
    },
    {
      why: "a template that is broken: an issue with a hole in it helps nobody",
      asked: { world: without("templates", "draft-contract.md", known(broken)) },
      code: "template-syntax",
    },
    {
      why: "a value that cannot be worked out",
      asked: { pipeline: { steps: [{ ...contractStep, values: { community: "{% if %}" } }] } },
      code: "template-syntax",
    },
    {
      why: "a repository that could not be read",
      asked: { world: without("repositories", "leads", unknown()) },
      code: "not-readable",
    },
    {
      why: "a board that could not be read: an issue off its board would stay off it",
      asked: {
        world: without("boards", "delivery", unknown()),
        pipeline: { steps: [{ ...contractStep, board: "delivery" }] },
      },
      code: "not-readable",
    },
    {
      why: "a repository of another owner, where no sub-issue can be",
      asked: { world: without("repositories", "infrastructure", known(renamed("rivermouth"))), pipeline: elsewhere },
      code: "parent-other-owner",
    },
    {
      why: "a form that could not be read",
      asked: { pipeline: { steps: [contractStep], form: "lead.yml" } },
      code: "not-readable",
    },
  ];
  it.each(rows)("is $why", ({ asked, code, why }) => {
    const { changes, problems } = planned(inProspect, asked);
    expect(issues(changes), why).toEqual([]);
    expect(
      problems.map((problem) => problem.code),
      why,
    ).toEqual([code]);
  });

  it("is not the owner's spelling: GitHub compares it without case", () => {
    const there = without("repositories", "infrastructure", known(renamed("OpenWater")));
    expect(words(inProspect, { world: there, pipeline: elsewhere })).toHaveLength(1);
  });

  it("is a board that is known: no hindrance", () => {
    expect(words(inProspect, { pipeline: onBoard })).toHaveLength(1);
  });
});

describe("ruling 16: privacy", () => {
  const inPublic = { world: worldWhereInfrastructureIs("public") };
  const secret = {
    playbooks: { onboarding: { ...onboarding, values: { community: "{{ item.title }}" } } },
  };

  it("lets a variable that the repository accepts flow into it", () => {
    expect(words(inPartner, { ...inPublic, config: secret })).toHaveLength(3);
  });

  it("opens nothing with one that it does not accept, and names variable and place", () => {
    const repositories = configWith().repositories;
    const closed = { ...repositories, infrastructure: { ...repositories.infrastructure!, accepts: ["phase"] } };
    const { changes, problems } = planned(inPartner, { ...inPublic, config: { ...secret, repositories: closed } });
    expect(changes).toEqual([]);
    expect(problems).toMatchObject([
      { code: "private-value", where: "playbooks.onboarding.parent.values.community", severity: "error" },
    ]);
    expect(problems[0]!.todo).toContain("repositories.infrastructure.accepts");
  });

  it("does not ask for a variable that the template does not use", () => {
    const step = { ...contractStep, repository: "infrastructure", values: { community: "x", amount: "9" } };
    expect(words(inProspect, { ...inPublic, pipeline: { steps: [step] } })).toHaveLength(1);
  });

  it("asks for one that only the step's own title uses", () => {
    const step = {
      ...contractStep,
      repository: "infrastructure",
      title: "Contract over {{ amount }}",
      values: { community: "x", amount: "9" },
    };
    const { changes, problems } = planned(inProspect, { ...inPublic, pipeline: { steps: [step] } });
    expect(changes).toEqual([]);
    expect(problems.map(({ code }) => code)).toEqual(["private-value"]);
  });

  it("asks nothing where the place is no more public than the item", () => {
    const repositories = configWith().repositories;
    const closed = { ...repositories, infrastructure: { ...repositories.infrastructure!, accepts: [] } };
    expect(words(inPartner, { config: { ...secret, repositories: closed } })).toHaveLength(3);
  });

  it("opens nothing where a repository is not as visible as the config says", () => {
    const repositories = configWith().repositories;
    const stated = {
      ...repositories,
      infrastructure: { ...repositories.infrastructure!, visibility: "private" as const },
    };
    const { changes, problems } = planned(inPartner, { ...inPublic, config: { repositories: stated } });
    expect(changes).toEqual([]);
    expect(problems.map(({ code, where }) => [code, where])).toContainEqual([
      "visibility-mismatch",
      "repositories.infrastructure.visibility",
    ]);
  });
});

describe("values", () => {
  const form = [
    "name: Lead",
    "description: A lead",
    "body:",
    "  - type: input",
    "    id: slug",
    "    attributes:",
    "      label: Short name",
  ].join("\n");
  const usual = world();
  const there = { ...usual, templates: { ...usual.templates, "lead.yml": known(form) } };

  it("come from the answers to the pipeline's form", () => {
    const item = { ...inProspect, body: "### Short name\n\ntemple\n" };
    const step = { ...contractStep, values: { community: "{{ form.slug }}" } };
    const asked = { world: there, pipeline: { steps: [step], form: "lead.yml" } };
    expect(issues(planned(item, asked).changes)[0]!.title).toBe("Draft the contract of temple");
  });

  it("that are not there leave no placeholder behind, and are noted", () => {
    const item = { ...inProspect, body: "### Short name\n\n_No response_\n" };
    const step = { ...contractStep, values: { community: "{{ form.slug }}" } };
    const asked = { world: there, pipeline: { steps: [step], form: "lead.yml" } };
    const { changes, notes } = planned(item, asked);
    expect(issues(changes)[0]!.title).not.toMatch(/\{\{|\}\}/);
    expect(notes.join()).toContain("community");
  });

  it("are data: what is typed into one issue mentions nobody in another", () => {
    const item = { ...inProspect, title: "ping @engineer-1 {{ stage }}" };
    const source = "---\nname: Ask\nabout: Ask\ntitle: Ask\n---\n\nAbout {{ community }}.\n";
    const told = { ...usual, templates: { ...usual.templates, "draft-contract.md": known(source) } };
    const made = issues(planned(item, { world: told }).changes)[0]!;
    expect(made.body).toContain("About ping @");
    expect(made.body).not.toContain("@engineer-1");
    expect(made.body).not.toContain("prospect");
  });

  it("may name the stage and the pipeline", () => {
    const step = { ...contractStep, values: { community: "{{ pipeline }}/{{ stage }}" } };
    const made = issues(planned(inProspect, { pipeline: { steps: [step] } }).changes);
    expect(made[0]!.title).toBe("Draft the contract of leads/prospect");
  });
});

describe("ruling 1: an issue made from a template that names a stage", () => {
  it("carries the stage in its marker", () => {
    const usual = world();
    const source = "---\nname: Renewal\nabout: Renewal\ntitle: Renewal\nstage: prospect\n---\n\n- [ ] Ask\n";
    const there = { ...usual, templates: { ...usual.templates, "draft-contract.md": known(source) } };
    const made = issues(planned(inProspect, { world: there }).changes)[0]!;
    expect(readMarker(made.body)!.extra).toEqual({ stage: "prospect" });
  });
});

describe("limits", () => {
  const many = (count: number) => ({
    playbooks: {
      onboarding: {
        ...onboarding,
        children: Array.from({ length: count }, (_, index) => ({ ...onboarding.children[0]!, id: `c-${index}` })),
      },
    },
  });

  it("lets a hundred changes through", () => {
    expect(planned(inPartner, { config: many(99) }).changes).toHaveLength(100);
  });

  it("makes none of more than a hundred, and asks a person", () => {
    const { changes, problems } = planned(inPartner, { config: many(100) });
    expect(changes).toEqual([]);
    expect(problems.map(({ code }) => code)).toEqual(["too-many-changes"]);
  });

  it("opens no more sub-issues than GitHub takes, and says how many were left", () => {
    const full = Array.from({ length: 100 }, (_, index) => subIssue(200 + index, "", { author: engineer }));
    const { changes, problems } = planned({ ...inProspect, subIssues: known(full) });
    expect(changes).toEqual([]);
    expect(problems.map(({ code }) => code)).toEqual(["too-many-sub-issues"]);
  });

  it("opens as many as there is room for", () => {
    const almost = Array.from({ length: 99 }, (_, index) => subIssue(200 + index, "", { author: engineer }));
    const two = { steps: [contractStep, { ...contractStep, id: "second" }] };
    const { changes, problems } = planned({ ...inProspect, subIssues: known(almost) }, { pipeline: two });
    expect(issues(changes).map(({ key }) => key)).toEqual([contractKey]);
    expect(problems[0]!.what).toContain("Not opened: 1 of");
  });

  it("makes a label once, however many of the new issues want it", () => {
    const two = { steps: ["first", "second"].map((id) => ({ ...contractStep, id, labels: ["contract"] })) };
    const made = planned(inProspect, { pipeline: two }).changes.filter(({ kind }) => kind === "create-label");
    expect(made).toHaveLength(1);
  });

  it("opens no child whose parent did not fit", () => {
    const full = Array.from({ length: 99 }, (_, index) => subIssue(200 + index, "", { author: engineer }));
    const { changes, problems } = planned({ ...inPartner, subIssues: known([contract, ...full]) });
    expect(changes).toEqual([]);
    expect(problems[0]!.what).toContain("Not opened: 3 of");
  });
});

describe("ruling 14: keys after a transfer", () => {
  it("hold the first identity, so that nothing is opened twice", () => {
    const there = { ...inProspect, id: "I_900", subIssues: known([contract]) };
    expect(words(there)).toEqual([]);
  });
});
