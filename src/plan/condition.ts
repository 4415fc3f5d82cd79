/**
 * Conditions of the config over one item. What cannot be read makes a condition unknown: it is then neither true nor
 * false, and nothing that hangs on it is done or taken back.
 */
import { isUnfilled } from "../content/placeholders.ts";
import { sameLabel } from "../history/names.ts";
import type { Condition } from "../model/condition.ts";
import type { Read } from "../model/snapshot.ts";
import { folded, namesChosen } from "./care/answer-names.ts";
import { communityOf } from "./community.ts";
import type { Case } from "./part.ts";

/** What conditions are about: an item, or (recurring work, dispatched flows) only what texts may name. */
export type Judged = Case | { readonly item: null; readonly scope: Case["scope"] };

/** Whether the condition holds; null holds always. */
export function judge(one: Judged, condition: Condition | null): Read<boolean> {
  if (condition === null) return { known: true, value: true };
  switch (condition.kind) {
    case "answer":
      return scoped(one, ["form", condition.field], (text) => isOneOf(text, condition.is));
    case "filled":
      return scoped(one, ["form", condition.field], (text) => !isUnfilled(text));
    case "community":
      return ofCommunity(one, condition.value, (text) => isOneOf(text, condition.is));
    case "value":
      return scoped(one, ["payload", condition.name], (text) => isOneOf(text, condition.is));
    case "label":
      if (one.item === null) return noItem;
      return one.item.labels.known
        ? { known: true, value: one.item.labels.value.some(({ name }) => sameLabel(name, condition.label)) }
        : one.item.labels;
    case "stage":
      if (one.item === null) return noItem;
      return { known: true, value: condition.is.includes(one.place.id) };
    case "all":
      return combined(
        condition.of.map((part) => judge(one, part)),
        false,
      );
    case "any":
      return combined(
        condition.of.map((part) => judge(one, part)),
        true,
      );
    case "not": {
      const read = judge(one, condition.of);
      return read.known ? { known: true, value: !read.value } : read;
    }
  }
}

const noItem: Read<boolean> = { known: false, why: "there is no item that has labels or a stage" };

/** One part that decides is enough, whatever else is unknown. */
function combined(parts: readonly Read<boolean>[], decisive: boolean): Read<boolean> {
  if (parts.some((part) => part.known && part.value === decisive)) return { known: true, value: decisive };
  return parts.find((part) => !part.known) ?? { known: true, value: !decisive };
}

function scoped(
  one: Judged,
  [group, name]: readonly [string, string],
  test: (text: string | null) => boolean,
): Read<boolean> {
  const scope = one.scope("inside");
  if (!scope.known) return scope;
  const values = scope.value[group];
  const isGroup = typeof values === "object" && values !== null && !Array.isArray(values);
  const found = isGroup && Object.hasOwn(values, name) ? (values as Record<string, unknown>)[name] : null;
  return {
    known: true,
    value: test(typeof found === "string" ? found : typeof found === "number" ? String(found) : null),
  };
}

/** What could not be read of the community is unknown here, while a text that names it would only stay empty. */
function ofCommunity(one: Judged, name: string, test: (text: string | null) => boolean): Read<boolean> {
  const scope = one.scope("inside");
  if (!scope.known) return scope;
  if (one.item === null) return scoped(one, ["community", name], test);
  const community = communityOf(one, scope.value.form as Readonly<Record<string, string | null>>);
  if (!community.known) return community;
  const values = community.value ?? {};
  return { known: true, value: test(Object.hasOwn(values, name) ? values[name]! : null) };
}

/** Several chosen options stand one per line, ticked boxes too; any one of them counts. */
function isOneOf(text: string | null, is: readonly string[]): boolean {
  const wanted = is.map(folded);
  return text !== null && [folded(text), ...namesChosen(text)].some((name) => wanted.includes(name));
}
