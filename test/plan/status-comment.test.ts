import { describe, expect, it } from "vitest";
import type { Config } from "../../src/config/config.ts";
import { readMarker, renderMarker, stripMarkers } from "../../src/content/markers.ts";
import type { Change } from "../../src/model/change.ts";
import type { ClockRule } from "../../src/model/clock.ts";
import type { Pipeline } from "../../src/model/pipeline.ts";
import type { Item, World } from "../../src/model/snapshot.ts";
import type { Instant } from "../../src/model/time.ts";
import { plan } from "../../src/plan/plan.ts";
import {
  cardIn,
  comment,
  configWith,
  contractStep,
  engineer,
  issue,
  july,
  known,
  labeled,
  linked,
  milepost,
  onboardingStep,
  opened,
  partnerships,
  said,
  settledIn,
  subIssue,
  toPartner,
  toProspect,
  unknown,
  unlabeled,
  withLabels,
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
  const on = { statusComment: true, ...pipeline };
  return plan({ item, world: there ?? world() }, configWith({ ...config, pipeline: on }), now ?? july(28));
}

type Comment = Extract<Change, { kind: "add-comment" | "edit-comment" }>;

function comments(item: Item, asked?: Asked): readonly Comment[] {
  return planned(item, asked).changes.filter(
    (change) => change.kind === "add-comment" || change.kind === "edit-comment",
  );
}

function text(item: Item, asked?: Asked): string {
  return stripMarkers(comments(item, asked)[0]?.body ?? "");
}

/** The item with the status comment that it should have, as GitHub keeps it. */
function withComment(item: Item, asked?: Asked, keep = (body: string) => body): Item {
  const made = comment(keep(comments(item, asked)[0]!.body), july(18, "09:00:10"));
  return { ...item, ownComments: known([made]) };
}

const inProspect = settledIn(toProspect);
const steps = { steps: [contractStep, onboardingStep] };

