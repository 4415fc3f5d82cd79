/** Training as the reader of a report has it: hours by community, who is behind, and nothing of it for everybody. */
import { afterEach, describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { startLab } from "./lab.ts";
import { runLine } from "./lab-terminal.ts";

const base = `version: 1
mode: plan
communities: { file: communities.yml }
repositories:
  leads: { name: openwater/leads }
pipelines:
  sessions:
    items: { repository: leads, label: training }
    form: form.yml
    community: community
    stages:
      - { id: planned, label: "training: planned" }
      - { id: held, label: "training: held", outcome: done, closed-as: completed }
  agreements:
    items: { repository: leads, label: agreement }
    form: form.yml
    community: community
    contracts: { value: value, start: begins, end: ends }
    stages:
      - { id: proposed, label: "agreement: proposed" }
      - { id: signed, label: "agreement: signed", outcome: won }
money: { currency: USD }
`;
const training = "training: { of: sessions, hours: hours, agreed: { in: agreements, hours: agreed-hours } }\n";
const fields = {
  community: "Community",
  hours: "Hours",
  "agreed-hours": "Agreed",
  value: "Value",
  begins: "Begins",
  ends: "Ends",
};
const inputs = Object.entries(fields).map(
  ([id, label]) => `  - { type: input, id: ${id}, attributes: { label: ${label} } }`,
);
const form = `name: A form\ndescription: For this test.\nbody:\n${inputs.join("\n")}\n`;

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Wednesday 1 July 2026: of 2026, 181 of 365 days are over. */
async function lived(config: string, hours = "2") {
  const one = await startLab({ config });
  closing.push(() => one.close());
  one.sandbox.clock.set("2026-07-01T12:00:00Z");
  const folder = ".github/milepost";
  one.push("bd-lead", "openwater/.github", {
    [`${folder}/communities.yml`]: "- { slug: canary-reef }\n",
    [`${folder}/form.yml`]: form,
  });
  const open = (labels: readonly string[], answers: Partial<Record<keyof typeof fields, string>>) => {
    const said = Object.entries({ community: "canary-reef", ...answers });
    const body = said.map(([id, text]) => `### ${fields[id as keyof typeof fields]}\n\n${text}\n`).join("\n");
    one.build.issue(one.places.leads, { title: "canary", body, by: "bd-lead", at: "2026-02-02T08:00:00Z", labels });
  };
  open(["agreement", "agreement: signed"], {
    "agreed-hours": "12",
    begins: "2026-01-01",
    ends: "2026-12-31",
    value: "100",
  });
  open(["training", "training: held"], { hours });
  open(["training", "training: planned"], {});
  const env = { GITHUB_TOKEN: await one.appToken() };
  return async (line = "") => {
    const files: Record<string, string> = {};
    const told = await runLine(`report --org openwater --out r ${line}`.trim(), { one, env, files });
    return { ...told, files, md: files["r/report.md"]! };
  };
}

const rows = (md: string) => md.split("\n").filter((line) => line.startsWith("| canary-reef | 1"));

describe("training in a report", () => {
  it("is not there when the config does not ask for it", async () => {
    const { code, md } = await (await lived(base))();
    expect([code, md.includes("Training")]).toEqual([0, false]);
  });

  it("tells the team who had how much, and who is behind", async () => {
    const { code, md } = await (await lived(base + training))();
    expect(code).toBe(0);
    // 12 × 181/365 = 5.95 expected; 2 were held, and 3.95 of them are missing: more than a quarter of 12.
    expect(md).toContain("2 hours in 1 session; 1 community behind what was agreed.");
    expect(rows(md)[0]).toMatch(/^\| canary-reef \| 12 \| 2 \| 6 \| 4 \| 1: .* \| 1: .* \|$/);
    expect(md).toContain("canary-reef is 4 hours of training behind: it had 2 hours of the 12 that were agreed.");
  });

  it("lists hours that are none, ends with 3 and calls nobody late", async () => {
    const { code, md } = await (await lived(base + training, "an afternoon"))();
    expect(code).toBe(3);
    expect(md).toContain('"an afternoon" ("hours") is no number of hours; it is in no sum. Write hours, as 1.5.');
    expect(md).not.toContain("of training behind");
    expect(rows(md)).toEqual([]);
  });

  it("tells everybody nothing", async () => {
    const { files, err } = await (await lived(base + training, "canary"))("--audience public");
    expect(Object.keys(files)).toContain("r/report.md");
    for (const text of [...Object.values(files), err]) expect(text).not.toMatch(/canary|of training|## Training/);
  });
});

describe("training in the config", () => {
  it.each<readonly [why: string, text: string, code: string, says: RegExp]>([
    ["no such pipeline", "{ of: session, hours: hours }", "unknown-pipeline", /no pipeline "session"/],
    [
      "no such agreements",
      "{ of: sessions, hours: hours, agreed: { in: deals, hours: h } }",
      "unknown-pipeline",
      /no pipeline "deals"/,
    ],
    ["a pipeline without communities", "{ of: bare, hours: hours }", "no-form", /`bare` has no `form` and `community`/],
  ])("may not name %s", (_, text, code, says) => {
    const bare = '  bare: { items: { repository: leads, label: bare }, stages: [{ id: any, label: "any" }] }\n';
    const { problems } = loadConfig(`${base.replace("money:", `${bare}money:`)}training: ${text}\n`, "milepost.yml");
    expect(problems.map((one) => one.code)).toEqual([code]);
    expect(problems[0]?.what).toMatch(says);
  });
});
