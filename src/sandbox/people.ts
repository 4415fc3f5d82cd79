/**
 * A person at the keyboard: everything is written through the real API with that person's token, so webhooks, limits
 * and permissions apply. What a person sees on the page (ids, column names) is taken from the store.
 */
import type { Id, IssueRow, ProjectItemRow, ProjectRow } from "./rows.ts";
import type { Sandbox } from "./sandbox.ts";

/** An issue: a row, or `owner/repo#7`. */
export type IssueName = IssueRow | string;

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
  /** Any GraphQL; returns `data`. Throws Error with GitHub's words when there are errors. */
  graphql(query: string, variables?: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>>;
}

/** A client that acts as the person with this login. Throws when nobody has it. */
export function asPerson(sandbox: Sandbox, login: string): Person {
  const token = sandbox.tokenOf(login);
  const { store } = sandbox;
  const graphql: Person["graphql"] = (query, variables = {}) => send(sandbox, token, query, variables);
  const mutate = (field: string, type: string, input: Readonly<Record<string, unknown>>, select: string) =>
    graphql(`mutation($input: ${type}!) { done: ${field}(input: $input) { ${select} } }`, { input });
  const simple = (field: string, input: Readonly<Record<string, unknown>>) =>
    mutate(field, `${field[0]!.toUpperCase()}${field.slice(1)}Input`, input, "clientMutationId").then(() => undefined);
  const issueOf = (name: IssueName) => (typeof name === "string" ? issueNamed(sandbox, name) : name);

  return {
    login,
    graphql,
    async openIssue(repository, { title, body, labels = [] }) {
      const row = repositoryNamed(sandbox, repository);
      const labelIds = labels.map((name) => labelNamed(sandbox, row.id, name));
      const input = { repositoryId: row.id, title, labelIds, ...(body === undefined ? {} : { body }) };
      const data = await mutate("createIssue", "CreateIssueInput", input, "issue { id }");
      return store.issues.get((data as { done: { issue: { id: Id } } }).done.issue.id)!;
    },
    async comment(issue, body) {
      const input = { subjectId: issueOf(issue).id, body };
      const data = await mutate("addComment", "AddCommentInput", input, "commentEdge { node { id } }");
      return (data as { done: { commentEdge: { node: { id: Id } } } }).done.commentEdge.node.id;
    },
    editComment: (id, body) => simple("updateIssueComment", { id, body }),
    deleteComment: (id) => simple("deleteIssueComment", { id }),
    async label(name, label) {
      const issue = issueOf(name);
      const labelIds = [labelNamed(sandbox, issue.repository, label)];
      return simple("addLabelsToLabelable", { labelableId: issue.id, labelIds });
    },
    async unlabel(name, label) {
      const issue = issueOf(name);
      const labelIds = [labelNamed(sandbox, issue.repository, label)];
      return simple("removeLabelsFromLabelable", { labelableId: issue.id, labelIds });
    },
    close: (issue, stateReason = "COMPLETED") => simple("closeIssue", { issueId: issueOf(issue).id, stateReason }),
    reopen: (issue) => simple("reopenIssue", { issueId: issueOf(issue).id }),
    editTitle: (issue, title) => simple("updateIssue", { id: issueOf(issue).id, title }),
    editBody: (issue, body) => simple("updateIssue", { id: issueOf(issue).id, body }),
    async addToBoard(issue, project) {
      const input = { projectId: project.id, contentId: issueOf(issue).id };
      const data = await mutate("addProjectV2ItemById", "AddProjectV2ItemByIdInput", input, "item { id }");
      return (data as { done: { item: { id: Id } } }).done.item.id;
    },
    async removeFromBoard(issue, project) {
      const card = cardOf(sandbox, issueOf(issue), project);
      return simple("deleteProjectV2Item", { projectId: project.id, itemId: card.id });
    },
    async moveCard(issue, project, column) {
      const field = store.fieldByName(project.id, "Status");
      const option = field?.options.find((one) => one.name === column);
      if (!field || !option) throw new Error(`The board "${project.title}" has no column "${column}".`);
      return simple("updateProjectV2ItemFieldValue", {
        projectId: project.id,
        itemId: cardOf(sandbox, issueOf(issue), project).id,
        fieldId: field.id,
        value: { singleSelectOptionId: option.id },
      });
    },
  };
}

async function send(
  sandbox: Sandbox,
  token: string,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const response = await sandbox.fetch(
    new Request("http://sandbox.test/graphql", {
      method: "POST",
      headers: { authorization: `bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ query, variables }),
    }),
  );
  const answer = (await response.json()) as {
    data?: Record<string, unknown>;
    message?: string;
    errors?: { message: string }[];
  };
  if (answer.errors) throw new Error(answer.errors.map((error) => error.message).join("; "));
  if (!response.ok || !answer.data) throw new Error(`${response.status} ${answer.message ?? "without a message"}`);
  return answer.data;
}

function repositoryNamed(sandbox: Sandbox, fullName: string) {
  const [owner = "", name = ""] = fullName.split("/");
  const row = sandbox.store.repositoryByName(owner, name);
  if (!row) throw new Error(`There is no repository ${fullName} in this sandbox.`);
  return row;
}

function issueNamed(sandbox: Sandbox, name: string): IssueRow {
  const [repository = "", number = ""] = name.split("#");
  const issue = sandbox.store.issueByNumber(repositoryNamed(sandbox, repository).id, Number(number));
  if (!issue) throw new Error(`There is no issue ${name} in this sandbox.`);
  return issue;
}

function labelNamed(sandbox: Sandbox, repository: Id, name: string): Id {
  const label = sandbox.store.labelByName(repository, name);
  if (!label) throw new Error(`The repository has no label "${name}".`);
  return label.id;
}

function cardOf(sandbox: Sandbox, issue: IssueRow, project: ProjectRow): ProjectItemRow {
  const card = sandbox.store.itemsOfIssue(issue.id).find((item) => item.project === project.id);
  if (!card) throw new Error(`Issue #${issue.number} is not on the board "${project.title}".`);
  return card;
}