describe("the status comment", () => {
  it("is left as it is when it says what it should", () => {
    expect(comments(withComment(inProspect))).toEqual([]);
  });

  it("is no one's business where the pipeline does not want one", () => {
    expect(comments(inProspect, { pipeline: { statusComment: false } })).toEqual([]);
  });

  it("is made once, under the item's key, with the first identity in its marker", () => {
    const [made] = comments({ ...inProspect, firstId: "I_1" });
    expect(made).toMatchObject({
      kind: "add-comment",
      issue: "I_7",
      key: "status/leads/I_1",
      rule: "pipelines.leads.status-comment",
      fact: "bd-lead moved the card to Prospect at 2025-07-18T09:00:00Z",
    });
    const marker = { kind: "status", key: "status/leads/I_1", extra: { first: "I_1", done: [] } };
    expect(readMarker(made!.body)).toEqual(marker);
  });

  it("says where the item stands since when, who moved it, what comes next and what is missing for it", () => {
    const step = {
      ...contractStep,
      trigger: { kind: "stage", stage: "partner" } as const,
      values: { community: "{{ form.community_name }}" },
    };
    expect(text(inProspect, { pipeline: { steps: [step, onboardingStep] } })).toMatchInlineSnapshot(`
      "In **Prospect** since 2025-07-18 09:00 UTC: bd-lead moved the card to Prospect.

      It can go on to:

      - **Partner** (opens \`Draft the contract of …\` in openwater/leads, plays \`onboarding\`)
      - **Lost**

      Not filled in yet: \`community\`."
    `);
  });

  it("counts the boxes in the issue's own text, and says nothing where there are none", () => {
    const body = "- [x] Account\n- [ ] Chat\n\n```\n- [ ] an example\n```\n";
    expect(text({ ...inProspect, body })).toContain("Checklist in this issue: 1 of 2 done.");
    expect(text(inProspect)).not.toContain("Checklist in this issue");
  });

  it("says how far the checklists are, oldest first, with what is below them", () => {
    const phases = [
      linked(42, "- [x] Hub", { title: "[Phase 2] | estuary", state: "closed", stateReason: "completed" }),
      linked(41, "- [x] Account\n- [ ] Cluster", { title: "[Phase 1] estuary" }),
    ];
    const subIssues = known([
      subIssue(50, "Nothing to tick", { title: "By hand", author: engineer, createdAt: july(27) }),
      subIssue(40, "One below for each phase.", { title: "Onboard estuary", subIssues: known(phases) }),
      subIssue(45, "", { title: "Dropped", state: "closed", stateReason: "not-planned", createdAt: july(27) }),
    ]);
    expect(text({ ...inProspect, subIssues })).toMatchInlineSnapshot(`
      "In **Prospect** since 2025-07-18 09:00 UTC: bd-lead moved the card to Prospect.

      It can go on to:

      - **Partner**
      - **Lost**

      | Checklist | Done | |
      | :-- | --: | :-- |
      | [Onboard estuary](https://github.com/openwater/infrastructure/issues/40) | 1 of 2 | open |
      | ↳ [&#91;Phase 1&#93; estuary](https://github.com/openwater/infrastructure/issues/41) | 1 of 2 | open |
      | ↳ [&#91;Phase 2&#93; &#124; estuary](https://github.com/openwater/infrastructure/issues/42) | 1 of 1 | closed |
      | [Dropped](https://github.com/openwater/infrastructure/issues/45) | – | closed, not planned |
      | [By hand](https://github.com/openwater/infrastructure/issues/50) | – | open |"
    `);
  });

  it("remembers the keys of what was opened, also of what a person has deleted since", () => {
    const key = "leads/I_7/draft-contract/1";
    const marker = {
      kind: "status" as const,
      key: "status/leads/I_7",
      extra: { first: "I_7", done: ["leads/I_7/x/1"] },
    };
    const status = comment(renderMarker(marker), july(18));
    const found = subIssue(12, renderMarker({ kind: "issue", key, extra: {} }));
    const item = { ...inProspect, ownComments: known([status]), subIssues: known([found]) };
    const [edit] = comments(item);
    expect(edit).toMatchObject({ kind: "edit-comment", comment: status.id, before: status.body });
    expect(readMarker(edit!.body)!.extra.done).toEqual([key, "leads/I_7/x/1"]);
  });

  const same: readonly { why: string; keep: (body: string) => string }[] = [
    { why: "GitHub keeps other line ends", keep: (body) => body.replace(/\n/g, "\r\n") },
    { why: "GitHub keeps it without a line break at the end", keep: (body) => body.trim() },
    { why: "GitHub keeps a line break at the end", keep: (body) => `${body}\n` },
  ];
  it.each(same)("is not edited for ever when $why", ({ keep, why }) => {
    expect(comments(withComment(inProspect, {}, keep)), why).toEqual([]);
  });

  it("does not change because time passes", () => {
    expect(comments(withComment(inProspect), { now: july(31) })).toEqual([]);
  });

  it("is put right when somebody has edited it", () => {
    const edited = withComment(inProspect, {}, (body) => body.replace("Prospect", "Partner"));
    expect(comments(edited).map(({ kind }) => kind)).toEqual(["edit-comment"]);
  });

  it("is the oldest of two, and the other one is left and noted", () => {
    const old = withComment(inProspect).ownComments;
    const two = known([
      comment(renderMarker({ kind: "status", key: "status/leads/I_7", extra: {} }), july(19)),
      ...(old.known ? old.value : []),
    ]);
    const { changes, notes } = planned({ ...inProspect, ownComments: two });
    expect(changes).toEqual([]);
    expect(notes).toContain("There are 2 status comments; the oldest is kept up to date.");
  });

  it("is not somebody else's comment with our marker in it (ruling 11)", () => {
    const forged = comment(comments(inProspect)[0]!.body, july(19), { author: engineer });
    expect(comments({ ...inProspect, ownComments: known([forged]) }).map(({ kind }) => kind)).toEqual(["add-comment"]);
  });

  it("is not a note of ours", () => {
    const told = comment(renderMarker({ kind: "note", key: "illegal/x", extra: {} }), july(19));
    expect(comments({ ...inProspect, ownComments: known([told]) }).map(({ kind }) => kind)).toEqual(["add-comment"]);
  });

  const alone: readonly { why: string; item: Item }[] = [
    { why: "our comments could not be read", item: { ...inProspect, ownComments: unknown() } },
    { why: "sub-issues could not be read", item: { ...withOld(), subIssues: unknown() } },
    {
      why: "the sub-issues of a checklist could not be read",
      item: { ...withOld(), subIssues: known([subIssue(40, "", { subIssues: unknown() })]) },
    },
  ];
  it.each(alone)("is left alone when $why", ({ item, why }) => {
    expect(comments(item), why).toEqual([]);
  });

  function withOld(): Item {
    const marker = { kind: "status" as const, key: "status/leads/I_7", extra: { first: "I_7", done: [] } };
    return { ...inProspect, ownComments: known([comment(`Old.\n\n${renderMarker(marker)}`, july(12))]) };
  }

  it("says since at least when the card was there before anything is on record", () => {
    const item = issue({ cards: known([cardIn("Prospect", july(18))]), boardHistory: known([]) });
    expect(text(item)).toContain("In **Prospect** since at least 2025-07-18 09:00 UTC");
  });

  it("says that nothing follows where the pipeline ends", () => {
    expect(text(settledIn([["Lost", july(18)]]))).toContain("Nothing more follows here.");
  });

  it("shows names as people typed them", () => {
    const stages = configWith().pipelines[0]!.stages.map((one) =>
      one.id === "prospect" ? { ...one, board: "Pro*spect*", was: ["Prospect"] } : one,
    );
    expect(text(inProspect, { pipeline: { stages } })).toContain("In **Pro\\*spect\\*** since");
  });

  it("lets no title out of its cell", () => {
    const title = "a](http://x) | b `c` <!-- -->\n@engineer-1";
    const said = text({ ...inProspect, subIssues: known([subIssue(12, "", { title })]) });
    const rows = said.split("\n").filter((line) => line.startsWith("|"));
    expect(rows).toHaveLength(3);
    expect(rows[2]!.match(/(?<!\\)\|/g)).toHaveLength(4);
    expect(rows[2]).not.toMatch(/a\]\(http|<!--|@engineer-1/);
  });
});

