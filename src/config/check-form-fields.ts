/** Fields of forms that conditions, dates and rules name, against the forms themselves. */
import type { Form } from "../content/form.ts";
import type { Problem } from "../model/problem.ts";
import { error, listed, shown } from "./complaint.ts";
import type { Config } from "./config.ts";
import { type FieldUse, fieldsIn, fieldUsesOf } from "./form-fields.ts";
import { didYouMean } from "./nearest.ts";
import type { WhereOf } from "./where.ts";

/** Problems of every field that a form does not have. `formAt` gives null for a form that was not read. */
export function checkFormFields(
  config: Config,
  formAt: (path: string) => Form | null,
  where: WhereOf,
): readonly Problem[] {
  const lists = Object.entries({ pipelines: config.pipelines, rules: config.rules });
  return lists.flatMap(([kind, all]) =>
    all.flatMap((one) => {
      const form = one.form === null ? null : formAt(one.form);
      // Without a form any heading of the body may be meant.
      if (form === null) return [];
      const known = form.fields.map(({ id }) => id);
      const played = one.steps.flatMap((step) => (step.kind === "play" ? childUses(config, step.playbook) : []));
      return [...fieldUsesOf(one, [kind, one.name]), ...played]
        .filter(({ field }) => !known.includes(field))
        .map(({ field, path }) => {
          const what = `The form ${form.path} has no field ${shown(field)}.`;
          const todo = didYouMean(field, known, `Known: ${listed(known)}.`);
          return error("unknown-form-field", where(path), what, todo);
        });
    }),
  );
}

/** Conditions of checklist issues are about the item that plays the playbook. */
function childUses({ playbooks }: Config, name: string): readonly FieldUse[] {
  return (playbooks[name]?.children ?? []).flatMap(({ when }, index) =>
    fieldsIn(when).map((field) => ({ field, path: ["playbooks", name, "children", index, "when"] })),
  );
}
