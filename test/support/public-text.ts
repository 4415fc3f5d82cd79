/** Everything that anybody may read on a sandbox, as one text, for searching it for words that are private. */
import type { Sandbox } from "../../src/sandbox/sandbox.ts";

/** Every private word begins so. */
export const canary = /canary-[a-z-]+/g;

/**
 * Issues of public repositories with all that stands on them (comments, labels, assignees, milestone, title changes),
 * labels, milestones and check runs of those repositories, and public boards with their fields and values.
 */
export function publicText({ store }: Sandbox): string {
  const isPublic = (repository: string) => store.repositories.get(repository)?.visibility === "public";
  const open = <T extends { readonly repository: string }>(rows: Iterable<T>) =>
    [...rows].filter(({ repository }) => isPublic(repository));
  // GitHub keeps a private board's moves from those who may not see the board.
  const isSeen = ({ project }: { readonly project?: unknown }) =>
    project === undefined || store.projects.get(String(project))?.public === true;
  const issues = open(store.issues.values()).flatMap((issue) => [
    issue.title,
    issue.body,
    ...store
      .timelineOf(issue.id)
      .map((row) => ("body" in row ? row.body : isSeen(row.data) ? JSON.stringify(row) : "")),
    ...issue.labels.map((id) => store.labels.get(id)!.name),
    ...issue.assignees.map((id) => store.accounts.get(id)!.login),
  ]);
  const labels = open(store.labels.values()).map(({ name, description }) => `${name} ${description}`);
  const milestones = open(store.milestones.values()).map(({ title }) => title);
  const checks = open(store.checks.values()).map((check) => JSON.stringify(check.output));
  const boards = [...store.projects.values()]
    .filter((project) => project.public)
    .flatMap((project) => [
      project.title,
      ...store.fieldsOf(project.id).map((field) => JSON.stringify(field)),
      ...store.itemsOf(project.id).map(({ values }) => JSON.stringify([...values.values()])),
    ]);
  return [...issues, ...labels, ...milestones, ...checks, ...boards].join("\n");
}
