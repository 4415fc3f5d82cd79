/** `examples/research-cloud/milepost.yml` and its templates, loaded. The scenarios live with it, and the long test a quarter. */
import { describe, expect, it } from "vitest";
import { checkConfig } from "../../src/config/check.ts";
import { loadConfig } from "../../src/config/load.ts";
import { templatesNamedBy } from "../../src/config/questions.ts";
import { cloudFiles, configPath } from "../scenarios/files.ts";

const home = { home: { owner: "openwater", repo: ".github" } };

describe("the example", () => {
  it("has no problem, nor have its templates", () => {
    const files = cloudFiles();
    const { config, problems, where } = loadConfig(files[configPath]!, "milepost.yml", home);
    expect(problems).toEqual([]);
    const texts = Object.fromEntries(
      templatesNamedBy(config!).map((path) => [path, files[`.github/milepost/${path}`] ?? null]),
    );
    expect(checkConfig(config!, texts, where)).toEqual([]);
  });
});
