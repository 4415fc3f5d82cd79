/**
 * A person at the keyboard: everything is written through the real API with that person's token, so webhooks, limits
 * and permissions apply. What a person sees on the page (ids, column names) is taken from the store.
 */
import type { FileChanges } from "./ops-files.ts";
import { boardActs } from "./people-boards.ts";
import { handsOf, type IssueName } from "./people-hands.ts";
import { issueActs } from "./people-issues.ts";
import { placeActs } from "./people-places.ts";
import type { Id, IssueRow, ProjectRow, RepositoryRow } from "./rows.ts";
import type { Sandbox } from "./sandbox.ts";

export interface Person {
  readonly login: string;
  openIssue(
    repository: string,
    input: { readonly title: string; readonly body?: string; readonly labels?: readonly string[] },
  ): Promise<IssueRow>;
  /** Returns the comment's id. */
  comment(issue: IssueName, body: string): Promise<Id>;
  editComment(comment: Id, body: string): Promise<void>;
  deleteComment(comment: Id): Promise<void>;
  label(issue: IssueName, name: string): Promise<void>;
  unlabel(issue: IssueName, name: string): Promise<void>;
  close(issue: IssueName, reason?: "COMPLETED" | "NOT_PLANNED"): Promise<void>;
  reopen(issue: IssueName): Promise<void>;
  editTitle(issue: IssueName, title: string): Promise<void>;
  editBody(issue: IssueName, body: string): Promise<void>;
  /** Returns the card's id. */
  addToBoard(issue: IssueName, project: ProjectRow): Promise<Id>;
  removeFromBoard(issue: IssueName, project: ProjectRow): Promise<void>;
  /** Drags the card to a column, by the column's name. */
  moveCard(issue: IssueName, project: ProjectRow, column: string): Promise<void>;
  assign(issue: IssueName, login: string): Promise<void>;
  unassign(issue: IssueName, login: string): Promise<void>;
  /** By title; null takes it away. */
  setMilestone(issue: IssueName, title: string | null): Promise<void>;
  /** The first issue waits for the second. */
  block(issue: IssueName, by: IssueName): Promise<void>;
  unblock(issue: IssueName, by: IssueName): Promise<void>;
  /** A field's value: an option's or iteration's name, a date, a number, a text. */
  setField(issue: IssueName, project: ProjectRow, field: string, value: string | number): Promise<void>;
  clearField(issue: IssueName, project: ProjectRow, field: string): Promise<void>;
  /** Takes the card out of sight, or (false) back. */
  archiveCard(issue: IssueName, project: ProjectRow, archived?: boolean): Promise<void>;
  /** Renames a column or option; cards keep it. */
  renameOption(project: ProjectRow, field: string, from: string, to: string): Promise<void>;
  /** Deletes an option and makes it anew under the same name: cards lose it. */
  recreateOption(project: ProjectRow, field: string, name: string): Promise<void>;
  renameField(project: ProjectRow, field: string, to: string): Promise<void>;
  deleteField(project: ProjectRow, field: string): Promise<void>;
  /** Asks for something by name, as an alerting system does. `repository`: `owner/name`. */
  dispatch(repository: string, type: string, payload?: Readonly<Record<string, unknown>>): Promise<void>;
  /** Makes a repository public, private or internal; admin. */
  setVisibility(repository: string, visibility: RepositoryRow["visibility"]): Promise<void>;
  archiveRepository(repository: string, archived?: boolean): Promise<void>;
  /** Commits to a branch; the default one when not given. Returns the commit's id. */
  writeFiles(repository: string, files: FileChanges, branch?: string): Promise<string>;
  /** Makes a branch from the default one with these files and proposes it. */
  openPullRequest(
    repository: string,
    input: { readonly title: string; readonly branch: string; readonly files: FileChanges; readonly body?: string },
  ): Promise<IssueRow>;
  /** Any GraphQL; returns `data`. Throws Error with GitHub's words when there are errors. */
  graphql(query: string, variables?: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>>;
}

/** A client that acts as the person with this login. Throws when nobody has it. */
export function asPerson(sandbox: Sandbox, login: string): Person {
  const hands = handsOf(sandbox, sandbox.tokenOf(login));
  return { login, graphql: hands.graphql, ...issueActs(hands), ...boardActs(hands), ...placeActs(hands) };
}
