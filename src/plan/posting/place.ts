/** Where a report goes, as GitHub described it, and whether the report may stand there. */
import type { Config } from "../../config/config.ts";
import { type PostRule, type ReportAudience, readersOf } from "../../model/report-rule.ts";
import type { Read, Repository, World } from "../../model/snapshot.ts";
import { type Part, problem } from "../part.ts";
import type { Visibility } from "../visibility.ts";

/** `name`: `owner/repo`, or a board's title. `key`: its name in the config. */
export type Place = {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  readonly visibility: Visibility;
} & ({ readonly kind: "repository"; readonly repository: Repository } | { readonly kind: "board" });

/** Unknown when it was not read. */
export function placeOf(post: Exclude<PostRule, { kind: "summary" }>, world: World): Read<Place> {
  if (post.kind === "status-update") {
    const read = world.boards[post.board];
    if (!read?.known) return { known: false, why: read?.why ?? `the board ${post.board} was not read` };
    const { id, title: name, visibility } = read.value;
    return { known: true, value: { kind: "board", id, name, key: post.board, visibility } };
  }
  const read = world.repositories[post.repository];
  if (!read?.known) return { known: false, why: read?.why ?? `the repository ${post.repository} was not read` };
  const { id, owner, name, visibility } = read.value;
  const place = { id, name: `${owner}/${name}`, key: post.repository, visibility, repository: read.value };
  return { known: true, value: { kind: "repository", ...place } };
}

/** Null: it may. */
export function mayStand(
  audience: ReportAudience,
  place: Place,
  { rule, config }: { readonly rule: string; readonly config: Config },
): Part | null {
  const asserted = place.kind === "repository" ? (config.repositories[place.key]?.visibility ?? null) : null;
  if (asserted !== null && asserted !== place.visibility) {
    return problem({
      code: "visibility-mismatch",
      where: `repositories.${place.key}.visibility`,
      what: `The config says that ${place.name} is ${asserted}, and GitHub says that it is ${place.visibility}; the report was not posted there.`,
      todo: "Correct the config, or the repository's visibility.",
      severity: "error",
    });
  }
  if (audience === "public" || place.visibility === "private") return null;
  return problem({
    code: "private-report",
    where: `${rule}.post`,
    what: `This report is for ${readersOf[audience]}, and ${place.name} is ${place.visibility}; it was not posted there.`,
    todo: "Post it in a private place, or write `audience: public`.",
    severity: "error",
  });
}
