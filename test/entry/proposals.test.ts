/** Pull requests that propose a config, through signed webhooks: one check run, and nothing else. */
import { afterEach, describe, expect, it } from "vitest";
import { boardConfig, type Lab, type LabOptions, startLab } from "./lab.ts";

const labs: Lab[] = [];
afterEach(async () => {
  for (const one of labs.splice(0)) await one.close();
});

async function running(options: LabOptions = {}) {
  const one = await startLab(options);
  labs.push(one);
  const app = await one.runApp();
  await app.settle();
  one.sandbox.meter.reset();
  return { one, app };
}

const path = ".github/milepost.yml";
const checksOf = ({ sandbox }: Lab) => [...sandbox.store.checks.values()];

function propose({ person }: Lab, files: Record<string, string | null>, repository = "openwater/.github") {
  return person("bd-lead").openPullRequest(repository, { title: "Another config", branch: "config", files });
}

describe("a pull request", () => {
  it("that touches no config gets no check run, and costs no write", async () => {
    const { one, app } = await running();
    await propose(one, { "README.md": "Hello" });
    await app.settle();
    expect(checksOf(one)).toEqual([]);
    expect(one.sandbox.meter.of("milepost")).toMatchObject({ graphqlMutationDocuments: 0, restWrites: 0 });
  });

  it("with a right config is told so, and that it takes effect after merge", async () => {
    const { one, app } = await running();
    await propose(one, { [path]: boardConfig.replace("outcome: won", "outcome: done") });
    await app.settle();
    const [check, ...others] = checksOf(one);
    expect(others).toEqual([]);
    expect(check).toMatchObject({ name: "Milepost config", status: "completed", conclusion: "success" });
    expect(check!.output.title).toBe("The config is right");
    expect(check!.output.summary).toContain("takes effect after merge");
    expect(check!.output.annotations).toEqual([]);
  });

  it("with a mistake gets it on its line, and nothing but the check run is written", async () => {
    const { one, app } = await running();
    await propose(one, { [path]: boardConfig.replace("stages:", "stagess:") });
    const state = () => JSON.stringify({ ...(one.sandbox.snapshot() as object), checks: [] });
    const before = state();
    await app.settle();
    expect(checksOf(one)).toMatchObject([{ conclusion: "failure" }]);
    expect(checksOf(one)[0]!.output.annotations).toMatchObject([
      { path, start_line: 13, end_line: 13, annotation_level: "failure", title: "unknown-key" },
    ]);
    expect(JSON.stringify(checksOf(one)[0]!.output.annotations)).toContain("stages");
    expect(one.sandbox.meter.of("milepost")).toMatchObject({ graphqlMutationDocuments: 0, restWrites: 1 });
    expect(state()).toBe(before);
  });

  it("names no place that is then asked for, and does not become the config", async () => {
    const { one, app } = await running();
    const hostile = boardConfig
      .replace("openwater/leads", "openwater/secret-place")
      .replace("openwater/61", "elsewhere/7")
      .replace("mode: apply", "mode: apply\ntemplates: { repository: openwater/secret-place }");
    const lead = await one.person("bd-lead").openIssue("openwater/leads", { title: "Estuary", labels: ["lead"] });
    await propose(one, { [path]: hostile });
    await app.settle();
    const asked = one.sandbox.meter.log.join("\n");
    expect(asked).not.toMatch(/secret-place|elsewhere/);
    expect(checksOf(one)).toHaveLength(1);
    expect(one.labelsOf(lead)).toEqual(["lead", "stage: lead"]);
  });

  it("is judged again for each new commit, and once for a delivery that comes twice", async () => {
    const { one, app } = await running();
    one.sandbox.faults.next("duplicateDelivery", 20);
    await propose(one, { [path]: boardConfig.replace("stages:", "stagess:") });
    await app.settle();
    expect(checksOf(one)).toHaveLength(1);
    await one.person("bd-lead").writeFiles("openwater/.github", { [path]: `${boardConfig}\n# better\n` }, "config");
    await app.settle();
    expect(checksOf(one).map(({ conclusion }) => conclusion)).toEqual(["failure", "success"]);
  });

  it("that removes the config is told what that means", async () => {
    const { one, app } = await running();
    await propose(one, { [path]: null });
    await app.settle();
    expect(checksOf(one)).toMatchObject([{ conclusion: "neutral", output: { title: "The config would be removed" } }]);
  });

  it("with a template that asks for an unknown variable gets it on the template's line", async () => {
    const stepped = `${boardConfig}    steps:\n      - { at: partner, open: welcome.md, values: { who: "{{ item.title }}" } }\n`;
    const { one, app } = await running({ config: stepped });
    const template = (name: string) => `---\nname: Welcome\nabout: x\ntitle: Welcome\n---\n{{ ${name} }}\n`;
    await propose(one, { [path]: `${stepped}# more\n`, ".github/milepost/welcome.md": template("whom") });
    await app.settle();
    expect(checksOf(one)).toMatchObject([{ conclusion: "failure" }]);
    expect(checksOf(one)[0]!.output.annotations).toMatchObject([
      { path: ".github/milepost/welcome.md", start_line: 6, start_column: 4 },
    ]);
  });

  it.each(["[", "{{", "[{a: "])(
    "with a template that nests without end (%s) is told so, and the process lives",
    async (part) => {
      const stepped = `${boardConfig}    steps:\n      - { at: partner, open: welcome.md }\n`;
      const { one, app } = await running({ config: stepped });
      // Anybody may propose one where the repository is public; it was read by a parser that recursed.
      const bomb = `---\nname: Welcome\nabout: ${part.repeat(20_000)}\ntitle: Welcome\n---\nHi\n`;
      await propose(one, { [path]: `${stepped}# more\n`, ".github/milepost/welcome.md": bomb });
      await app.settle();
      expect(checksOf(one)).toMatchObject([{ conclusion: "failure" }]);
      expect(JSON.stringify(checksOf(one)[0]!.output)).toContain("nests more than 32 levels deep");
      expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
    },
  );

  it("in another repository is nobody's config", async () => {
    const { one, app } = await running();
    await propose(one, { [path]: "version: 9\n" }, "openwater/support");
    await app.settle();
    expect(checksOf(one)).toEqual([]);
  });
});
