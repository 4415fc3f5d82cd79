/** A value of an example as one line of YAML, as people write it: `{ project: openwater/61 }`, `[1, 7]`, `"05:00"`. */
export function flowText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowText).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const pairs = Object.entries(value).map(([name, one]) => `${name}: ${flowText(one)}`);
    return pairs.length === 0 ? "{}" : `{ ${pairs.join(", ")} }`;
  }
  return typeof value === "string" && /^[A-Za-z][\w/. -]*$/.test(value) ? value : JSON.stringify(value);
}
