/** Steps that a step waits for (`needs-done`) → those whose issues are not closed yet. */
import type { Step } from "../../model/pipeline.ts";
import type { Artefacts } from "../artefacts.ts";
import { judge } from "../condition.ts";
import type { Case } from "../part.ts";
import type { Start } from "./moments.ts";

/**
 * Ids, in the order of the config. The newest moment of each step counts. An issue that was closed is done whatever the
 * reason, one that somebody deleted too, and so is a step whose moment has come while its condition does not hold.
 */
export function waitsFor(
  one: Case,
  { after }: Pick<Step, "after">,
  { starts, artefacts }: { readonly starts: readonly Start[]; readonly artefacts: Artefacts },
): readonly string[] {
  return after.filter((id) => {
    const start = starts.findLast(({ step }) => step.id === id);
    if (start === undefined) return true;
    const keeper = artefacts.holding(start.key)[0];
    if (keeper !== undefined) return keeper.issue.state === "open";
    if (artefacts.remembers(start.key)) return false;
    const holds = judge(one, start.step.when);
    return !holds.known || holds.value;
  });
}
