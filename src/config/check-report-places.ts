/** Where reports are posted and account pages are kept, against what GitHub says of the places: a report for the team never goes to a public one. */
import type { Problem } from "../model/problem.ts";
import { readersOf } from "../model/report-rule.ts";
import type { World } from "../model/snapshot.ts";
import { error } from "./complaint.ts";
import type { Config } from "./config.ts";
import type { WhereOf } from "./where.ts";

/** One problem per report, and one for account pages, that would be read by people who are not meant to. What was not read is told elsewhere. */
export function checkReportPlaces(config: Config, world: World, where: WhereOf): readonly Problem[] {
  return [...reportPlaces(config, world, where), ...accountsPlace(config, world, where)];
}

function accountsPlace({ accounts }: Config, world: World, where: WhereOf): readonly Problem[] {
  const read = accounts === null ? undefined : world.repositories[accounts.repository];
  if (!read?.known || read.value.visibility === "private") return [];
  const { owner, name, visibility } = read.value;
  const what = `Account pages are for the team, and ${owner}/${name} is ${visibility}; none is written there.`;
  return [error("public-accounts", where(["accounts", "repository"]), what, "Name a private repository.")];
}

function reportPlaces({ reports }: Config, world: World, where: WhereOf): readonly Problem[] {
  return reports.flatMap(({ name, audience, post }) => {
    if (audience === "public" || post.kind === "summary") return [];
    const read = post.kind === "status-update" ? world.boards[post.board] : world.repositories[post.repository];
    if (!read?.known || read.value.visibility === "private") return [];
    const place = "title" in read.value ? `the board ${read.value.title}` : `${read.value.owner}/${read.value.name}`;
    const what = `This report is for ${readersOf[audience]}, and ${place} is ${read.value.visibility}; it is not posted there.`;
    const todo = "Post it in a private place, or write `audience: public`.";
    return [error("private-report", where(["reports", name, "post"]), what, todo)];
  });
}
