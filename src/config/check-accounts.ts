/**
 * Account pages: whether their report is there, is posted, and tells of everything, and whether the config says itself
 * that others may read their repository. What GitHub says of it is judged when it is asked.
 */
import type { Problem } from "../model/problem.ts";
import { error, listed, shown } from "./complaint.ts";
import { didYouMean } from "./nearest.ts";
import type { ConfigFile } from "./schema.ts";
import type { WhereOf } from "./where.ts";

/** None without `accounts`. */
export function checkAccounts(file: ConfigFile, where: WhereOf): readonly Problem[] {
  const { accounts, repositories } = file;
  if (accounts === undefined) return [];
  const { repository, with: name } = accounts;
  const place = Object.hasOwn(repositories, repository) ? repositories[repository] : undefined;
  const isPrivate = place?.visibility === undefined || place.visibility === "private";
  return [
    ...(isPrivate
      ? []
      : [
          error(
            "public-accounts",
            where(["accounts", "repository"]),
            `Account pages are for the team, and ${place.name} is ${place.visibility}.`,
            "Name a private repository.",
          ),
        ]),
    ...reportProblems(file, name, where),
  ];
}

function reportProblems({ reports }: ConfigFile, name: string, where: WhereOf): readonly Problem[] {
  const wrong = (code: string, what: string, todo: string) => [error(code, where(["accounts", "with"]), what, todo)];
  if (!Object.hasOwn(reports, name)) {
    const names = Object.keys(reports);
    const todo = didYouMean(name, names, names.length === 0 ? "Add it under `reports`." : `Known: ${listed(names)}.`);
    return wrong("unknown-report", `There is no report ${shown(name)}.`, todo);
  }
  const { audience, post, pipelines } = reports[name]!;
  if (audience === "public")
    return wrong(
      "public-accounts",
      `The report ${listed([name])} is public, and account pages are not.`,
      "Name one for the team.",
    );
  if (post === "summary") {
    const what = `The report ${listed([name])} is posted nowhere, so nothing would bring the pages up to date.`;
    return wrong("unposted-accounts", what, "Give it a place with `post:`, or name another report.");
  }
  if (pipelines === undefined) return [];
  const what = `The report ${listed([name])} is about some pipelines only, so the pages would not be whole.`;
  return wrong("partial-accounts", what, "Name a report without `pipelines:`.");
}
