/** The small Liquid texts of a config: whether they can be read, and whether what they name exists. */
import type { Form } from "../content/form.ts";
import { parseLiquid } from "../content/liquid.ts";
import { variableName } from "../content/variable-name.ts";
import type { Problem } from "../model/problem.ts";
import { error, listed } from "./complaint.ts";
import type { Config } from "./config.ts";
import { didYouMean } from "./nearest.ts";
import { itemScope, type Opening, type Scope } from "./recipes.ts";
import { boardSettingsOf } from "./settings.ts";
import type { ConfigPath, WhereOf } from "./where.ts";

type FormAt = (path: string) => Form | null;

/** Problems of every value of every opening. */
export function checkValues(openings: readonly Opening[], formAt: FormAt, where: WhereOf): readonly Problem[] {
  return openings.flatMap(({ scope, values, valuePaths }) =>
    Object.entries(values).flatMap(([name, text]) =>
      textProblems({ text, scope, formAt, place: where(valuePaths[name]!) }),
    ),
  );
}

/** Problems of what the cards of new issues are given. */
export function checkSettings(openings: readonly Opening[], formAt: FormAt, where: WhereOf): readonly Problem[] {
  return openings.flatMap(({ scope, set }) =>
    set.fields.flatMap(({ field, value }) => {
      if (value.kind !== "text") return [];
      return textProblems({ text: value.text, scope, formAt, place: where([...set.path, field]) });
    }),
  );
}

/** Problems of the texts that are no template's values: comments, titles, and what an item's own fields are set to. */
export function checkTexts(config: Config, formAt: FormAt, where: WhereOf): readonly Problem[] {
  const lists = Object.entries({ pipelines: config.pipelines, rules: config.rules });
  return lists.flatMap(([kind, all]) =>
    all.flatMap((one) => {
      const scope = itemScope(config, one);
      const judge = (text: string | null, path: ConfigPath, values: Readonly<Record<string, string>> = {}) => {
        if (text === null) return [];
        const own = Object.fromEntries(Object.keys(values).map((name) => [name, null]));
        const wider: Scope = { ...scope, roots: { ...scope.roots, ...own } };
        return textProblems({ text, scope: wider, formAt, place: where([kind, one.name, ...path]) });
      };
      return [
        ...judge(one.titles?.pattern ?? null, ["titles", "pattern"]),
        ...one.escalations.flatMap(({ text }, index) => judge(text, ["escalations", index, "say"])),
        ...one.steps.flatMap((step, index) => {
          return step.kind === "comment" ? judge(step.text, ["steps", index, "comment"], step.values) : [];
        }),
        ...boardSettingsOf({
          ...config,
          pipelines: [],
          rules: [],
          [kind]: [one],
          playbooks: {},
          recurring: [],
          flows: [],
        })
          // Those of new issues are judged with their openings.
          .filter(({ path }) => path[2] !== "steps")
          .flatMap(({ fields, path }) =>
            fields.flatMap(({ field, value }) => {
              return value.kind === "text" ? judge(value.text, [...path.slice(2), field], { priority: "" }) : [];
            }),
          ),
      ];
    }),
  );
}

interface Case {
  readonly text: string;
  readonly scope: Scope;
  readonly formAt: FormAt;
  readonly place: string;
}

function textProblems({ text, scope, formAt, place }: Case): readonly Problem[] {
  // A line and column inside a YAML text are nobody's; the value's own place is what people look for.
  const { text: liquid, problems } = parseLiquid(text, () => place);
  const form = scope.form === null ? null : formAt(scope.form);
  return [...problems, ...(liquid?.variables ?? []).flatMap((path) => nameProblem(path, { scope, form, place }))];
}

function nameProblem(
  path: string,
  { scope, form, place }: { readonly scope: Scope; readonly form: Form | null; readonly place: string },
): readonly Problem[] {
  const [root = "", field] = path.split(".");
  const roots = Object.keys(scope.roots);
  if (!roots.includes(root)) {
    const what = `\`${path}\` is nothing that a value can be made from.`;
    return [error("unknown-variable", place, what, didYouMean(root, roots, `Known: ${listed(roots)}.`))];
  }
  const known = root === "form" ? (form?.fields.map(({ id }) => id) ?? null) : scope.roots[root]!;
  if (known === null || field === undefined || known.map(variableName).includes(variableName(field))) return [];
  const what = `\`${root}\` has no \`${field}\`${root === "form" ? `: the form ${form!.path} has no field of that id` : ""}.`;
  return [error("unknown-variable", place, what, didYouMean(field, known, `Known: ${listed(known)}.`))];
}
