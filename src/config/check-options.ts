/**
 * Answers that conditions and label maps name, against the options of the form: one that no option has is never given,
 * and what hangs on it never happens. A warning, since older issues may hold options that the form has no more.
 */
import type { Form, FormField } from "../content/form.ts";
import type { Condition } from "../model/condition.ts";
import type { Pipeline } from "../model/pipeline.ts";
import type { Problem } from "../model/problem.ts";
import { listed, shown, warning } from "./complaint.ts";
import type { Config } from "./config.ts";
import { foldName } from "./fold.ts";
import { didYouMean } from "./nearest.ts";
import type { ConfigPath, WhereOf } from "./where.ts";

/** Problems of every answer that cannot be chosen. `formAt` gives null for a form that was not read. */
export function checkOptions(
  config: Config,
  formAt: (path: string) => Form | null,
  where: WhereOf,
): readonly Problem[] {
  const lists = Object.entries({ pipelines: config.pipelines, rules: config.rules });
  return lists.flatMap(([kind, all]) =>
    all.flatMap((one) => {
      const form = one.form === null ? null : formAt(one.form);
      if (form === null) return [];
      return namedIn(one, [kind, one.name], config).flatMap(({ field, text, path }) => {
        const options = optionsOf(form.fields.find(({ id }) => id === field));
        if (options === null || options.some((option) => foldName(option) === foldName(text))) return [];
        const what = `The field ${shown(field)} of ${form.path} has no option ${shown(text)}, so nobody can choose it.`;
        return [warning("unknown-option", where(path), what, didYouMean(text, options, `Known: ${listed(options)}.`))];
      });
    }),
  );
}

interface Named {
  readonly field: string;
  readonly text: string;
  readonly path: ConfigPath;
}

function namedIn(one: Pipeline, root: ConfigPath, config: Config): readonly Named[] {
  const { answers, gates, clocks, escalations, notices, assign, checklists, onClose, steps } = one;
  const lists = { answers, gates, clocks, escalations, notices, assign, checklists, "on-close": onClose, steps };
  const conditions = Object.entries(lists).flatMap(([key, list]) =>
    (list as readonly { readonly when: Condition | null }[]).flatMap(({ when }, index) =>
      answersIn(when, [...root, key, index, "when"]),
    ),
  );
  const maps = answers.flatMap(({ field, labels }, index) =>
    Object.keys(labels).map((text) => ({
      field: field ?? "",
      text,
      path: [...root, "answers", index, "labels", text],
    })),
  );
  const ranks = (one.priority?.rules ?? []).flatMap(({ when }, index) =>
    answersIn(when, [...root, "priority", "rules", index, "when"]),
  );
  const played = steps.flatMap((step) =>
    step.kind === "play" ? (config.playbooks[step.playbook]?.children ?? []) : [],
  );
  const children = played.flatMap(({ when }, index) => {
    const book = steps.find((step) => step.kind === "play");
    return answersIn(when, ["playbooks", book?.kind === "play" ? book.playbook : "", "children", index, "when"]);
  });
  return [...maps, ...conditions, ...ranks, ...children];
}

/** Of a condition and of those inside it. */
function answersIn(condition: Condition | null, path: ConfigPath): readonly Named[] {
  switch (condition?.kind) {
    case "answer":
      return condition.is.map((text) => ({ field: condition.field, text, path }));
    case "all":
    case "any":
      return condition.of.flatMap((part) => answersIn(part, path));
    case "not":
      return answersIn(condition.of, path);
    default:
      return [];
  }
}

/** Null for a field in which anything can be written. */
function optionsOf(field: FormField | undefined): readonly string[] | null {
  return field?.kind === "dropdown" || field?.kind === "checkboxes" ? field.options : null;
}
