import { describe, expect, it } from "vitest";
import type { Config } from "../../src/config/config.ts";
import { readMarker, stripMarkers } from "../../src/content/markers.ts";
import type { Change, Plan } from "../../src/model/change.ts";
import type { Actor } from "../../src/model/fact.ts";
import type { Pipeline } from "../../src/model/pipeline.ts";
import type { Item, PersonComment, Role, World } from "../../src/model/snapshot.ts";
import { type Instant, instant } from "../../src/model/time.ts";
import { plan } from "../../src/plan/plan.ts";
import { applyAll } from "../property/apply-to-snapshot.ts";
import {
  bdLead,
  boardBot,
  cardIn,
  configWith,
  dragged,
  engineer,
  issue,
  july,
  known,
  labeled,
  opened,
  said,
  settledIn,
  toProspect,
  unknown,
  withLabels,
  world,
} from "../support/builders.ts";

const guest: Actor = { id: "U_guest", login: "guest-1", kind: "User" };
const rep: Actor = { id: "U_rep", login: "rep-estuary", kind: "User" };
const other: Actor = { id: "U_other", login: "rep-temple", kind: "User" };

const file = `
- slug: estuary
  name: Estuary University
  representatives: [rep-estuary]
- slug: temple
  representatives: [rep-temple]
`;

interface Asked {
  readonly pipeline?: Partial<Pipeline>;
  readonly config?: Partial<Config>;
  readonly world?: Partial<World>;
  readonly now?: Instant;
}

function planned(item: Item, { pipeline, config, world: there, now }: Asked = {}): Plan {
  const communities = { owner: "openwater", repo: ".github", path: "communities.yml", accepts: [] };
  const whole = configWith({
    team: ["engineer-1"],
    communities,
    ...config,
    pipeline: { community: "community", ...pipeline },
  });
  return plan({ item, world: world({ communities: known(file), ...there }) }, whole, now ?? july(26));
}

function replies({ changes }: Plan): readonly string[] {
  return changes.flatMap((change) => (change.kind === "add-comment" ? [stripMarkers(change.body)] : []));
}

function commanded(by: Actor, line: string | readonly string[], role: Role = "write", at = july(20)): PersonComment {
  return said(by, at, typeof line === "string" ? [line] : line, role);
}

function asking(...comments: readonly PersonComment[]): Item {
  return settledIn(toProspect, { comments: known(comments) });
}

/** Everything written until nothing is left to do. */
function settled(item: Item, asked: Asked = {}, now = july(26)): Item {
  let have = item;
  for (let round = 0; round < 6; round += 1) {
    have = applyAll({ item: have, world: world() }, planned(have, { ...asked, now }).changes, now).item;
  }
  expect(planned(have, { ...asked, now }).changes).toEqual([]);
  return have;
}

function labelsOf({ labels }: Item): readonly string[] {
  return labels.known ? labels.value.map(({ name }) => name) : [];
}

