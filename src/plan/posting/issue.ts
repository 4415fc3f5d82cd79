/** A report's new issue: with its label, which is made when the repository does not have it. */
import type { Config } from "../../config/config.ts";
import { sameLabel } from "../../history/names.ts";
import type { Change, CreateIssue } from "../../model/change.ts";
import type { Repository } from "../../model/snapshot.ts";

type Text = Pick<CreateIssue, "rule" | "fact" | "key" | "title" | "body" | "onlyWhile">;

/** The label first, then the issue. */
export function openIssue(
  text: Text,
  { id, owner, name, labels }: Repository,
  { label, config }: { readonly label: string; readonly config: Config },
): readonly Change[] {
  const known = Object.entries(labels).find(([one]) => sameLabel(one, label))?.[1] ?? null;
  const repositoryName = `${owner}/${name}`;
  const place = { repository: id, repositoryName };
  const { color = "0e8a16", description = "Reports by Milepost" } = config.labels[label] ?? {};
  const { rule, fact } = text;
  const made: readonly Change[] =
    known === null ? [{ rule, fact, kind: "create-label", ...place, name: label, color, description }] : [];
  const parts = {
    labels: [{ name: label, label: known }],
    assignees: [],
    parent: { kind: "none" },
    projects: [],
  } as const;
  return [...made, { ...text, kind: "create-issue", ...place, ...parts }];
}
