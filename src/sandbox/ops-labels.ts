/**
 * Labels of repositories and on issues. See ops.ts for what every op promises.
 */
import { checkLabel, checkLabelCount, refusal } from "./limits.ts";
import { announce, gone, record, repositoryOf, requireIssueRole, requireRole, touch } from "./ops.ts";
import type { IssueRow, LabelRow, RepositoryRow } from "./rows.ts";
import type { Actor, World } from "./world.ts";

/** The colour that GitHub gives a label when none is asked for. */
export const plainColor = "ededed";

/** Makes a label; write. Names are unique without regard to case. */
export function createLabel(
  world: World,
  actor: Actor,
  input: {
    readonly repository: RepositoryRow;
    readonly name: string;
    readonly color?: string;
    readonly description?: string | null;
  },
): LabelRow {
  const { repository } = input;
  requireRole(world, actor, repository, "write");
  const color = (input.color ?? plainColor).toLowerCase();
  checkLabel({ name: input.name, color, description: input.description ?? null });
  requireFreeName(world, repository, input.name, null);
  const now = world.clock.now();
  const label: LabelRow = {
    ...world.store.ids.make("LA", repository.databaseId),
    repository: repository.id,
    name: input.name,
    color,
    description: input.description ?? null,
    createdAt: now,
    updatedAt: now,
  };
  world.store.put.label(label);
  announce(world, actor, { name: "label", action: "created", label, repository });
  return label;
}

/** Renames or recolours a label; write. Issues keep it; their times do not move. */
export function editLabel(
  world: World,
  actor: Actor,
  label: LabelRow,
  input: { readonly name?: string; readonly color?: string; readonly description?: string | null },
): void {
  const repository = world.store.repositories.get(label.repository)!;
  requireRole(world, actor, repository, "write");
  checkLabel(input);
  if (input.name !== undefined) requireFreeName(world, repository, input.name, label);
  const before = { ...label };
  label.name = input.name ?? label.name;
  label.color = (input.color ?? label.color).toLowerCase();
  if (input.description !== undefined) label.description = input.description;
  const changes = {
    ...(label.name === before.name ? {} : { name: { from: before.name } }),
    ...(label.color === before.color ? {} : { color: { from: before.color } }),
    ...(label.description === before.description ? {} : { description: { from: before.description } }),
  };
  if (Object.keys(changes).length === 0) return;
  label.updatedAt = world.clock.now();
  announce(world, actor, { name: "label", action: "edited", label, repository, changes });
}

/** Deletes a label; write. It leaves every issue, without events on their timelines. */
export function deleteLabel(world: World, actor: Actor, label: LabelRow): void {
  const repository = world.store.repositories.get(label.repository)!;
  requireRole(world, actor, repository, "write");
  world.store.take.label(label);
  for (const issue of world.store.issuesOf(repository.id)) {
    if (issue.labels.includes(label.id)) issue.labels = issue.labels.filter((id) => id !== label.id);
  }
  announce(world, actor, { name: "label", action: "deleted", label, repository });
}

/** Adds labels; triage. Those it has already change nothing: no event, no webhook. */
export function addLabels(world: World, actor: Actor, issue: IssueRow, labels: readonly LabelRow[]): void {
  requireIssueRole(world, actor, issue, "triage");
  const stranger = labels.find((label) => label.repository !== issue.repository);
  if (stranger) throw gone(stranger.id);
  putLabels(world, actor, issue, labels)();
}

/** Takes labels off; triage. Those it does not have change nothing. */
export function removeLabels(world: World, actor: Actor, issue: IssueRow, labels: readonly LabelRow[]): void {
  requireIssueRole(world, actor, issue, "triage");
  const stranger = labels.find((label) => label.repository !== issue.repository);
  if (stranger) throw gone(stranger.id);
  const repository = repositoryOf(world, issue);
  for (const label of labels) {
    if (!issue.labels.includes(label.id)) continue;
    issue.labels = issue.labels.filter((id) => id !== label.id);
    touch(world, issue);
    record(world, actor, issue, "UnlabeledEvent", labelData(label));
    announce(world, actor, { name: "issues", action: "unlabeled", issue, repository, label });
  }
}

/** Puts labels on without asking for permission, and returns what announces them. Only for ops. */
export function putLabels(world: World, actor: Actor, issue: IssueRow, labels: readonly LabelRow[]): () => void {
  const fresh = [...new Set(labels)].filter((label) => !issue.labels.includes(label.id));
  checkLabelCount(issue.labels.length + fresh.length);
  for (const label of fresh) {
    issue.labels.push(label.id);
    touch(world, issue);
    record(world, actor, issue, "LabeledEvent", labelData(label));
  }
  const repository = repositoryOf(world, issue);
  return () => {
    for (const label of fresh) announce(world, actor, { name: "issues", action: "labeled", issue, repository, label });
  };
}

/** What the event keeps for the day when the label is gone. */
function labelData(label: LabelRow): Readonly<Record<string, unknown>> {
  return { label: label.id, name: label.name, color: label.color };
}

function requireFreeName(world: World, repository: RepositoryRow, name: string, but: LabelRow | null): void {
  const taken = world.store.labelByName(repository.id, name);
  if (taken === null || taken === but) return;
  throw refusal("Name has already been taken", { resource: "Label", field: "name", code: "already_exists" });
}
