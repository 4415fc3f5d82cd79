/**
 * Moving an issue to another repository of the same owner. See ops.ts for what every op promises.
 */
import { hasRole } from "./access.ts";
import { refusal } from "./limits.ts";
import { announce, forbidden, gone, record, repositoryOf, requireIssueRole, requireUnarchived } from "./ops.ts";
import { createLabel } from "./ops-labels.ts";
import type { Id, IssueRow, RepositoryRow } from "./rows.ts";
import type { Actor, World } from "./world.ts";

/**
 * Transfers; write in both repositories. The issue gets a new node id, integer and number; the old ones are not found
 * any more. Comments, timeline, cards, parent and sub-issues go with it; labels only where the name exists over there
 * (https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/transferring-an-issue-to-another-repository).
 */
export function transferIssue(
  world: World,
  actor: Actor,
  old: IssueRow,
  to: RepositoryRow,
  options: { readonly createLabelsIfMissing?: boolean } = {},
): IssueRow {
  const { store } = world;
  const from = repositoryOf(world, old);
  requireIssueRole(world, actor, old, "write");
  if (!hasRole(store, actor.viewer, to, "read")) throw gone(to.id);
  if (!hasRole(store, actor.viewer, to, "write")) throw forbidden();
  requireUnarchived(to);
  if (from.owner !== to.owner) throw refusal("Issues can only be transferred between repositories of the same owner");
  if (from.visibility === "private" && to.visibility === "public") {
    throw refusal("Issues cannot be transferred from a private repository to a public one");
  }
  if (from === to) throw refusal("Issue is already in this repository");
  const labels = labelsOver(world, actor, old, to, options.createLabelsIfMissing ?? false);
  const issue: IssueRow = {
    ...old,
    ...store.ids.make("I", to.databaseId),
    repository: to.id,
    number: to.nextNumber,
    labels: [...labels],
    milestone: null,
    updatedAt: world.clock.now(),
  };
  to.nextNumber += 1;
  old.deleted = true;
  store.put.issue(issue);
  relink(world, old, issue);
  record(world, actor, issue, "TransferredEvent", { fromRepository: from.id });
  const here = { issue, repository: to };
  announce(world, actor, { name: "issues", action: "transferred", issue: old, repository: from, to: here });
  announce(world, actor, { name: "issues", action: "opened", ...here, from: { issue: old, repository: from } });
  return issue;
}

function labelsOver(world: World, actor: Actor, old: IssueRow, to: RepositoryRow, make: boolean): readonly Id[] {
  const { store } = world;
  return old.labels.flatMap((id) => {
    const label = store.labels.get(id)!;
    const there = store.labelByName(to.id, label.name);
    if (there) return [there.id];
    if (!make) return [];
    return [createLabel(world, actor, { ...label, repository: to }).id];
  });
}

function relink(world: World, old: IssueRow, issue: IssueRow): void {
  const { store } = world;
  store.take.belongings(old.id, issue.id);
  const edits = store.edits.get(old.id);
  if (edits) store.edits.set(issue.id, edits);
  const parent = issue.parent === null ? undefined : store.issues.get(issue.parent);
  if (parent) parent.subIssues = parent.subIssues.map((id) => (id === old.id ? issue.id : id));
  for (const id of issue.subIssues) store.issues.get(id)!.parent = issue.id;
  const renamed = (id: Id) => (id === old.id ? issue.id : id);
  for (const other of issue.blockedBy.map((id) => store.issues.get(id)!)) other.blocking = other.blocking.map(renamed);
  for (const other of issue.blocking.map((id) => store.issues.get(id)!)) other.blockedBy = other.blockedBy.map(renamed);
}
