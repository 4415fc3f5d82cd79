/** Every value in effect, and where it was said. */
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { showConfig } from "../../src/config/show.ts";
import { sample } from "./sample.ts";

describe("showConfig", () => {
  it("shows nothing of a config that cannot be read", () => {
    expect(showConfig(loadConfig("mode: apply\n", "m.yml"))).toEqual([]);
  });

  const shown = showConfig(loadConfig(sample, "m.yml"));
  const rows = [
    { why: "what the file says, where it says it", path: "mode", value: "apply", origin: "m.yml:2:7" },
    {
      why: "an entry of a list",
      path: "pipelines.leads.stages[1].label",
      value: "stage: prospect",
      origin: "m.yml:17:49",
    },
    { why: "a default", path: "visibility-bound", value: "15m", origin: "default" },
    {
      why: "a default within a part that the file does not have",
      path: "calendar.zone",
      value: "UTC",
      origin: "default",
    },
    {
      why: "a default within a part that it has",
      path: "pipelines.leads.illegal-moves",
      value: "tell",
      origin: "default",
    },
    { why: "a list that is empty", path: "identities", value: [], origin: "default" },
  ];
  it.each(rows)("$why", ({ path, value, origin }) => {
    expect(shown.filter((one) => one.path === path)).toEqual([{ path, value, origin }]);
  });

  it("leaves out what is neither said nor has a default", () => {
    expect(shown.map(({ path }) => path)).not.toContain("communities");
    expect(shown.every(({ value }) => value !== undefined)).toBe(true);
  });
});
