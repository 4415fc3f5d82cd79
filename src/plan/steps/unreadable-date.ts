/** An answer that should be a day and is not → told once, to people on the issue and to those who keep the config. */

import { neutralisePlain } from "../../content/neutralise.ts";
import { type Case, isBeforeStarts, nothing, type Part, problem, together } from "../part.ts";
import { tellOnce } from "../tell.ts";
import { formAt } from "../templates.ts";

/** Says that a day cannot be read; `rule` waits for it. The answer itself is not repeated. */
export function unreadableDate(one: Case, field: string, rule: string): Part {
  const { item, pipeline } = one;
  if (item.state === "closed" || isBeforeStarts(item.createdAt, pipeline)) return nothing;
  const said = tellOnce(one, {
    key: `date/${field}`,
    text: `The answer to ${question(one, field)} is not a day that can be read, so nothing can be planned by it yet. Please write it as year-month-day, like 2026-01-31.`,
    because: { rule, fact: `the answer "${field}" is not a day` },
    moment: item.createdAt,
  });
  const asked = problem({
    code: "date-unreadable",
    where: item.url,
    what: `The answer "${field}" is not a day, so what is planned by it waits.`,
    todo: "Write it as 2026-01-31 in the issue.",
    severity: "warning",
  });
  return together(said, asked);
}

/** As the form asks it, since people do not know the ids of fields. */
function question({ world, pipeline }: Case, field: string): string {
  const form = pipeline.form === null ? null : formAt(world, pipeline.form);
  const label = form?.known ? form.value?.fields.find(({ id }) => id === field)?.label : undefined;
  return label === undefined ? `\`${field}\`` : `“${neutralisePlain(label)}”`;
}