describe("ruling 5: no new comment for what is older than starts", () => {
  it("waits for the first stage entered since", () => {
    const { changes, notes } = planned(inProspect, { pipeline: { starts: july(18, "09:00:01") } });
    expect(changes).toEqual([]);
    expect(notes).toContain("No status comment yet: nothing has happened since starts.");
  });

  it("still keeps one up to date that is there", () => {
    const marker = { kind: "status" as const, key: "status/leads/I_7", extra: { first: "I_7", done: [] } };
    const item = { ...inProspect, ownComments: known([comment(`Old.\n\n${renderMarker(marker)}`, july(12))]) };
    expect(comments(item, { pipeline: { starts: july(20) } })).toHaveLength(1);
  });
});

describe("ruling 14: after a transfer", () => {
  it("finds the comment by what it is, and keeps the first identity", () => {
    const there = withComment(inProspect);
    expect(comments({ ...there, id: "I_900" })).toEqual([]);
  });
});

describe("ruling 16 and 17: the community's view", () => {
  const inPublic = { ...inProspect, visibility: "public" as const };
  const subIssues = known([
    subIssue(12, "- [ ] Draft", { repo: "leads", title: "Here" }),
    subIssue(40, "- [ ] Price", { title: "Secret price" }),
    subIssue(60, "- [ ] Unknown", { repo: "elsewhere", title: "Who knows" }),
  ]);

  it("names no colleague, no inner work and nothing that is missing inside", () => {
    const asked = { pipeline: { steps: [contractStep, onboardingStep] } };
    expect(text({ ...inPublic, subIssues }, asked)).toMatchInlineSnapshot(`
      "**Being worked on.**

      In **prospect** since 2025-07-18 09:00 UTC.

      It can go on to **partner** or **lost**.

      | Checklist | Done | |
      | :-- | --: | :-- |
      | [Here](https://github.com/openwater/infrastructure/issues/12) | 0 of 1 | open |"
    `);
  });

  it("shows checklists of places that are as public", () => {
    expect(text({ ...inPublic, subIssues }, { world: worldWhereInfrastructureIs("public") })).toContain("Secret price");
  });

  it("counts a place that could not be read as private", () => {
    const there = world();
    const blind = { ...there, repositories: { ...there.repositories, infrastructure: unknown() } };
    expect(text({ ...inPublic, subIssues }, { world: blind })).not.toContain("Secret price");
  });
});

