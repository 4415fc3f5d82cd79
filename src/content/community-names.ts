/** Which values of a community a Liquid text names. The slug and the name may stand anywhere; nothing else may by itself. */

/** Whether this value of a community may stand anywhere. */
export function isAlwaysSaid(name: string): boolean {
  return name === "slug" || name === "name";
}

/** Whether a Liquid text names something of the community that may not stand anywhere. Errs on the side of yes. */
export function namesCommunity(text: string): boolean {
  return communityNamesIn(text).length > 0;
}

/** Names of the community's values in a Liquid text, but for those that may stand anywhere; "" for all of it at once. */
export function communityNamesIn(text: string): readonly string[] {
  const found = [
    ...liquidIn(text).matchAll(/(?<![\w.-])community\b(?:\s*\.\s*([\w-]+)|\s*\[\s*["']([^"']*)["']\s*\])?/g),
  ];
  return found.map(([, dotted, quoted]) => dotted ?? quoted ?? "").filter((name) => !isAlwaysSaid(name));
}

/** Whether a Liquid text names anything of the community. */
export function needsCommunity(text: string): boolean {
  return /(?<![\w.-])community\b/.test(liquidIn(text));
}

function liquidIn(text: string): string {
  return (text.match(/\{[{%][\s\S]*?[%}]\}/g) ?? []).join(" ");
}
