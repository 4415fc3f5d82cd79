/**
 * The rest of the catalogue of bad input that `test/config/bad-input.test.ts` begins: what needs more than the text of a
 * config. Expected messages are written by hand from the catalogue.
 */
import { describe, expect, it } from "vitest";
import { appendBlock, updateBlock } from "../../src/content/kept-block.ts";
import { renderMarker } from "../../src/content/markers.ts";
import { readEffectiveConfig } from "../../src/entry/effective-config.ts";
import { problemText } from "../../src/model/problem.ts";
import { plan } from "../../src/plan/plan.ts";
import { readerOf } from "../observe/fakes.ts";
import {
  configWith,
  contractStep,
  type issue,
  july,
  known,
  linked,
  settledIn,
  subIssue,
  toProspect,
  world,
} from "../support/builders.ts";

const key = "leads/I_7/draft-contract/1";
const gone = world({ templates: { ...world().templates, "draft-contract.md": known(null) } });
const steps = configWith({ pipeline: { steps: [contractStep] } });

function plannedWithoutTemplate(more: Parameters<typeof issue>[0] = {}) {
  const { changes, problems } = plan({ item: settledIn(toProspect, more), world: gone }, steps, july(28));
  return { changes: changes.map(({ kind }) => kind), problems: problems.map(problemText) };
}

describe("bad input, beyond the text of a config", () => {
  it("row 1: a missing config says where one belongs, and nothing is done", async () => {
    const reader = readerOf({ readFile: async () => known(null) });
    const { config, problems } = await readEffectiveConfig(reader, { kind: "owner", owner: "openwater" });
    expect(config).toBeNull();
    expect(problems.map(problemText)).toEqual([
      "openwater/.github:.github/milepost.yml  config-missing  There is no config, so Milepost does nothing here. Put one at .github/milepost.yml in the organisation's .github or .github-private repository.",
    ]);
  });

  it("row 32: lines of a checklist that are alike keep their ticks by their order", () => {
    const body = appendBlock("Hello", "accounts", "- [ ] Ask\n- [ ] Ask\n- [ ] Ask");
    const ticked = body.replace("- [ ] Ask\n- [ ] Ask", "- [ ] Ask\n- [x] Ask");
    const updated = updateBlock(ticked, "accounts", "- [ ] Ask\n- [ ] Ask\n- [ ] Ask\n- [ ] Tell");
    expect(updated).toContain("- [ ] Ask\n- [x] Ask\n- [ ] Ask\n- [ ] Tell");
  });

  it("row 33: a template that was deleted opens nothing more, and says so", () => {
    expect(plannedWithoutTemplate()).toEqual({
      changes: [],
      problems: [
        "draft-contract.md  template-missing  There is no such template file, so nothing can be opened from it. Add the file under `templates.path`, or correct its name in the config.",
      ],
    });
  });

  it("row 33: and what was opened from it before is left as it is", () => {
    const opened = subIssue(9, renderMarker({ kind: "issue", key, extra: {} }), linked(9, "", { repo: "leads" }));
    const held = { ...opened, body: renderMarker({ kind: "issue", key, extra: {} }) };
    expect(plannedWithoutTemplate({ subIssues: known([held]) })).toEqual({ changes: [], problems: [] });
  });
});