describe("ruling 17: where it stands, for whoever asked", () => {
  const clock: ClockRule = {
    id: "first-response",
    when: null,
    from: { kind: "opened" },
    until: { kind: "response" },
    targetSeconds: 86_400,
    warnAt: 0.75,
    pauses: ["waiting", "hold"],
    atRiskLabel: null,
    breachedLabel: null,
    acknowledge: false,
    mention: [],
  };
  const inPublic = issue({ visibility: "public" });
  const team = { team: ["engineer-1"] };
  const clocks = { clocks: [clock] };
  const person = (label: string) => known([opened(), labeled(label, july(8), engineer)]);
  const planning = { id: "F_it", name: "Sprint", kind: "iteration", options: [], iterations: [] } as const;
  const onIteration = (visibility: "public" | "private"): Asked => ({
    world: world({ boards: { partnerships: known({ ...partnerships, visibility, fields: [planning] }) } }),
    config: {
      boards: {
        partnerships: { owner: "openwater", number: 61, statusField: "Status", fields: { iteration: "Sprint" } },
      },
    },
  });
  const inSprint = {
    ...cardIn("Lead", july(7)),
    values: { Sprint: { kind: "iteration", id: "i52", title: "Iteration 52" } },
  } as const;

  const rows: readonly { why: string; item: Item; asked?: Asked; says: string }[] = [
    { why: "nobody has done anything yet", item: inPublic, says: "**Received.**" },
    {
      why: "an answer is due",
      item: inPublic,
      asked: { pipeline: clocks, config: team, now: july(7, "10:00:00") },
      says: "**Received.** A person will answer by Tuesday 8 July 09:00 UTC.",
    },
    {
      why: "the answer is late",
      item: inPublic,
      asked: { pipeline: clocks, config: team, now: july(8) },
      says: "**Received.** We are later than we said, and sorry; the team has been reminded.",
    },
    {
      why: "the team has answered",
      item: { ...inPublic, comments: known([said(engineer, july(8))]) },
      asked: { pipeline: clocks, config: team },
      says: "**Being worked on.**",
    },
    { why: "it has moved on", item: { ...inProspect, visibility: "public" }, says: "**Being worked on.**" },
    {
      why: "the community is awaited",
      item: { ...inPublic, history: person("waiting"), labels: withLabels("lead", "stage: lead", "waiting") },
      says: "**Waiting for you.** It goes on when you answer here.",
    },
    {
      why: "it is on hold",
      item: { ...inPublic, history: person("on hold"), labels: withLabels("lead", "stage: lead", "on hold") },
      says: "**On hold.** It will be taken up again.",
    },
    {
      why: "it is planned on a board that everybody may see",
      item: { ...inPublic, cards: known([inSprint]) },
      asked: onIteration("public"),
      says: "**Planned** for Iteration 52.",
    },
    {
      why: "what a private board says is private (ruling 16)",
      item: { ...inPublic, cards: known([inSprint]) },
      asked: onIteration("private"),
      says: "**Received.**",
    },
    {
      why: "it is solved",
      item: { ...settledIn(toPartner), visibility: "public" },
      says: "**Solved.** Was this right? If not, say so here.",
    },
    {
      why: "it was declined",
      item: { ...settledIn([["Lost", july(18)]]), visibility: "public" },
      says: "**Closed** without a solution.",
    },
  ];
  it.each(rows)("$why", ({ item, asked, says, why }) => {
    expect(text(item, asked).split("\n")[0], why).toBe(says);
  });

  it("does not change with the time until a stated moment", () => {
    const asked = { pipeline: clocks, config: team };
    const item = withComment(inPublic, { ...asked, now: july(7, "10:00:00") });
    expect(comments(item, { ...asked, now: july(8, "02:00:00") })).toEqual([]);
    expect(planned(item, { ...asked, now: july(8, "02:59:00") }).nextLook).toBe(july(8, "03:00:00"));
    expect(comments(item, { ...asked, now: july(8) })).toHaveLength(1);
  });

  it("is left as it is while it cannot be told what is due", () => {
    const asked = { pipeline: clocks, config: team };
    const item = { ...withComment(inPublic, { ...asked, now: july(7, "10:00:00") }), comments: unknown() };
    expect(comments(item, { ...asked, now: july(9) })).toEqual([]);
  });

  it("shows the team its clocks, what is on hold, and a stage that lasts too long", () => {
    const stages = configWith().pipelines[0]!.stages.map((one) => ({ ...one, limitSeconds: 2 * 86_400 }));
    const item = issue({ history: person("on hold"), labels: withLabels("lead", "stage: lead", "on hold") });
    const asked = { pipeline: { clocks: [{ ...clock, pauses: [] }], stages }, config: team };
    expect(text(item, { ...asked, now: july(7, "10:00:00") })).toContain(
      "- first-response: due Tuesday 8 July 09:00 UTC",
    );
    expect(text(item, asked)).toContain(
      [
        "- first-response: overdue since Tuesday 8 July 09:00 UTC",
        "- on hold: engineer-1 added the label on hold at 2025-07-08T09:00:00Z",
      ].join("\n"),
    );
    expect(text(issue(), { pipeline: { stages } })).toContain(
      "- longer in **Lead** than planned, since Wednesday 9 July 09:00 UTC",
    );
    expect(
      planned(withComment(issue(), { pipeline: { stages }, now: july(8) }), { pipeline: { stages }, now: july(8) })
        .nextLook,
    ).toBe(july(9));
  });
});

