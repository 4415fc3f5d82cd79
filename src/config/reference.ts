/** The JSON Schema of the config → its reference page, Markdown. Every word comes from the schema. */
import { flowText } from "./flow-text.ts";
import { definitionName, type JsonSchema } from "./json-schema.ts";

interface Section {
  /** `pipelines.<name>.stages[]` */
  readonly path: string;
  readonly schema: JsonSchema;
}

/** The page. `note` stands under the heading. What several keys share has a section of its own at the end. */
export function renderReference(schema: JsonSchema, note: string): string {
  const shared = Object.entries(schema.$defs ?? {}).flatMap(([name, one]) => sectionsOf({ path: name, schema: one }));
  const sections = [...sectionsOf({ path: "", schema }), ...shared];
  const kinds = new Map(sections.flatMap(({ schema: one }) => kindsIn(one)));
  const rules = [...kinds].map(([noun, rule]) => `- **${noun}**: ${rule}`);
  return `# The config\n\n${note}\n\n${sections.map(renderSection).join("\n")}\n## Kinds of text\n\n${rules.join("\n")}\n`;
}

/** A map of known keys, then every such map inside it, in order. What is shared is not repeated where it is used. */
function sectionsOf({ path, schema }: Section): readonly Section[] {
  if (schema.anyOf !== undefined) {
    const { description = "" } = schema;
    return schema.anyOf.flatMap((one) => sectionsOf({ path, schema: { description, ...one } }));
  }
  if (schema.properties === undefined) {
    if (schema.items !== undefined) return sectionsOf({ path: `${path}[]`, schema: schema.items });
    const inner = schema.additionalProperties;
    return inner === undefined || inner === false ? [] : sectionsOf({ path: `${path}.<name>`, schema: inner });
  }
  const inside = Object.entries(schema.properties).map(([name, inner]): Section => {
    return { path: path === "" ? name : `${path}.${name}`, schema: inner };
  });
  return [{ path, schema }, ...inside.flatMap(sectionsOf)];
}

function renderSection({ path, schema }: Section): string {
  const rows = Object.entries(schema.properties ?? {}).map(([name, inner]) => {
    const isRequired = (schema.required ?? []).includes(name);
    return row([code(name), meaningOf(inner), isRequired ? "**required**" : defaultOf(inner), exampleOf(inner)]);
  });
  const heading = path === "" ? "## The file" : `## \`${path}\``;
  const head = [row(["key", "meaning", "without it", "example"]), row([":---", ":---", ":---", ":---"])];
  return `${heading}\n\n${[...head, ...rows].join("\n")}\n`;
}

function meaningOf(schema: JsonSchema): string {
  const choices =
    schema.enum === undefined ? [] : [`One of ${schema.enum.map((one) => code(String(one))).join(", ")}.`];
  const noun = schema.patternErrorMessage === undefined ? undefined : schema.title;
  const shared = [...new Set(refsIn(schema))].map((name) => `→ [${name}](#${name})`);
  return [schema.description ?? "", ...choices, ...(noun === undefined ? [] : [`*(${noun})*`]), ...shared].join(" ");
}

/** Names of what is shared, as far as one key uses it. */
function refsIn({ $ref, anyOf = [], items, additionalProperties }: JsonSchema): readonly string[] {
  const inside = [
    ...anyOf,
    ...(items === undefined ? [] : [items]),
    ...(additionalProperties ? [additionalProperties] : []),
  ];
  return [...($ref === undefined ? [] : [definitionName($ref)]), ...inside.flatMap(refsIn)];
}

/** Nouns and rules of the texts that the section's keys hold. */
function kindsIn({ properties = {} }: JsonSchema): readonly (readonly [string, string])[] {
  return Object.values(properties)
    .flatMap((one) => [one, ...(one.anyOf ?? [])])
    .flatMap((one) => [one, one.items ?? {}, one.propertyNames ?? {}])
    .flatMap(({ title, patternErrorMessage: rule }) =>
      title === undefined || rule === undefined ? [] : [[title, rule] as const],
    );
}

function defaultOf(schema: JsonSchema): string {
  const words = schema["x-default"];
  if (words !== undefined) return words;
  const { default: value } = schema;
  return isEmpty(value) ? "none" : code(JSON.stringify(value).replace(/^"(.*)"$/, "$1"));
}

function exampleOf({ examples = [] }: JsonSchema): string {
  return examples.map((one) => code(typeof one === "string" ? one : flowText(one))).join(", ");
}

/** A value as YAML on one line, the way people write it. */
function isEmpty(value: unknown): boolean {
  return value === undefined || value === "" || (typeof value === "object" && JSON.stringify(value).length === 2);
}

function code(text: string): string {
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}
