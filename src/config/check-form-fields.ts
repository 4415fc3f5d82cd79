/**
 * Fields of forms that conditions, dates and rules name, against the forms themselves: that the form has the field, and
 * that somebody can give the answer on which something hangs. An answer that no option has is a warning only, since
 * older issues may hold options that the form has no more.
 */
import type { Form, FormField } from "../content/form.ts";
import type { Problem } from "../model/problem.ts";
import { error, listed, shown, warning } from "./complaint.ts";
import type { Config } from "./config.ts";
import { foldName } from "./fold.ts";
import { type FieldUse, fieldsIn, fieldUsesOf } from "./form-fields.ts";
import { didYouMean } from "./nearest.ts";
import type { ConfigPath, WhereOf } from "./where.ts";

/** Problems of every field and answer that a form does not have. `formAt` gives null for a form that was not read. */
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
      const played = one.steps.flatMap((step) => (step.kind === "play" ? childUses(config, step.playbook) : []));
      const measured = measuredUses(config).filter(({ of }) => of === one.name);
      const uses = [...fieldUsesOf(one, [kind, one.name]), ...played, ...measured];
      return uses.flatMap((use) => useProblems(use, form, where));
    }),
  );
}

function useProblems({ field, is, path }: FieldUse, form: Form, where: WhereOf): readonly Problem[] {
  const known = form.fields.map(({ id }) => id);
  const found = form.fields.find(({ id }) => id === field);
  if (found === undefined) {
    const what = `The form ${form.path} has no field ${shown(field)}.`;
    return [error("unknown-form-field", where(path), what, didYouMean(field, known, `Known: ${listed(known)}.`))];
  }
  const options = optionsOf(found);
  if (options === null) return [];
  const never = is.filter((text) => !options.some((option) => foldName(option) === foldName(text)));
  return never.map((text) => {
    const what = `The field ${shown(field)} of ${form.path} has no option ${shown(text)}, so nobody can choose it.`;
    return warning("unknown-option", where(path), what, didYouMean(text, options, `Known: ${listed(options)}.`));
  });
}

/** Fields that reports read of a pipeline's or rule's form, named outside of it. */
function measuredUses({ satisfaction, training }: Config): readonly (FieldUse & { readonly of: string })[] {
  const use = (of: string, field: string | null, path: ConfigPath) =>
    field === null ? [] : [{ of, field, is: [], path }];
  const answers = satisfaction?.from.kind === "form" ? satisfaction.from : null;
  const agreed = training?.agreed ?? null;
  return [
    ...(answers === null ? [] : use(answers.rule, answers.score, ["satisfaction", "form", "score"])),
    ...(answers === null ? [] : use(answers.rule, answers.touchPoint, ["satisfaction", "form", "touch-point"])),
    ...(training === null ? [] : use(training.of, training.hours, ["training", "hours"])),
    ...(agreed === null ? [] : use(agreed.in, agreed.hours, ["training", "agreed", "hours"])),
  ];
}

/** Null for a field in which anything can be written. */
function optionsOf(field: FormField): readonly string[] | null {
  return field.kind === "dropdown" || field.kind === "checkboxes" ? field.options : null;
}

/** Conditions of checklist issues are about the item that plays the playbook. */
function childUses({ playbooks }: Config, name: string): readonly FieldUse[] {
  return (playbooks[name]?.children ?? []).flatMap(({ when }, index) =>
    fieldsIn(when).map((use) => ({ ...use, path: ["playbooks", name, "children", index, "when"] })),
  );
}
