/**
 * Names with an emoji, and the same names with GitHub's `:shortcode:` for it. GitHub shows both alike, and its API keeps
 * whichever somebody typed. Which shortcode is which emoji: gemoji, the list that GitHub itself publishes
 * (https://docs.github.com/en/rest/issues/labels#create-a-label, https://github.com/github/gemoji).
 */
import { gemoji, nameToEmoji } from "gemoji";

const shortcode = /:([a-z0-9_+-]+):/giu;
const one = String.raw`\p{Extended_Pictographic}[\p{Emoji_Modifier}\uFE0F]*`;
const pictures = new RegExp(`${one}(?:\u200D${one})*|\\p{Regional_Indicator}{2}|[#*0-9]\uFE0F?\u20E3`, "gu");
/** Asks whether an emoji is to be coloured; people cannot see it. */
const selector = /\uFE0F/gu;

const shortcodesOf: ReadonlyMap<string, readonly string[]> = new Map(
  gemoji.map(({ emoji, names }) => [emoji.replace(selector, ""), names]),
);

/** More spellings than this of one name are not asked for. */
const most = 8;

/** The name with each known `:shortcode:` as its emoji, as people see it. Unknown shortcodes stay. */
export function asShown(name: string): string {
  const shown = name.includes(":") ? name.replace(shortcode, (whole, code) => emojiOf(code) ?? whole) : name;
  return shown.includes("\uFE0F") ? shown.replace(selector, "") : shown;
}

/** The name first, then every other way to write its emoji, at most eight in all. */
export function spellings(name: string): readonly string[] {
  const parts: (readonly string[])[] = [];
  let end = 0;
  const found = [...name.matchAll(shortcode), ...name.matchAll(pictures)].sort((a, b) => a.index - b.index);
  for (const { 0: text, 1: code, index } of found) {
    const emoji = code === undefined ? text : emojiOf(code);
    const codes = shortcodesOf.get((emoji ?? "").replace(selector, ""));
    if (index < end || emoji === null || codes === undefined) continue;
    const glyphs = [emoji, emoji.replace(selector, "")];
    parts.push([name.slice(end, index)], [...new Set([text, ...glyphs, ...codes.map((one) => `:${one}:`)])]);
    end = index + text.length;
  }
  if (parts.length === 0) return [name];
  const all = [...parts, [name.slice(end)]].reduce<readonly string[]>(
    (begun, ways) => begun.flatMap((start) => ways.map((way) => start + way)).slice(0, most),
    [""],
  );
  return all;
}

function emojiOf(code: string): string | null {
  const key = code.toLowerCase();
  return Object.hasOwn(nameToEmoji, key) ? nameToEmoji[key]! : null;
}
