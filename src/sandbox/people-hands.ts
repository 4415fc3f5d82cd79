/**
 * How a person does something: one mutation or REST call with the person's own token, and what a person sees on the
 * page (ids, names), taken from the store.
 */
import type { Id, IssueRow, ProjectItemRow, ProjectRow, RepositoryRow } from "./rows.ts";
import type { Sandbox } from "./sandbox.ts";

/** An issue: a row, or `owner/repo#7`. */
export type IssueName = IssueRow | string;

type Input = Readonly<Record<string, unknown>>;

/** One person's way to act. */
export interface Hands {
  readonly sandbox: Sandbox;
  /** Returns what was selected of the payload. */
  mutate(field: string, input: Input, select: string): Promise<unknown>;
  act(field: string, input: Input): Promise<void>;
  graphql(query: string, variables?: Input): Promise<Record<string, unknown>>;
  /** A REST call: `POST /repos/openwater/leads/dispatches`. */
  rest(what: string, body: Input): Promise<void>;
  issueOf(name: IssueName): IssueRow;
}

/** Hands that act with this token. */
export function handsOf(sandbox: Sandbox, token: string): Hands {
  const graphql: Hands["graphql"] = (query, variables = {}) => send(sandbox, token, query, variables);
  const mutate: Hands["mutate"] = async (field, input, select) => {
    const type = `${field[0]!.toUpperCase()}${field.slice(1)}Input`;
    const data = await graphql(`mutation($input: ${type}!) { done: ${field}(input: $input) { ${select} } }`, { input });
    return data.done;
  };
  return {
    sandbox,
    graphql,
    mutate,
    act: async (field, input) => void (await mutate(field, input, "clientMutationId")),
    rest: (what, body) => call(sandbox, token, what, body),
    issueOf: (name) => (typeof name === "string" ? issueNamed(sandbox, name) : name),
  };
}

/** The account of a person. Throws when nobody has the login. */
export function personNamed(sandbox: Sandbox, login: string): Id {
  const account = sandbox.store.accountByLogin(login);
  if (!account) throw new Error(`Nobody is called "${login}" in this sandbox.`);
  return account.id;
}

/** A repository by `owner/name`. */
export function repositoryNamed(sandbox: Sandbox, fullName: string): RepositoryRow {
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

/** A label of a repository. */
export function labelNamed(sandbox: Sandbox, repository: Id, name: string): Id {
  const label = sandbox.store.labelByName(repository, name);
  if (!label) throw new Error(`The repository has no label "${name}".`);
  return label.id;
}

/** The issue's card on a board. */
export function cardOf(sandbox: Sandbox, issue: IssueRow, project: ProjectRow): ProjectItemRow {
  const card = sandbox.store.itemsOfIssue(issue.id).find((item) => item.project === project.id);
  if (!card) throw new Error(`Issue #${issue.number} is not on the board "${project.title}".`);
  return card;
}

async function call(sandbox: Sandbox, token: string, what: string, body: Input): Promise<void> {
  const [method = "", path = ""] = what.split(" ");
  const headers = { authorization: `bearer ${token}`, "content-type": "application/json" };
  const request = new Request(`http://sandbox.test${path}`, { method, headers, body: JSON.stringify(body) });
  const response = await sandbox.fetch(request);
  if (response.ok) return;
  const answer = (await response.json()) as { readonly message?: string };
  throw new Error(`${response.status} ${answer.message ?? "without a message"}`);
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
