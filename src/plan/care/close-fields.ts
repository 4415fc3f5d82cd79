/**
 * The latest closing → board fields, set when they are empty. Only within a day of the closing: what a person clears
 * later is not written again, and GitHub does not tell when a field was cleared. An issue on no board is no error.
 */
import { plusSeconds } from "../../model/time.ts";
import { judge } from "../condition.ts";
import { planFields } from "../field.ts";
import { type Case, isBeforeStarts, note, nothing, type Part, pipelinePath, together } from "../part.ts";

const windowSeconds = 24 * 3600;

/** Everything that the pipeline sets on closing. */
export function planCloseFields(one: Case): Part {
  const { item, pipeline, now } = one;
  const { closedAt } = item;
  if (pipeline.onClose.length === 0 || item.state !== "closed" || closedAt === null) return nothing;
  if (isBeforeStarts(closedAt, pipeline)) return note("No field was set on closing: it is older than starts.");
  if (now > plusSeconds(closedAt, windowSeconds)) return nothing;
  return together(
    ...pipeline.onClose.map((rule) => {
      if (rule.as !== null && rule.as !== item.stateReason) return nothing;
      const because = {
        rule: `${pipelinePath(one)}.${rule.id.startsWith("on-close") ? rule.id : `on-close[${rule.id}]`}`,
        fact: `it was closed at ${closedAt}`,
      };
      const holds = judge(one, rule.when);
      if (!holds.known) return note(`${because.rule} was not judged: ${holds.why}.`);
      return holds.value
        ? planFields(one, { board: rule.board, settings: rule.fields, because, moment: closedAt })
        : nothing;
    }),
  );
}
