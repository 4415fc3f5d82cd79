/**
 * Reports: whether each says one rhythm and one place, is about pipelines that there are, and stays among those who may
 * read it, as far as the config states who may. What GitHub says of the places is judged when it is asked.
 */
import type { Problem } from "../model/problem.ts";
import { readersOf } from "../model/report-rule.ts";
import { error, listed, shown } from "./complaint.ts";
import { didYouMean } from "./nearest.ts";
import type { ConfigFile } from "./schema.ts";
import type { ReportFile } from "./schema-report.ts";
import type { ConfigPath, WhereOf } from "./where.ts";

/** Problems of all reports. */
export function checkReports(file: ConfigFile, where: WhereOf): readonly Problem[] {
  const pipelines = [...Object.keys(file.pipelines), ...Object.keys(file.rules)];
  return Object.entries(file.reports).flatMap(([name, one]) => {
    const path: ConfigPath = ["reports", name];
    return [
      ...rhythmProblems(one, path, where),
      ...postProblems(one, path, where),
      ...privacyProblems(file, one, { path, where }),
      ...moneyProblems(file, one, { path, where }),
      ...(one.pipelines ?? []).flatMap((pipeline, index) => {
        if (pipelines.includes(pipeline)) return [];
        const what = `There is no pipeline or rule ${shown(pipeline)}.`;
        const todo = didYouMean(pipeline, pipelines, `Known: ${listed(pipelines)}.`);
        return [error("unknown-pipeline", where([...path, "pipelines", index]), what, todo)];
      }),
    ];
  });
}

function rhythmProblems({ every }: ReportFile, path: ConfigPath, where: WhereOf): readonly Problem[] {
  if (every === undefined || typeof every === "string") return [];
  const given = (["month", "quarter"] as const).filter((key) => every[key] !== undefined);
  if (given.length === 1) return [];
  const what = given.length === 0 ? "`every` says no rhythm." : `\`every\` has ${listed(given)}; it can have one.`;
  return [error("rhythm", where([...path, "every"]), what, "Write one, such as `monday` or `{ month: 15 }`.")];
}

const places = ["issue", "rolling-issue", "discussion", "status-update"] as const;

/** Keys that say something only of some places. */
const belongs = {
  label: ["issue", "rolling-issue"],
  "close-previous": ["issue"],
  category: ["discussion"],
} as const;

function postProblems({ post }: ReportFile, path: ConfigPath, where: WhereOf): readonly Problem[] {
  if (typeof post === "string") return [];
  const at: ConfigPath = [...path, "post"];
  const given = places.filter((place) => post[place] !== undefined);
  const [place] = given;
  if (place === undefined || given.length > 1) {
    const what = place === undefined ? "`post` names no place." : `\`post\` has ${listed(given)}; it can have one.`;
    return [error("post-place", where(at), what, "Write one of them, or `post: summary`.")];
  }
  const odd = (Object.keys(belongs) as (keyof typeof belongs)[]).filter(
    (key) => post[key] !== undefined && !belongs[key].some((one) => one === place),
  );
  const found = odd.map((key) => {
    const what = `\`${key}\` belongs to ${listed(belongs[key])}, and this report is posted as ${listed([place])}.`;
    return error("key-not-here", where([...at, key], "key"), what, "Remove it.");
  });
  if (place !== "discussion" || post.category !== undefined) return found;
  const what = "The discussion has no category, and GitHub keeps each one in a category.";
  return [...found, error("no-category", where(at), what, "Add `category:` with its name on GitHub.")];
}

/** Money is for finance alone, and there is some only where the config says how it is counted. */
function moneyProblems(
  { money }: ConfigFile,
  { audience, sections }: ReportFile,
  { path, where }: { readonly path: ConfigPath; readonly where: WhereOf },
): readonly Problem[] {
  const index = sections?.indexOf("money") ?? -1;
  if (index >= 0 && audience !== "finance") {
    const what = `This report is for ${readersOf[audience]}, and money is shown to finance alone.`;
    return [
      error("money-section", where([...path, "sections", index]), what, "Remove it, or write `audience: finance`."),
    ];
  }
  if (audience !== "finance" || money !== undefined) return [];
  const what = "This report is for finance, and the config does not say how money is counted.";
  return [error("no-money", where([...path, "audience"]), what, "Add `money:`, or write `audience: team`.")];
}

/** What the config states of a repository; of a board it states nothing. */
function privacyProblems(
  { repositories }: ConfigFile,
  { audience, post }: ReportFile,
  { path, where }: { readonly path: ConfigPath; readonly where: WhereOf },
): readonly Problem[] {
  if (audience === "public" || typeof post === "string") return [];
  return (["issue", "rolling-issue", "discussion"] as const).flatMap((place) => {
    const name = post[place];
    const to = name === undefined || !Object.hasOwn(repositories, name) ? undefined : repositories[name];
    if (to?.visibility === undefined || to.visibility === "private") return [];
    const what = `This report is for ${readersOf[audience]}, and ${to.name} is ${to.visibility}.`;
    const todo = "Post it in a private repository, or write `audience: public`.";
    return [error("private-report", where([...path, "post", place]), what, todo)];
  });
}
