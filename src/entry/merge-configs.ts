/**
 * Several configs as text → one, as text, with their comments. Maps are joined, lists hold what either has, and of two
 * different values for one key the first stays and the other is told. It knows nothing of what the keys mean.
 */
import { type Document, isMap, isScalar, isSeq, type Pair, parseDocument, type YAMLMap } from "yaml";

export interface Merged {
  readonly text: string;
  /** `boards.delivery.project: openwater/57 stays, openwater/61 was left out`, one each. */
  readonly conflicts: readonly string[];
}

/** Joins them in the order given. `heading` replaces the comment at the top; `set` overwrites keys at the top. */
export function mergeConfigs(
  texts: readonly string[],
  { heading, set }: { readonly heading: string; readonly set: Readonly<Record<string, string>> },
): Merged {
  const conflicts: string[] = [];
  const [first, ...others] = texts.map((text) => parseDocument(text));
  if (first === undefined || !isMap(first.contents)) throw new Error("There is no config to begin with.");
  for (const { contents } of others) if (isMap(contents)) mergeMaps(first.contents, contents, "", conflicts);
  for (const [key, value] of Object.entries(set)) setTop(first, key, value);
  first.commentBefore = null;
  first.contents.commentBefore = null;
  for (const { key, value } of first.contents.items) if (isScalar(key) && isBlock(value)) key.spaceBefore = true;
  const comment = heading.split("\n").map((line) => (line === "" ? "#" : `# ${line}`));
  return { text: `${comment.join("\n")}\n\n${first.toString({ lineWidth: 120 })}`, conflicts };
}

function mergeMaps(into: YAMLMap, from: YAMLMap, path: string, conflicts: string[]): void {
  for (const pair of from.items) {
    const key = keyOf(pair);
    const here = path === "" ? key : `${path}.${key}`;
    const mine = into.get(key, true) as unknown;
    if (mine === undefined) into.items.push(pair);
    else if (isMap(mine) && isMap(pair.value)) mergeMaps(mine, pair.value, here, conflicts);
    else if (isSeq(mine) && isSeq(pair.value)) {
      const has = new Set(mine.items.map((item) => JSON.stringify(item)));
      mine.items.push(...pair.value.items.filter((item) => !has.has(JSON.stringify(item))));
    } else if (JSON.stringify(mine) !== JSON.stringify(pair.value) && path !== "") {
      conflicts.push(`${here}: ${shown(mine)} stays, ${shown(pair.value)} was left out`);
    }
  }
  if (into.items.length > 0 && from.items.length > 0 && isWide(into)) into.flow = false;
}

/** A map in one line that has grown too long for it. */
function isWide(map: YAMLMap): boolean {
  return map.flow === true && JSON.stringify(map).length > 100;
}

function setTop(document: Document, key: string, value: string): void {
  const pair = isMap(document.contents)
    ? document.contents.items.find((one): one is Pair => keyOf(one as Pair) === key)
    : undefined;
  if (pair && isScalar(pair.value)) Object.assign(pair.value, { value, source: value, type: "PLAIN" });
  else document.set(key, value);
}

function isBlock(value: unknown): boolean {
  return isMap(value) && value.flow !== true;
}

function keyOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : String(key);
}

function shown(value: unknown): string {
  return isScalar(value) ? String(value.value) : JSON.stringify(value);
}
