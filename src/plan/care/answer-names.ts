/** One answer → the names that it chooses, as they are compared with those of the config. */

/** Several chosen options stand one per line; of checkboxes only the ticked ones count. */
export function namesChosen(text: string): readonly string[] {
  return text.split("\n").flatMap((line) => {
    const box = /^\s*[-*+]\s+\[([ xX])\]\s+/.exec(line);
    if (box?.[1] === " ") return [];
    const name = folded(line.slice(box?.[0].length ?? 0));
    return name === "" ? [] : [name];
  });
}

/** Without case, and with single spaces. */
export function folded(text: string): string {
  return text.normalize("NFC").replace(/\s+/g, " ").trim().toLowerCase();
}
