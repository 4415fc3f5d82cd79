/**
 * What gets nobody in, with a whole App on a sandbox: a command while GitHub does not say who may command, and webhooks
 * that somebody kept and sends again. (SECURITY.md: commands of people who may not; replayed webhooks.)
 */
import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import type { IssueRow } from "../../src/sandbox/rows.ts";
import { boardConfig, type Lab, startLab } from "./lab.ts";

const labs: Lab[] = [];

afterEach(async () => {
  for (const one of labs.splice(0)) await one.close();
});

async function running(config: string, files: Readonly<Record<string, string>> = {}) {
  const lab = await startLab({ config });
  labs.push(lab);
  lab.push("bd-lead", "openwater/.github", files);
  const lead = lab.build.issue(lab.places.leads, {
    title: "Estuary Institute",
    by: "bd-lead",
    at: "2026-01-02T09:00:00Z",
    labels: ["lead", "stage: lead"],
    on: [lab.places.board],
    moves: [{ at: "2026-01-02T09:00:01Z", by: "bd-lead", to: "Lead" }],
  });
  return { lab, lead, app: await lab.runApp() };
}

const standing = (lab: Lab, lead: IssueRow) => ({
  column: lab.columnOf(lead),
  labels: lab.labelsOf(lead),
  comments: lab.sandbox.store.commentsOf(lead.id).length,
});

/** GitHub as before, but for who may do what. */
function answerPermissions(lab: Lab, answer: () => Response): void {
  const { sandbox } = lab;
  const real = sandbox.fetch;
  const isAsked = (request: Request) => /\/collaborators\/[^/]+\/permission$/.test(new URL(request.url).pathname);
  const fetch = async (request: Request) => (isAsked(request) ? answer() : real(request));
  Object.assign(sandbox, { fetch });
}

const every = ["/stage partner", "/hold", "/waiting", "/resume", "/approve", "/why", "/help"];

describe("a command", () => {
  it("of the owner is carried out while GitHub says who is the owner", async () => {
    const { lab, lead, app } = await running(boardConfig);
    await lab.person("bd-lead").comment(lead, every[0]!);
    await app.settle();
    // The status comment, the command and its receipt.
    expect(standing(lab, lead)).toEqual({ column: "Partner", labels: ["lead", "stage: partner"], comments: 3 });
  });

  const answers: readonly { why: string; answer: () => Response }[] = [
    { why: "500", answer: () => Response.json({ message: "Server Error" }, { status: 500 }) },
    { why: "502, as a page", answer: () => new Response("<html>Bad gateway</html>", { status: 502 }) },
    { why: "403", answer: () => Response.json({ message: "Resource not accessible by integration" }, { status: 403 }) },
    { why: "200 with nothing in it", answer: () => Response.json({}) },
    {
      why: "200 with a role that nobody knows",
      answer: () => Response.json({ permission: "owner", role_name: "root" }),
    },
    { why: "200 that is no JSON", answer: () => new Response("admin") },
  ];
  it.each(answers)(
    "changes nothing while GitHub answers $why to who may give it, not even for the owner",
    async (row) => {
      const { lab, lead, app } = await running(boardConfig);
      const before = standing(lab, lead);
      answerPermissions(lab, row.answer);
      for (const line of every) await lab.person("bd-lead").comment(lead, line);
      await app.settle();
      expect(standing(lab, lead)).toEqual({ ...before, comments: before.comments + every.length });
    },
  );

  it("waits, and is carried out once GitHub says that its author may", async () => {
    const { lab, lead, app } = await running(boardConfig);
    const { fetch } = lab.sandbox;
    answerPermissions(lab, answers[0]!.answer);
    await lab.person("bd-lead").comment(lead, every[0]!);
    await app.settle();
    expect(lab.columnOf(lead)).toBe("Lead");
    Object.assign(lab.sandbox, { fetch });
    lab.sandbox.clock.advance(300);
    await lab.person("bd-lead").editTitle(lead, "Estuary Institute, Lisbon");
    await app.settle();
    expect(lab.columnOf(lead)).toBe("Partner");
  });
});

const flows = `flows:
  outage:
    from: leads
    key: incident_id
    accepts: [incident_id]
    in: leads
    label: outage
    play: { parent: outage.md }
`;

describe("a webhook that was kept", () => {
  it("for thirty days and sent again under a new id, as all are here, writes nothing", async () => {
    const files = { ".github/milepost/outage.md": "---\nname: x\nabout: x\ntitle: Outage\n---\nLook at it.\n" };
    const { lab, lead, app } = await running(`${boardConfig}${flows}`, files);
    const person = lab.person("bd-lead");
    await person.moveCard(lead, lab.places.board, "Partner");
    await person.comment(lead, "/stage lead");
    await person.dispatch("openwater/leads", "outage", { incident_id: "INC-7" });
    await app.settle();
    await person.close(lead);
    await person.reopen(lead);
    await person.openIssue("openwater/leads", { title: "Delta College", labels: ["lead"] });
    await app.settle();
    const kept = [...lab.sandbox.hooks.log];
    expect(new Set(kept.map(({ event }) => event)).size).toBeGreaterThan(4);
    expect(kept.map(({ event }) => event)).toContain("repository_dispatch");

    lab.sandbox.clock.advance(30 * 86_400);
    await app.settle();
    const before = lab.state();
    lab.sandbox.meter.reset();
    for (const { headers, body } of kept) {
      const sent = { ...headers, "x-github-delivery": randomUUID() };
      const answer = await fetch(`${app.url}/api/github/webhooks`, { method: "POST", headers: sent, body });
      // What they are is true, and so they are taken.
      expect(answer.status).toBeLessThan(300);
    }
    await app.settle();
    expect(lab.state()).toBe(before);
    const { restWrites, mutationFields, requests } = lab.sandbox.meter;
    expect({ restWrites, mutationFields }).toEqual({ restWrites: 0, mutationFields: 0 });
    // They were looked into, and not dropped unread.
    expect(requests).toBeGreaterThan(0);
  });
});
