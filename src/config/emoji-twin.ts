/**
 * A label that may look the same as another because one has an emoji where the other has GitHub's `:shortcode:` for one.
 * Which emoji a shortcode stands for is not known here, so it is a question for a person and no answer.
 */
import { foldName } from "./fold.ts";

const shortcode = /:[a-z0-9_+-]+:/gu;
const emoji =
  /\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\uFE0F|\u200D|\p{Extended_Pictographic})*|\p{Regional_Indicator}{2}/gu;

/** The first of `names` that is written as `name` but for a sign that one of the two spells out; null when none is. */
export function emojiTwin(name: string, names: readonly string[]): string | null {
  const folded = foldName(name);
  const spelled = folded.match(shortcode) !== null;
  const twin = names.find((other) => {
    const its = foldName(other);
    return (its.match(shortcode) !== null) !== spelled && its !== folded && shapeOf(its) === shapeOf(folded);
  });
  return twin ?? null;
}

function shapeOf(folded: string): string {
  return folded.replace(shortcode, "\u0000").replace(emoji, "\u0000");
}
