/** Scenario 11: recurring work across the border of ISO week 53, whoever runs it and however often. */
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import type { Town } from "../../src/entry/demo/town.ts";
import { createPorts } from "../../src/entry/ports.ts";
import { createGitHub } from "../../src/entry/wire.ts";
import { createWorldKeeper } from "../../src/observe/world.ts";
import type { IssueRow } from "../../src/sandbox/rows.ts";
import { runRecurring } from "../../src/schedule.ts";
import {
  cloudAt,
  cloudFiles,
  configPath,
  fieldOf,
  labelsOf,
  newsOn,
  openedIssues,
  until,
  writesOfSecondSync,
} from "./cloud.ts";

/** Only the support rota, so that nothing else is in the way. */
function onlySupport(ifOpen = "skip"): (config: string) => string {
  return (config) =>
    config
      .replace(
        /recurring:\n {2}support:\n([\s\S]*?)\n {2}upstream:[\s\S]*?\n(money:.*\n)[\s\S]*?\nflows:/,
        "recurring:\n  support:\n$1\n\n$2\nflows:",
      )
      .replace("if-open: skip", `if-open: ${ifOpen}`)
      .replace("starts: 2026-09-01", `starts: ${"2026-12-20"}`);
}

const rotas = (town: Town): readonly IssueRow[] =>
  openedIssues(town).filter((one) => labelsOf(town, one).includes("support-rota"));

/** A runner beside the App that knows nothing of it, with a token of the same installation. */
function secondRunner(town: Town) {
  const { id: appId, privateKey, installationId: installation } = town.app;
  const octokit = createGitHub({
    baseUrl: town.githubUrl,
    auth: { kind: "installation", appId, privateKey, installation },
  });
  const ports = createPorts(octokit, town.clock);
  const { config } = loadConfig(onlySupport()(cloudFiles()[configPath]!), "milepost.yml", {
    home: { owner: "openwater", repo: ".github" },
  });
  return () =>
    runRecurring("support", config!, installation, {
      ...ports,
      outgoing: null,
      world: createWorldKeeper(ports.reader, config!),
    });
}

describe("the support rota on 2027-01-06", () => {
  it("opens for iteration 59 with its fields, and once, however often it is run", async () => {
    const town = await cloudAt("2027-01-06T05:00:00Z", { change: onlySupport(), sharp: true });
    expect(rotas(town).map(({ title }) => title)).toEqual(["Support - Iteration 59"]);
    const [rota] = rotas(town);
    expect(fieldOf(town, rota!, 57, "Estimate")).toBe(5);
    expect(fieldOf(town, rota!, 57, "Status")).toBe("Up Next");
    expect(fieldOf(town, rota!, 57, "End date")).toBe("2027-02-03");
    expect(fieldOf(town, rota!, 57, "Iteration")).toBe("Iteration 59");
    expect(await writesOfSecondSync(town)).toBe(0);
    await secondRunner(town)();
    expect(rotas(town)).toHaveLength(1);
  });

  it("is one issue when two runners that do not know each other open it at the same moment", async () => {
    const town = await cloudAt("2027-01-06T04:00:00Z", { change: onlySupport(), sharp: true });
    expect(rotas(town)).toEqual([]);
    town.sandbox.clock.set("2027-01-06T05:00:00Z");
    await Promise.all([secondRunner(town)(), secondRunner(town)()]);
    // GitHub may take its time to show what was written; then the lowest number keeps the key (ruling 7).
    await until(town, "2027-01-06T05:30:00Z");
    await town.restartApp();
    expect(rotas(town).filter(({ state }) => state === "OPEN")).toHaveLength(1);
    for (const one of rotas(town).slice(1)) expect(one.stateReason).toBe("DUPLICATE");
    expect(await writesOfSecondSync(town)).toBe(0);
  });

  const policies = [
    { ifOpen: "skip", issues: 1, comments: 0, why: "nothing follows an open one" },
    { ifOpen: "comment", issues: 1, comments: 1, why: "the open one is told, once" },
    { ifOpen: "open", issues: 2, comments: 0, why: "both stand side by side" },
  ];
  it.each(policies)("with the one before still open: $ifOpen, $why", async ({ ifOpen, issues, comments }) => {
    const town = await cloudAt("2026-12-23T06:00:00Z", { change: onlySupport(ifOpen), sharp: true });
    expect(rotas(town).map(({ title }) => title)).toEqual(["Support - Iteration 58"]);
    town.sandbox.clock.set("2027-01-06T06:00:00Z");
    await town.restartApp();
    await town.restartApp();
    expect(rotas(town)).toHaveLength(issues);
    expect(newsOn(town, rotas(town)[0]!)).toHaveLength(comments);
    expect(await writesOfSecondSync(town)).toBe(0);
  });
});
