/**
 * Text → whether somebody has filled it in. The list is what people really leave in templates: `{{ X }}`, `<name>`,
 * `tbd`, `Yes/No`, `e.g. us-west-2`.
 */
import { linesOf } from "./lines.ts";
import { variableName } from "./variable-name.ts";

/** What GitHub prints for an empty field, what people write instead of an answer, and what we print ourselves. */
const sentinels: ReadonlySet<string> = new Set([
  "",
  "no response",
  "not given",
  "pending",
  "tbd",
  "tba",
  "to be decided",
  "to be determined",
  "partnerx",
]);

/** Parts of a choice that nobody has made: `Yes/No`, `AWS/GCP`, `READY/NOT READY`, `Classic/JupyterLab/Other`. */
const choices: ReadonlySet<string> = new Set([
  "yes",
  "no",
  "na",
  "aws",
  "gcp",
  "azure",
  "ready",
  "not ready",
  "true",
  "false",
]);

/** Whether an answer is still the template's own, or nothing. Backticks and emphasis around it do not matter. */
export function isUnfilled(text: string | null): boolean {
  const answer = withoutComments(text ?? "").trim();
  // Nothing on the list is that long, and only people write so much.
  return answer.length <= 200 && isListed(unwrapped(answer));
}

/** The placeholders that stand in a title, as written, in order. GitHub's own `${{ … }}` is not one. */
export function placeholdersIn(title: string): readonly string[] {
  return [...title.matchAll(inTitle)].map((found) => found[0]).filter((found) => !found.startsWith("$"));
}

/** A title with every placeholder written as Liquid: `Rollout <change>` → `Rollout {{ change }}`. */
export function titleAsLiquid(title: string): string {
  return title.replace(inTitle, (found) => {
    if (found.startsWith("$") || found.startsWith("{{")) return found;
    return `{{ ${variableName(found === "PartnerX" ? "partner" : found.replace(/^@?INSERT/, ""))} }}`;
  });
}

/** The `{{ … }}` left in a text, outside code fences; GitHub's own `${{ … }}` is not one. */
export function unresolvedIn(text: string): readonly string[] {
  return linesOf(text)
    .filter((line) => !line.fenced)
    .flatMap((line) => [...line.text.matchAll(/\$?\{\{[^{}]*\}\}/g)].map((found) => found[0]))
    .filter((found) => !found.startsWith("$"));
}

// No two alternatives begin alike and none crosses its own opening character, so matching stays linear.
const inTitle = /\$?\{\{[^{}]*\}\}|\{[^{}%]+\}|<[^<>\s/@][^<>:@]*>|@?\bINSERT[_ ][A-Z]+(?:[_ ][A-Z]+)*\b|\bPartnerX\b/g;

function isListed(answer: string): boolean {
  const plain = answer.toLowerCase().replace(/[.!:]+$/, "");
  if (sentinels.has(plain) || /^\?+$/.test(plain) || /^(?:e\.g\b|eg\.)/.test(plain)) return true;
  return isPlaceholder(answer) || isOpenChoice(plain);
}

function isPlaceholder(answer: string): boolean {
  return /^(?:\{\{[^{}]*\}\}|\{[^{}:"]*\}|<[^<>:@/]*>|@?INSERT[_ -][A-Z].*|\([^()]* not given\))$/.test(answer);
}

function isOpenChoice(plain: string): boolean {
  const parts = plain.split("/").map((part) => part.trim());
  if (parts.length < 2) return false;
  return parts.at(-1) === "other" || parts.every((part) => choices.has(part));
}

function unwrapped(text: string): string {
  return text.replace(/^[`*_\s]+|[`*_\s]+$/g, "");
}

function withoutComments(text: string): string {
  const kept: string[] = [];
  let from = 0;
  for (let open = text.indexOf("<!--"); open !== -1; open = text.indexOf("<!--", from)) {
    kept.push(text.slice(from, open));
    const close = text.indexOf("-->", open + 4);
    from = close === -1 ? text.length : close + 3;
  }
  return kept.join("") + text.slice(from);
}