describe("commands", () => {
  it("are none where nobody commands", () => {
    expect(planned(asking(said(engineer, july(20)))).changes).toEqual([]);
  });

  it("are answered with a receipt that says who, when, with which permission and what became of it", () => {
    const comment = commanded(engineer, ["/stage Partner", "/hold"], "maintain");
    const [change] = planned(asking(comment)).changes;
    expect(change).toMatchObject({
      kind: "add-comment",
      key: `receipt/${comment.id}`,
      rule: "commands",
      fact: "engineer-1 wrote /stage, /hold at 2025-07-20T09:00:00Z",
    });
    expect(readMarker((change as { body: string }).body)).toEqual({
      kind: "receipt",
      key: `receipt/${comment.id}`,
      extra: {
        comment: comment.id,
        actor: "U_eng",
        login: "engineer-1",
        role: "maintain",
        verb: ["stage", "hold"],
        value: ["partner", ""],
        accepted: ["yes", "yes"],
        at: "2025-07-20T09:00:00Z",
      },
    });
  });

  const answers: readonly { why: string; line: string; by?: Actor; role?: Role; says: string | RegExp }[] = [
    { why: "a move that may follow", line: "/stage partner", says: "This is in **Partner** now." },
    { why: "a column's name, whatever its case", line: "/stage PARTNER", says: "This is in **Partner** now." },
    { why: "a former name", line: "/stage Negotiating", says: "This is in **Prospect** already." },
    {
      why: "a move that may not follow is refused in the receipt itself",
      line: "/stage qualified",
      says: "This cannot move to **Qualified lead** yet: from **Prospect** it can go to **Partner** or **Lost**.",
    },
    {
      why: "a misspelt stage",
      line: "/stage partnr",
      says: /^There is no stage "partnr"\. Did you mean `\/stage partner`\? The stages are `lead`, .* and `lost`\.$/,
    },
    { why: "no stage at all", line: "/stage", says: /^Which stage\? Write its name after `\/stage`\./ },
    {
      why: "what was typed is harmless in the reply",
      line: "/stage @openwater/all <b> #12",
      says: /^(?!.*@openwater)(?!.*<b>)(?!.*#12).*no stage/,
    },
    {
      why: "too little permission",
      line: "/stage partner",
      role: "triage",
      says: "`/stage` is for the team that looks after this. If something should change, say so here in your own words.",
    },
    { why: "hold", line: "/hold", role: "triage", says: /^This is on hold/ },
    {
      why: "the author may ask why",
      line: "/why",
      by: bdLead,
      role: "none",
      says: /^This is in \*\*Prospect\*\* since 2025-07-18 09:00 UTC: bd-lead moved/,
    },
    { why: "nothing to approve", line: "/approve", says: "Nothing waits for an approval here." },
    {
      why: "help lists only what may be used",
      line: "/help",
      role: "read",
      by: bdLead,
      says: /^What you can write here(?!.*\/stage)(?!.*\/hold).*`\/why`.*`\/help`/s,
    },
  ];
  it.each(answers)("answer: $why", ({ line, by, role, says, why }) => {
    const [reply, ...more] = replies(planned(asking(commanded(by ?? engineer, line, role))));
    expect(more).toEqual([]);
    if (typeof says === "string") expect(reply, why).toBe(says);
    else expect(reply, why).toMatch(says);
  });

  const silent: readonly { why: string; comment: PersonComment; asked?: Asked }[] = [
    { why: "an edited comment (created only)", comment: { ...commanded(engineer, "/hold"), edited: true } },
    { why: "a bot's", comment: commanded(boardBot, "/hold", "admin") },
    {
      why: "older than starts (ruling 5)",
      comment: commanded(engineer, "/hold"),
      asked: { pipeline: { starts: july(21) } },
    },
    { why: "an outsider's", comment: commanded(guest, "/stage partner", "none") },
    {
      why: "one that is more than a week old: whoever was let in since changes nothing behind everybody's back",
      comment: commanded(engineer, "/stage partner", "write", july(18, "10:00:00")),
    },
    { why: "an account that is gone", comment: { ...commanded(engineer, "/hold"), author: null } },
    {
      why: "one under an identity that anybody's workflow writes as (ruling 11)",
      comment: commanded(engineer, "/hold"),
      asked: { world: { identities: [{ id: "BOT_a", login: "github-actions", kind: "Bot" }] } },
    },
  ];
  it.each(silent)("say nothing to $why", ({ comment, asked, why }) => {
    expect(planned(asking(comment), asked).changes, why).toEqual([]);
  });

  it("say nothing to a reader of a public issue, which everybody is", () => {
    const item = { ...asking(commanded(guest, "/help", "read")), visibility: "public" as const };
    expect(planned(item).changes).toEqual([]);
  });

  it("wait while the permission cannot be read, and are looked at again", () => {
    const comment = { ...commanded(engineer, "/hold"), role: unknown("GitHub did not answer") };
    const { changes, notes, nextLook } = planned(asking(comment));
    expect(changes).toEqual([]);
    expect(notes).toContain("A command of engineer-1 waits: GitHub did not answer.");
    expect(nextLook).toBe(july(26, "09:05:00"));
  });

  it("do not overtake one whose author's permission cannot be read yet", () => {
    const waiting = {
      ...commanded(engineer, "/stage partner", "write", july(21)),
      role: unknown("GitHub did not answer"),
    };
    const { changes, nextLook } = planned(asking(waiting, commanded(bdLead, "/stage lost", "write", july(22))));
    expect(changes).toEqual([]);
    expect(nextLook).toBe(july(26, "09:05:00"));
  });

  it("are judged at their own time, one after another", () => {
    const comments = [
      commanded(engineer, "/stage partner", "write", july(21)),
      commanded(bdLead, "/stage prospect", "write", july(22)),
    ];
    const item = settled(asking(...comments.reverse()));
    expect(labelsOf(item)).toEqual(["lead", "stage: prospect"]);
    const { stage } = planned(item);
    expect(stage!.visits.map(({ stage: id }) => id)).toEqual(["lead", "qualified", "prospect", "partner", "prospect"]);
  });

  it("move card and label once they have their receipt", () => {
    const item = settled(asking(commanded(engineer, "/stage lost")));
    expect(labelsOf(item)).toEqual(["lead", "stage: lost"]);
    expect(item.cards.known && item.cards.value[0]!.status!.option).toBe("Lost");
  });

  it("settle a refused move: naming the stage that it is in takes it back (ruling 2)", () => {
    const jump = dragged([["Partner", july(19)]], {
      comments: known([commanded(engineer, "/stage lead")]),
      labels: withLabels("lead", "stage: lead"),
    });
    const item = settled(jump);
    expect(labelsOf(item)).toEqual(["lead", "stage: lead"]);
    expect(item.cards.known && item.cards.value[0]!.status!.option).toBe("Lead");
  });
});

describe("ruling 4: what was judged stays judged", () => {
  it.each<readonly [string, (item: Item) => Item]>([
    ["the comment is deleted", (item) => ({ ...item, comments: known([]) })],
    [
      "the comment is edited",
      (item) => ({ ...item, comments: known([{ ...commanded(engineer, "/stage lost"), edited: true }]) }),
    ],
  ])("when %s", (_, change) => {
    const item = settled(asking(commanded(engineer, "/stage lost")));
    expect(planned(change(item)).changes).toEqual([]);
    expect(planned(change(item)).stage!.id).toBe("lost");
  });
});

describe("hold and waiting", () => {
  it("show their label while they last", () => {
    const held = settled(asking(commanded(engineer, "/hold"), commanded(engineer, "/waiting", "write", july(21))));
    expect(labelsOf(held)).toEqual(["lead", "stage: prospect", "on hold", "waiting"]);
    const comments = held.comments.known ? held.comments.value : [];
    const spoken = settled({ ...held, comments: known([...comments, said(bdLead, july(29))]) }, {}, july(30));
    expect(labelsOf(spoken)).toEqual(["lead", "stage: prospect", "on hold"]);
    const back = { ...held, comments: known([...comments, commanded(engineer, "/resume", "write", july(29))]) };
    expect(labelsOf(settled(back, {}, july(30)))).toEqual(["lead", "stage: prospect"]);
  });

  it("take off a person's label, too, once they are over, but not by closing", () => {
    const put = [opened(), labeled("waiting", july(19), engineer)];
    const item = asking(said(bdLead, july(20)));
    const labels = withLabels("lead", "stage: prospect", "waiting");
    const waited = { ...item, labels, history: known(put) };
    expect(labelsOf(settled(waited))).not.toContain("waiting");
    expect(labelsOf(settled({ ...waited, comments: known([]) }))).toContain("waiting");
  });
});

const guestAsks = (more: Partial<Item> = {}): Item =>
  issue({ author: guest, body: "### Community\n\nEstuary University\n", ...more });
const asks = { asks: { label: "awaiting:rep", when: null } };

describe("who may ask (scenario 9)", () => {
  it.each<readonly [string, Actor]>([
    ["a representative", rep],
    ["a representative, whatever the case of the login", { ...rep, login: "Rep-Estuary" }],
    ["a colleague", engineer],
  ])("%s may", (_, author) => {
    expect(planned(guestAsks({ author }), { pipeline: asks }).changes).toEqual([]);
  });

  it("others need a representative's approval, which is asked for once", () => {
    const { changes } = planned(guestAsks(), { pipeline: asks });
    const kinds = changes.map((change: Change) => ("name" in change ? `${change.kind} ${change.name}` : change.kind));
    expect(kinds).toEqual(["create-label awaiting:rep", "add-label awaiting:rep", "add-comment"]);
    expect(replies(planned(guestAsks(), { pipeline: asks }))[0]).toMatch(/^@rep-estuary: .*`\/approve`/s);
    settled(guestAsks(), { pipeline: asks });
  });

  const approvals: readonly { why: string; comment: PersonComment; awaits: boolean }[] = [
    { why: "a representative's approval ends it", comment: commanded(rep, "/approve", "none"), awaits: false },
    {
      why: "a colleague with enough permission may, too",
      comment: commanded(engineer, "/approve", "write"),
      awaits: false,
    },
    {
      why: "another community's representative's does not",
      comment: commanded(other, "/approve", "none"),
      awaits: true,
    },
    { why: "the author's own does not", comment: commanded(guest, "/approve", "none"), awaits: true },
    { why: "plain words do not", comment: said(rep, july(20)), awaits: true },
  ];
  it.each(approvals)("$why", ({ comment, awaits, why }) => {
    const asked = settled(guestAsks(), { pipeline: asks }, july(8));
    const item = settled({ ...asked, comments: known([comment]) }, { pipeline: asks });
    expect(labelsOf(item).includes("awaiting:rep"), why).toBe(awaits);
  });

  it("a community that is not on file is told to the team and refuses nobody", () => {
    const { changes, problems } = planned(guestAsks({ body: "### Community\n\nNowhere\n" }), { pipeline: asks });
    expect(changes).toEqual([]);
    expect(problems.map(({ code }) => code)).toEqual(["community-unknown"]);
  });

  it("asks nobody while the communities cannot be read", () => {
    expect(planned(guestAsks(), { pipeline: asks, world: { communities: unknown() } }).changes).toEqual([]);
  });

  it("asks nobody for what is older than starts (ruling 5)", () => {
    expect(planned(guestAsks(), { pipeline: { ...asks, starts: july(20) } }).changes).toEqual([]);
  });
});

describe("escalations (scenario 10)", () => {
  const rule = {
    id: "critical",
    when: { kind: "answer", field: "impact", is: ["🟥 Critical"] },
    board: null,
    fields: [],
    mention: ["engineering-manager"],
    text: "{{ form.impact }}: please look.",
  } as const;
  const body = (impact: string) => `### Impact\n\n${impact}\n`;
  const asked = { pipeline: { escalations: [rule] } };

  it("leave everything else alone", () => {
    expect(planned(issue({ body: body("🟧 High") }), asked).changes).toEqual([]);
  });

  it("tell once, however often it goes down and up again", () => {
    const item = settled(issue({ body: body("🟥 Critical") }), asked);
    expect(replies(planned(issue({ body: body("🟥 Critical") }), asked))).toEqual([
      "@engineering-manager 🟥 Critical: please look.",
    ]);
    expect(planned({ ...item, body: body("🟧 High") }, asked).changes).toEqual([]);
    expect(planned({ ...item, body: body("🟥 Critical") }, asked).changes).toEqual([]);
  });

  it("print what people typed as data", () => {
    const text = "{{ form.who }}";
    const item = issue({ body: `${body("🟥 Critical")}\n### Who\n\n@openwater/all\n` });
    expect(replies(planned(item, { pipeline: { escalations: [{ ...rule, text }] } }))[0]).not.toContain(
      "@openwater/all",
    );
  });

  it("are silent on what is older than starts, and on what is closed", () => {
    const item = issue({ body: body("🟥 Critical") });
    expect(planned(item, { pipeline: { escalations: [rule], starts: july(20) } }).changes).toEqual([]);
    const shut = { ...item, state: "closed", stateReason: "duplicate", closedAt: july(20) } as const;
    expect(planned(shut, asked).changes).toEqual([]);
  });
});

describe("ruling 17: /why on a public issue", () => {
  it("is in the community's words and names nobody", () => {
    const there = instant("2025-07-20T09:00:00Z");
    const item = asking(commanded(bdLead, "/why", "none", there));
    const [reply] = replies(planned({ ...item, visibility: "public", cards: known([cardIn("Prospect", july(18))]) }));
    expect(reply).toBe("**Being worked on.**\n\nIt is in **prospect** since 2025-07-18 09:00 UTC.");
  });
});
