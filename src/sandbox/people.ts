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
  const graphql: Person["graphql"] = (query, variables = {}) => send(sandbox, token, query, variables);
  const mutate: Hands["mutate"] = async (field, input, select) => {
    const type = `${field[0]!.toUpperCase()}${field.slice(1)}Input`;
    const data = await graphql(`mutation($input: ${type}!) { done: ${field}(input: $input) { ${select} } }`, { input });
    return data.done;
  };
  const hands: Hands = {
    sandbox,
    mutate,
    act: async (field, input) => void (await mutate(field, input, "clientMutationId")),
    issueOf: (name) => (typeof name === "string" ? issueNamed(sandbox, name) : name),
  };
  return { login, graphql, ...issueActs(hands), ...boardActs(hands) };
}

type Input = Readonly<Record<string, unknown>>;

/** How a person does something: one mutation. */
interface Hands {
  readonly sandbox: Sandbox;
  /** Returns what was selected of the payload. */
  mutate(field: string, input: Input, select: string): Promise<unknown>;
  act(field: string, input: Input): Promise<void>;
  issueOf(name: IssueName): IssueRow;
}

type BoardAct = "addToBoard" | "removeFromBoard" | "moveCard";

function issueActs({ sandbox, mutate, act, issueOf }: Hands): Omit<Person, "login" | "graphql" | BoardAct> {
  const { store } = sandbox;
  const labelled = (name: IssueName, label: string) => {
    const issue = issueOf(name);
    return { labelableId: issue.id, labelIds: [labelNamed(sandbox, issue.repository, label)] };
  };
  return {
    async openIssue(repository, { title, body, labels = [] }) {
      const row = repositoryNamed(sandbox, repository);
      const labelIds = labels.map((name) => labelNamed(sandbox, row.id, name));
      const input = { repositoryId: row.id, title, labelIds, ...(body === undefined ? {} : { body }) };
      const done = (await mutate("createIssue", input, "issue { id }")) as { issue: { id: Id } };
      return store.issues.get(done.issue.id)!;
    },
    async comment(issue, body) {
      const input = { subjectId: issueOf(issue).id, body };
      const done = (await mutate("addComment", input, "commentEdge { node { id } }")) as {
        commentEdge: { node: { id: Id } };
      };
      return done.commentEdge.node.id;
    },
    editComment: async (id, body) => act("updateIssueComment", { id, body }),
    deleteComment: async (id) => act("deleteIssueComment", { id }),
    label: async (issue, name) => act("addLabelsToLabelable", labelled(issue, name)),
    unlabel: async (issue, name) => act("removeLabelsFromLabelable", labelled(issue, name)),
    close: async (issue, stateReason = "COMPLETED") => act("closeIssue", { issueId: issueOf(issue).id, stateReason }),
    reopen: async (issue) => act("reopenIssue", { issueId: issueOf(issue).id }),
    editTitle: async (issue, title) => act("updateIssue", { id: issueOf(issue).id, title }),
    editBody: async (issue, body) => act("updateIssue", { id: issueOf(issue).id, body }),
  };
}

function boardActs({ sandbox, mutate, act, issueOf }: Hands): Pick<Person, BoardAct> {
  return {
    async addToBoard(issue, project) {
      const input = { projectId: project.id, contentId: issueOf(issue).id };
      const done = (await mutate("addProjectV2ItemById", input, "item { id }")) as { item: { id: Id } };
      return done.item.id;
    },
    async removeFromBoard(issue, project) {
      const card = cardOf(sandbox, issueOf(issue), project);
      await act("deleteProjectV2Item", { projectId: project.id, itemId: card.id });
    },
    async moveCard(issue, project, column) {
      const field = sandbox.store.fieldByName(project.id, "Status");
      const option = field?.options.find((one) => one.name === column);
      if (!field || !option) throw new Error(`The board "${project.title}" has no column "${column}".`);
      await act("updateProjectV2ItemFieldValue", {
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
