/**
 * One `comment:` step → one comment on the item, once per moment. The words are the config's; what people typed is
 * printed into them as data, and only people and teams that the config lists are mentioned. On an item that is more
 * public than what the words would tell, nothing is said.
 */
import { valuesOf as asPrinted, printText, variablesIn } from "../../content/print.ts";
import type { ValueScope } from "../../content/values.ts";
import { variableName } from "../../content/variable-name.ts";
import { type Case, note, nothing, type Part, together } from "../part.ts";
import { heldBackFrom } from "../privacy.ts";
import { own, tellOnce } from "../tell.ts";
import { madeByGitHub, valuesOf } from "../values.ts";
import { groundOf } from "./ground.ts";
import type { Start } from "./moments.ts";

/** Says it unless it was said. */
export function planSay(one: Case, start: Start): Part {
  const { step, key, rule, fact, at } = start;
  if (step.kind !== "comment" || own(one, { key }) !== undefined) return nothing;
  const refusal = heldBackFrom(one, { ...step.values, comment: step.text }, rule);
  if (refusal !== null) return refusal;
  const ground = groundOf(one);
  const scope = ground.scope();
  if (!scope.known) return note(`${rule} said nothing: ${scope.why}.`);
  const community = ground.community();
  if (!community.known && asksForCommunity(step)) return note(`${rule} said nothing: ${community.why}.`);
  const { values, problems } = valuesOf(step.values, scope.value, rule);
  const given = { ...flat(scope.value), ...values };
  const trusted = [...madeByGitHub(step.values), "item.url", "item.ref", "item.number"];
  const printed = printText(step.text, "body", { values: asPrinted(given, trusted), path: `${rule}.comment` });
  const said: Part = { ...nothing, problems: [...problems, ...printed.problems] };
  if (said.problems.some(({ severity }) => severity === "error")) return said;
  const mentions = step.mention.map((name) => `@${name.replace(/^@/, "")}`).join(" ");
  const text = [mentions, printed.text.trim()].filter((part) => part !== "").join("\n\n");
  return together(said, tellOnce(one, { key, text, because: { rule, fact }, moment: at }));
}

function asksForCommunity(step: { readonly values: Readonly<Record<string, string>>; readonly text: string }): boolean {
  const names = [step.text, ...Object.values(step.values)].flatMap((text) => variablesIn(text, "body"));
  return names.some((name) => name.startsWith(variableName("community.")));
}

/** `form.slug` and its value, for all that the scope holds. */
function flat(scope: ValueScope): Readonly<Record<string, string>> {
  const texts = Object.entries(scope).flatMap(([group, value]): readonly (readonly [string, unknown])[] => {
    if (typeof value !== "object" || value === null) return [[group, value]];
    return Object.entries(value).map(([name, one]): readonly [string, unknown] => [`${group}.${name}`, one]);
  });
  const filled = texts.filter(([, one]) => typeof one === "string" || typeof one === "number");
  return Object.fromEntries(filled.map(([name, one]) => [name, String(one)]));
}