describe("a renewal (scenario 3)", () => {
  it("is the same lead in another stay", () => {
    const again = settledIn([...toPartner, ["Prospect", july(26)]]);
    expect(text(again)).toContain("In **Prospect** since 2025-07-26 09:00 UTC, for the 2nd time: bd-lead moved");
  });
});

describe("ruling 24: telling of a stage label put back", () => {
  const gone = unlabeled("stage: prospect", july(19));
  const back = labeled("stage: prospect", july(19, "09:00:05"), milepost);
  const again = unlabeled("stage: prospect", july(20));

  it("says so from when it is put back, and the text stays the same afterwards", () => {
    const before = { ...inProspect, labels: withLabels("lead"), history: known([opened(), gone]) };
    const after = { ...inProspect, history: known([opened(), gone, back]) };
    expect(text(before)).toContain("The label `stage: prospect` was removed and has been put back.");
    expect(text(after)).toBe(text(before));
  });

  it("says that it stays off after the second time", () => {
    const item = { ...inProspect, labels: withLabels("lead"), history: known([opened(), gone, back, again]) };
    expect(text(item)).toContain("was removed twice, so it stays off");
  });
});

describe("ruling 7: a double that is about to be closed", () => {
  it("is not in the list, so that closing it changes no text", () => {
    const key = renderMarker({ kind: "issue", key: "leads/I_7/draft-contract/1", extra: {} });
    const double = subIssue(15, key, { title: "The other" });
    const item = { ...inProspect, subIssues: known([subIssue(12, key, { title: "The one" }), double]) };
    const said = text(item, { pipeline: steps });
    expect(said).toContain("The one");
    expect(said).not.toContain("The other");
  });
});

describe("a locked conversation", () => {
  it("gets no new comment, and a person is asked", () => {
    const { changes, problems } = planned({ ...inProspect, locked: true });
    expect(changes).toEqual([]);
    expect(problems.map(({ code }) => code)).toEqual(["issue-locked"]);
  });

  it("keeps the comment that is there up to date", () => {
    const there = { ...withComment(inProspect, { pipeline: steps }), locked: true };
    expect(comments(there).map(({ kind }) => kind)).toEqual(["edit-comment"]);
  });
});

describe("a comment in the same plan as new issues", () => {
  it("names only what exists: the next look adds them", () => {
    expect(text(settledIn(toPartner), { pipeline: steps })).not.toContain("| Checklist |");
  });
});
