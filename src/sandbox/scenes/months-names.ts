/**
 * Names and texts of the eighteen months: communities that nobody has, and bodies as GitHub writes them from the forms
 * in templates/forms and in examples/eighteen-months.
 */

const landscapes = [
  ["Estuary", "Glacier", "Delta", "Monsoon", "Prairie", "Reef", "Tundra", "Caldera", "Fjord", "Canyon"],
  ["Lagoon", "Mesa", "Steppe", "Atoll", "Moraine", "Savanna", "Isthmus", "Plateau", "Taiga", "Dune"],
].flat();

const houses = [
  ["Institute", "Observatory", "Data Lab", "Field Station", "College", "Research Network", "Survey", "Archive"],
  ["Library", "School", "Consortium", "Laboratory", "Museum", "Centre", "Academy", "Programme"],
  ["Workshop", "Project", "Service", "Society"],
].flat();

/** Leads: 400 different names. */
export const leadNames: readonly string[] = landscapes.flatMap((place) => houses.map((house) => `${place} ${house}`));

/** Communities that were served before the span began; each has a representative `rep-…`. */
export const established = [
  ["harbour", "orchard", "meadow", "summit", "spring", "grove", "cove", "ridge", "basin", "bluff", "brook", "cape"],
  ["cliff", "crater", "creek", "dale", "field", "ford", "glen", "heath", "inlet", "knoll", "marsh", "strait"],
].flat();

export const sources = [
  "Conference or workshop",
  "Recommended by a partner",
  "Our website",
  "Funder",
  "Somewhere else",
] as const;

/** The form's option, the label for it, and how often it is chosen: the shares add up to 1. */
export const impacts = [
  { option: "🟩 Low", label: "impact: low", share: 0.5 },
  { option: "🟨 Medium", label: "impact: medium", share: 0.3 },
  { option: "🟧 High", label: "impact: high", share: 0.15 },
  { option: "🟥 Critical", label: "impact: critical", share: 0.05 },
] as const;

export const lostReasons = ["money", "authority", "need", "competition", "timeline"] as const;

/** `Estuary Data Lab` → `estuary-data-lab`. */
export function slugOf(name: string): string {
  return name.toLowerCase().replaceAll(" ", "-");
}

/** A form's answers as GitHub puts them into a body. */
export function bodyOf(answers: Readonly<Record<string, string>>): string {
  return Object.entries(answers)
    .map(([label, answer]) => `### ${label}\n\n${answer}`)
    .join("\n\n");
}

/** The communities file: those served from the beginning, and those that signed. */
export function communitiesText(partners: readonly string[]): string {
  const old = established.map((slug) => `  - { slug: ${slug}, representatives: [rep-${slug}] }`);
  const young = partners.map((name) => `  - { slug: ${slugOf(name)}, name: ${name} }`);
  return ["communities:", ...old, ...young, ""].join("\n");
}
