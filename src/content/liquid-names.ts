/**
 * People's templates hold placeholders that Liquid cannot read: `{{ HUB NAME }}`, `{{ Ticket name }}`, `{{ hub-url }}`.
 * Here a template's text becomes Liquid in which each of them is a variable by its `variableName`, at the same offset
 * wherever that fits, so that problems are reported where the author sees them. GitHub's `${{ … }}` is hidden from
 * Liquid and shown again afterwards.
 */
import { variableName } from "./variable-name.ts";

/** The source with plain variable names, `${{` hidden. Text in `raw` and `comment` blocks stays as it is. */
export function withPlainNames(source: string): string {
  const hidden = source.replaceAll("${{", hiddenExpression);
  const locals = localNames(hidden);
  return hidden.replace(outputs, (found: string, inner: string | undefined) => {
    if (inner === undefined) return found;
    return `{{${plainHead(inner, locals)}}}`;
  });
}

/** The inverse for `${{`. */
export function withExpressions(rendered: string): string {
  return rendered.replaceAll(hiddenExpression, "${{");
}

// Noncharacters, which `clean` takes out of every value: only a template's own text can hold them.
const hiddenExpression = "$\uFDD0\uFDD1";

// A block whose text is not Liquid, or one output. An output holds no brace of its own.
const outputs = /\{%-?\s*(?:raw|comment)\s*-?%\}[\s\S]*?\{%-?\s*end(?:raw|comment)\s*-?%\}|\{\{([^{}]*)\}\}/g;

function localNames(source: string): ReadonlySet<string> {
  const found = source.matchAll(/\{%-?\s*(?:assign|capture|for)\s+([\w-]+)/g);
  return new Set(["forloop", ...[...found].map((one) => one[1]!)]);
}

function plainHead(inner: string, locals: ReadonlySet<string>): string {
  const pipe = inner.indexOf("|");
  const head = pipe === -1 ? inner : inner.slice(0, pipe);
  const start = /^-?\s*/.exec(head)![0].length;
  const name = head.slice(start, nameEnd(head, pipe === -1));
  if (isLiquid(name, locals)) return inner;
  const plain = (variableName(name) || "placeholder").padEnd(name.length);
  return `${inner.slice(0, start)}${plain}${inner.slice(start + name.length)}`;
}

/** Where the name ends: before white space, and before the dash of `-}}` when no filter follows. */
function nameEnd(head: string, isWhole: boolean): number {
  const trimmed = head.trimEnd();
  return isWhole && trimmed.endsWith("-") ? trimmed.slice(0, -1).trimEnd().length : trimmed.length;
}

/** A literal, a range, or something of a variable that the template itself assigned. */
function isLiquid(name: string, locals: ReadonlySet<string>): boolean {
  if (/["']|^\(.*\.\..*\)$|^-?\d+(?:\.\d+)?$|^(?:true|false|nil|null|empty|blank)$/.test(name)) return true;
  return locals.has(/^[\w-]*/.exec(name)![0]);
}
