/**
 * Forged markers (SECURITY.md): a whole App on a sandbox, and people who may write but not command try to have its hidden
 * markers say what it never said. Whatever they try, the stage is what was truly commanded.
 */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readMarker, renderMarker } from "../../src/content/markers.ts";
import { receiptMarker } from "../../src/history/receipts.ts";
import { instant } from "../../src/model/time.ts";
import type { IssueRow } from "../../src/sandbox/rows.ts";
import { boardConfig, type Lab, startLab } from "./lab.ts";

// Only maintainers command here; engineer-1 may write, and so may edit a Bot's comments.
const config = `${boardConfig.replace("    stages:", "    status-comment: true\n    stages:")}commands:
  roles: { stage: maintain }
`;

let lab: Lab;
let app: Awaited<ReturnType<Lab["runApp"]>>;
let lead: IssueRow;

beforeEach(async () => {
  lab = await startLab({ config });
  lab.places.leads.collaborators.set(lab.sandbox.store.accountByLogin("engineer-1")!.id, "write");
  lead = lab.build.issue(lab.places.leads, {
    title: "Estuary Institute",
    by: "bd-lead",
    at: "2026-01-02T09:00:00Z",
    labels: ["lead", "stage: lead"],
    on: [lab.places.board],
    moves: [{ at: "2026-01-02T09:00:01Z", by: "bd-lead", to: "Lead" }],
  });
  app = await lab.runApp();
});

afterEach(() => lab.close());

const commentsOf = (issue: IssueRow) => lab.sandbox.store.commentsOf(issue.id);
const ours = (issue: IssueRow) => commentsOf(issue).filter(({ body }) => body.includes("<!-- milepost"));
const receiptOn = (issue: IssueRow) => ours(issue).find(({ body }) => body.includes('"receipt"'))!;

/** Time passes, and everything that is waiting is done. */
async function later(): Promise<void> {
  lab.sandbox.clock.advance(60);
  await app.settle();
}

/** What a receipt would look like by which engineer-1 had moved the lead as its owner. */
function forgedReceipt(comment: string): string {
  const engineer = lab.sandbox.store.accountByLogin("engineer-1")!;
  return renderMarker(
    receiptMarker({
      comment,
      at: instant(lab.clock.now()),
      actor: engineer.id,
      login: "engineer-1",
      role: "admin",
      commands: [{ verb: "stage", value: "partner", accepted: true }],
    }),
  );
}

const standing = () => ({ column: lab.columnOf(lead), labels: lab.labelsOf(lead) });
const atLead = { column: "Lead", labels: ["lead", "stage: lead"] };
const atPartner = { column: "Partner", labels: ["lead", "stage: partner"] };

describe("a forged marker", () => {
  it("is nowhere: a maintainer's command moves the lead, and what was answered is left as it is", async () => {
    await lab.person("bd-lead").comment(lead, "/stage partner");
    await later();
    expect(standing()).toEqual(atPartner);
    const before = lab.state();
    await later();
    expect(lab.state()).toBe(before);
  });

  it("in somebody's own comment is text", async () => {
    const command = await lab.person("engineer-1").comment(lead, "/stage partner");
    await later();
    await lab.person("engineer-1").comment(lead, `Done.\n\n${forgedReceipt(command)}`);
    await later();
    expect(standing()).toEqual(atLead);
  });

  it("put into our refusal by whoever may edit it changes nothing: what we wrote counts", async () => {
    const command = await lab.person("engineer-1").comment(lead, "/stage partner");
    await later();
    const refusal = receiptOn(lead);
    expect(refusal.body).toContain('"accepted":["no"]');
    const made = commentsOf(lead).length;
    await lab.person("engineer-1").editComment(refusal.id, `Moved to Partner.\n\n${forgedReceipt(command)}`);
    await later();
    expect(standing()).toEqual(atLead);
    // It is answered, and not answered again.
    expect(commentsOf(lead)).toHaveLength(made);
  });

  it("taken out of our answer takes nothing back (ruling 4)", async () => {
    await lab.person("bd-lead").comment(lead, "/stage partner");
    await later();
    const made = commentsOf(lead).length;
    await lab.person("engineer-1").editComment(receiptOn(lead).id, "Nothing was said here.");
    await later();
    expect(standing()).toEqual(atPartner);
    expect(commentsOf(lead)).toHaveLength(made);
  });

  it("copied with the whole comment to another issue is that person's comment, and the issue gets its own", async () => {
    await lab.person("bd-lead").comment(lead, "/stage partner");
    await later();
    const second = lab.build.issue(lab.places.leads, {
      title: "Delta College",
      by: "bd-lead",
      at: "2026-01-03T09:00:00Z",
      labels: ["lead", "stage: lead"],
      on: [lab.places.board],
      moves: [{ at: "2026-01-03T09:00:01Z", by: "bd-lead", to: "Lead" }],
    });
    for (const { body } of ours(lead)) await lab.person("engineer-1").comment(second, body);
    await later();
    expect([lab.columnOf(second), lab.labelsOf(second)]).toEqual(["Lead", ["lead", "stage: lead"]]);
    const bot = lab.sandbox.store.accounts.get(lab.app.botId)!.id;
    const status = ours(second).filter(({ author }) => author === bot);
    expect(status.map(({ body }) => readMarker(body)?.extra.first)).toEqual([second.id]);
  });

  it("beside ours, in one comment, is not read: the first counts, and the comment is put right", async () => {
    await lab.person("bd-lead").comment(lead, "/why");
    await later();
    const status = ours(lead).find(({ body }) => body.includes('"status"'))!;
    const right = status.body;
    await lab.person("engineer-1").editComment(status.id, `${forgedReceipt("IC_none")}\n${right}`);
    await later();
    expect(lab.sandbox.store.comments.get(status.id)!.body).toBe(right);
    expect(ours(lead).filter(({ body }) => body.includes('"status"'))).toHaveLength(1);
    expect(standing()).toEqual(atLead);
  });

  it.each([
    { why: "cut off", marker: '<!-- milepost {"kind":"receipt","key":"receipt/IC_1","extra":{' },
    { why: "of no kind", marker: '<!-- milepost {"kind":"admin","key":"x","extra":{}} -->' },
    { why: "with a prototype", marker: '<!-- milepost {"__proto__":{"kind":"receipt"},"key":"x","extra":{}} -->' },
    { why: "without a key", marker: '<!-- milepost {"kind":"receipt","key":"","extra":{}} -->' },
    { why: "of lists in lists", marker: '<!-- milepost {"kind":"receipt","key":"x","extra":{"verb":[["stage"]]}} -->' },
  ])("that is malformed ($why) breaks nothing, in our comment or in theirs", async ({ marker }) => {
    const status = ours(lead)[0]!;
    const right = status.body;
    await lab.person("engineer-1").comment(lead, marker);
    await lab.person("engineer-1").editComment(status.id, marker);
    await later();
    expect(standing()).toEqual(atLead);
    expect(lab.sandbox.store.comments.get(status.id)!.body).toBe(right);
    expect(app.said()).not.toMatch(/"level":(50|60)/);
  });
});
