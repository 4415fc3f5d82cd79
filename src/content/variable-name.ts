/** What people call a thing → the one name by which it is looked up: `HUB NAME`, `hub-name` and `hub_name` are one. */

/** Lower snake case; letters and digits of any script. Text of neither (an emoji) is spelled by its code points. */
export function variableName(text: string): string {
  const name = text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, "_")
    .replace(/^_|_$/g, "");
  if (name === "") return [...text.trim()].map((char) => `u${char.codePointAt(0)!.toString(16)}`).join("_");
  // Liquid reads a leading digit as a number.
  return /^\p{N}/u.test(name) ? `_${name}` : name;
}

/** `hub_name` → `hub name`, for sentences. */
export function inWords(name: string): string {
  return name.replaceAll("_", " ").trim();
}
