/** The issue "Milepost needs attention", kept by the App. */
import { afterEach, describe, expect, it } from "vitest";
import { refusedBy } from "../../src/entry/outgoing.ts";
import { boardConfig, type Lab, type LabOptions, startLab } from "./lab.ts";

const labs: Lab[] = [];
afterEach(async () => {
  for (const one of labs.splice(0)) await one.close();
});

async function lab(options: LabOptions): Promise<Lab> {
  const one = await startLab(options);
  labs.push(one);
  return one;
}

const attentive = `${boardConfig}attention: { repository: leads, label: milepost }\n`;
const path = ".github/milepost.yml";

function issuesOf({ sandbox }: Lab) {
  return [...sandbox.store.issues.values()]
    .filter(({ title }) => title === "Milepost needs attention")
    .map(({ state, body, repository }) => ({ state, body, in: sandbox.store.repositories.get(repository)!.name }));
}

describe("the attention issue", () => {
  it("is not opened while nothing needs attention", async () => {
    const one = await lab({ config: attentive });
    await (await one.runApp()).settle();
    expect(issuesOf(one)).toEqual([]);
    expect(one.sandbox.meter.of("milepost").creations).toBe(0);
  });

  it("is opened for a config that went wrong, says where, and closes itself when it is mended", async () => {
    const one = await lab({ config: attentive });
    const app = await one.runApp();
    one.push("bd-lead", "openwater/.github", { [path]: attentive.replace("stages:", "stagess:") });
    await app.settle();
    expect(issuesOf(one)).toMatchObject([{ state: "OPEN", in: "leads" }]);
    expect(issuesOf(one)[0]!.body).toContain(`openwater/.github:${path}:13:5`);
    expect(issuesOf(one)[0]!.body).toContain("Did you mean `stages`?");
    one.push("bd-lead", "openwater/.github", { [path]: attentive.replace("version: 1", "version: 7") });
    await app.settle();
    expect(issuesOf(one)).toHaveLength(1);
    expect(issuesOf(one)[0]!.body).not.toContain("13:5");
    one.push("bd-lead", "openwater/.github", { [path]: attentive });
    await app.settle();
    expect(issuesOf(one)).toMatchObject([{ state: "CLOSED" }]);
    expect(issuesOf(one)[0]!.body).toContain("All is well again.");
  });

  it("is found again after a restart, and not written when it says what is so", async () => {
    const one = await lab({ config: attentive, columns: ["Lead", "Partners"] });
    const app = await one.runApp();
    await app.settle();
    expect(issuesOf(one)).toMatchObject([{ state: "OPEN" }]);
    expect(issuesOf(one)[0]!.body).toContain("Partner");
    const before = one.state();
    await app.close();
    const again = await one.runApp();
    await again.settle();
    expect(one.state()).toBe(before);
  });

  it("is refused by a public repository, and the log says so", async () => {
    const config = attentive
      .replace("pipelines:", "  support: { name: openwater/support }\npipelines:")
      .replace("repository: leads, label: milepost", "repository: support, label: milepost");
    const one = await lab({ config, columns: ["Lead", "Partners"] });
    const app = await one.runApp();
    await app.settle();
    expect(issuesOf(one)).toEqual([]);
    expect(app.said()).toContain("attention-public");
  });

  it("is not opened with mode: plan", async () => {
    const config = attentive.replace("mode: apply", "mode: plan");
    const one = await lab({ config, columns: ["Lead", "Partners"] });
    await (await one.runApp()).settle();
    expect(issuesOf(one)).toEqual([]);
  });

  it("stays closed when a person closes it, until there is something else to say", async () => {
    const one = await lab({ config: attentive, columns: ["Lead", "Partners"] });
    const app = await one.runApp();
    await app.settle();
    const row = [...one.sandbox.store.issues.values()].find(({ title }) => title === "Milepost needs attention")!;
    await one.person("bd-lead").close(row);
    await app.close();
    one.sandbox.clock.advance(3600);
    const again = await one.runApp();
    await again.settle();
    expect(issuesOf(one)).toMatchObject([{ state: "CLOSED" }]);
    one.push("bd-lead", "openwater/.github", { [path]: attentive.replace("openwater/61", "openwater/62") });
    await again.settle();
    expect(issuesOf(one).map(({ state }) => state)).toEqual(["CLOSED", "OPEN"]);
  });

  it("says that an outgoing webhook is never called, until its host is allowed", async () => {
    const config = `${attentive}webhooks:\n  pager: { url: "https://pager.example.org/resolve", id: incident_id }\n`;
    const one = await lab({ config });
    const app = await one.runApp();
    await app.settle();
    expect(issuesOf(one)).toMatchObject([{ state: "OPEN", in: "leads" }]);
    expect(issuesOf(one)[0]!.body).toContain("`webhooks.pager`: The webhook is never called");
    expect(app.said()).toContain("webhook-off");
    await app.close();
    one.sandbox.clock.advance(3600);
    await (await one.runApp({ refused: refusedBy({ OUTGOING_HOSTS: "pager.example.org" }) })).settle();
    expect(issuesOf(one)).toMatchObject([{ state: "CLOSED" }]);
  });

  it("says that an issue names a community that is not on file, since it passed without an approval", async () => {
    const support = `  support:
    items: { repository: support }
    form: form.yml
    community: community
    asks: { only: representatives }
    stages: [{ id: received, label: "stage: received" }, { id: solved, label: "stage: solved", outcome: done, closed-as: completed }]
`;
    const config = `communities: { file: communities.yml }\n${attentive}`.replace(
      "\npipelines:\n",
      `\n  support: { name: openwater/support }\npipelines:\n${support}`,
    );
    const one = await lab({ config });
    one.push("bd-lead", "openwater/.github", {
      ".github/milepost/communities.yml":
        "communities:\n  - { slug: estuary, name: Estuary, representatives: [rep-estuary] }\n",
      ".github/milepost/form.yml":
        "name: Ask\ndescription: Ask\nbody:\n  - { type: input, id: community, attributes: { label: Community } }\n",
    });
    const asked = await one
      .person("engineer-1")
      .openIssue("openwater/support", { title: "Help", body: "### Community\n\nLagoon" });
    const app = await one.runApp();
    await app.settle();
    expect(issuesOf(one)[0]?.body).toContain(
      "The issue names a community that is not on file, so nobody was asked to approve it.",
    );
    await one.person("engineer-1").close(asked);
    await app.close();
    one.sandbox.clock.advance(3600);
    await (await one.runApp()).settle();
    expect(issuesOf(one)).toMatchObject([{ state: "CLOSED" }]);
  });
});
