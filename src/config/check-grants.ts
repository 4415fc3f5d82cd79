/** Grants: whether their stages, form and pipeline of deliverables are there, and whether amounts can be counted. */
import type { Problem } from "../model/problem.ts";
import { error, listed, shown } from "./complaint.ts";
import { didYouMean } from "./nearest.ts";
import type { ConfigFile } from "./schema.ts";
import type { ConfigPath, WhereOf } from "./where.ts";

const amounts = ["amount", "currency", "spent", "account"] as const;
const fields = ["funder", "champions", "due", "start", "end", ...amounts] as const;

/** Problems of every pipeline's `grants`. */
export function checkGrants({ pipelines, money }: ConfigFile, where: WhereOf): readonly Problem[] {
  return Object.entries(pipelines).flatMap(([name, { grants, stages, form }]) => {
    if (grants === undefined) return [];
    const at: ConfigPath = ["pipelines", name, "grants"];
    const found: Problem[] = [];
    const say = (code: string, key: keyof typeof grants, [what, todo]: readonly [string, string]) =>
      void found.push(error(code, where([...at, key]), what, todo));
    const ids = stages.map(({ id }) => id);
    if (!ids.includes(grants.submitted)) {
      const todo = didYouMean(grants.submitted, ids, `Known: ${listed(ids)}.`);
      say("unknown-stage", "submitted", [`There is no stage ${shown(grants.submitted)}.`, todo]);
    }
    if (!stages.some(({ outcome }) => outcome === "won")) {
      const what = "No stage says that a grant was given.";
      found.push(error("no-outcome", where(at, "key"), what, "Add `outcome: won` to one of the stages."));
    }
    const asked = fields.filter((key) => grants[key] !== undefined);
    if (form === undefined && asked.length > 0) {
      const what = `${listed([asked[0]!])} is an answer, and ${listed([name])} names no form.`;
      found.push(error("no-form", where([...at, asked[0]!], "key"), what, "Add `form:` there."));
    }
    const counted = amounts.find((key) => grants[key] !== undefined);
    if (counted !== undefined && money === undefined)
      say("no-money", counted, ["There are amounts and no `money`.", "Add `money:` with a currency."]);
    const lone = (["currency", "spent", "account"] as const).find((key) => grants[key] !== undefined);
    if (lone !== undefined && grants.amount === undefined)
      say("no-amount", lone, [`\`${lone}\` says nothing without \`amount\`.`, "Add `amount:`, or remove it."]);
    if (grants.account !== undefined && money !== undefined && money.costs === undefined) {
      const what = "`account` is one of the costs file, and the config names none.";
      say("no-costs", "account", [what, "Add `money.costs`, or write `spent:` instead."]);
    }
    const half = (grants.start === undefined) !== (grants.end === undefined);
    if (half) {
      const [has, lacks] = grants.start === undefined ? (["end", "start"] as const) : (["start", "end"] as const);
      say("half-a-term", has, ["A grant runs from a first day to a last one.", `Add \`${lacks}:\`.`]);
    }
    if (grants.owes !== undefined) found.push(...owesProblems({ pipelines, of: grants.owes }, [...at, "owes"], where));
    return found;
  });
}

function owesProblems(
  { pipelines, of }: Pick<ConfigFile, "pipelines"> & { readonly of: string },
  path: ConfigPath,
  where: WhereOf,
): readonly Problem[] {
  if (!Object.hasOwn(pipelines, of)) {
    const known = Object.keys(pipelines);
    const todo = didYouMean(of, known, `Known: ${listed(known)}.`);
    return [error("unknown-pipeline", where(path), `There is no pipeline ${shown(of)}.`, todo)];
  }
  if (pipelines[of]!.deliverables !== undefined) return [];
  const what = `Nothing says by which day the items of \`${of}\` are owed.`;
  return [error("no-deliverables", where(path), what, `Add \`deliverables:\` to \`${of}\`.`)];
}
