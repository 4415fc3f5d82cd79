/**
 * The organisation `openwater` after eighteen months of work by hand: about 400 leads and what grants owe in private,
 * onboarding and support in public, agreements and the books in a repository for finance. What happens is drawn first (months-chronicle.ts), then placed, oldest opening first.
 * Config and forms for it: examples/eighteen-months.
 */
import type { Builder } from "../build.ts";
import type { IssueRow, ProjectRow, RepositoryRow } from "../rows.ts";
import {
  agreementBirth,
  type Birth,
  deliverableBirth,
  grantBirth,
  invoiceBirth,
  leadBirth,
  monthLabels,
  onboardingBirths,
  supportBirth,
} from "./months-births.ts";
import { answersText, costsText, usageText } from "./months-books.ts";
import { type Chronicle, chronicleOf } from "./months-chronicle.ts";
import { communitiesText, established } from "./months-names.ts";
import { partnershipColumns, placeResearchCloud } from "./research-cloud.ts";
import type { SceneFiles } from "./scene.ts";

/** Where the scene writes who the communities are: that follows from the seed. */
export const communitiesPath = ".github/milepost/communities.yml";

/** Places the world's seed's chronicle and returns it. The clock must stand at the span's end or later. */
export function placeEighteenMonths(build: Builder, files: SceneFiles): Chronicle {
  const { seed } = build.world.store;
  const chronicle = chronicleOf(seed);
  const partners = chronicle.onboardings.map(({ title }) => title);
  const books = {
    "costs.csv": costsText(seed, chronicle),
    "usage.csv": usageText(seed, chronicle),
    "answers.csv": answersText(seed, chronicle),
  };
  placeBirths(build, files, { partners, births: birthsOf(chronicle), books });
  return chronicle;
}

export interface MonthsSpec {
  /** Names of those that signed. */
  readonly partners: readonly string[];
  readonly births: readonly Birth[];
  /** Files of the private repository `finance`: text by path. */
  readonly books?: SceneFiles;
}

/** Places the organisation and these issues, oldest first; the benchmark hands in those of several chronicles. */
export function placeBirths(build: Builder, files: SceneFiles, { partners, births, books = {} }: MonthsSpec): void {
  placeResearchCloud(build, { ...files, [communitiesPath]: communitiesText(partners) });
  build.repo("openwater/finance", { visibility: "private", files: books });
  for (const community of established) build.user(`rep-${community}`);
  const place = placer(build);
  for (const birth of births) place(birth);
}

/** Every issue, oldest first; those opened together stay in the order of their numbers. */
export function birthsOf(chronicle: Chronicle): readonly Birth[] {
  const agreements = new Map(chronicle.agreements.map((one) => [one.issue, one]));
  return [
    ...chronicle.leads.map(leadBirth),
    ...chronicle.deliverables.map(deliverableBirth),
    ...chronicle.agreements.map(agreementBirth),
    ...chronicle.invoices.map((one) => invoiceBirth(one, agreements.get(one.agreement)!)),
    ...chronicle.grants.map(grantBirth),
    ...chronicle.support.map(supportBirth),
    ...chronicle.onboardings.flatMap(onboardingBirths),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function placer(build: Builder): (birth: Birth) => void {
  const { store } = build.world;
  const placed = new Map<string, IssueRow>();
  const repositories = new Map<string, RepositoryRow>();
  for (const name of ["leads", "infrastructure", "finance"]) {
    const repository = store.repositoryByName("openwater", name)!;
    for (const label of monthLabels) build.label(repository, { name: label, color: "c5def5" });
    repositories.set(name, repository);
  }
  const board = store.projectByNumber(store.accountByLogin("openwater")!.id, 61)!;
  return ({ issue, parent, onBoard, steps, ...spec }) => {
    const [name, number] = issue.slice("openwater/".length).split("#") as [string, string];
    const above = parent === null ? {} : { parent: placed.get(parent)! };
    const on: readonly ProjectRow[] = onBoard ? [board] : [];
    const row = build.issue(repositories.get(name)!, { ...spec, ...above, on, number: Number(number) });
    if (onBoard) build.step(row, { at: spec.at, by: spec.by, move: partnershipColumns[0] });
    for (const step of steps) build.step(row, step);
    placed.set(issue, row);
  };
}
