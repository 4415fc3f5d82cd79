/** What is in a sandbox, for the person who starts one: people with their tokens, repositories, boards. */
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { counted } from "../counted.ts";

export interface Inventory {
  readonly people: readonly { readonly login: string; readonly token: string }[];
  readonly repositories: readonly {
    readonly name: string;
    readonly visibility: string;
    readonly issues: number;
    /** A workflow's GITHUB_TOKEN for it. */
    readonly workflowToken: string;
  }[];
  readonly boards: readonly {
    readonly name: string;
    readonly title: string;
    readonly columns: readonly string[];
    readonly cards: number;
  }[];
}

/** Tokens are made on first asking, and stay. */
export function inventoryOf(sandbox: Sandbox): Inventory {
  const { store } = sandbox;
  const login = (id: string) => store.accounts.get(id)?.login ?? "ghost";
  const people = [...store.accounts.values()].filter(({ kind, deleted }) => kind === "User" && !deleted);
  return {
    people: people.map((person) => ({ login: person.login, token: sandbox.tokenOf(person.login) })),
    repositories: [...store.repositories.values()].map((repository) => {
      const name = `${login(repository.owner)}/${repository.name}`;
      const { visibility } = repository;
      return {
        name,
        visibility,
        issues: store.issuesOf(repository.id).length,
        workflowToken: sandbox.workflowToken(name),
      };
    }),
    boards: [...store.projects.values()].map((project) => ({
      name: `${login(project.owner)}/${project.number}`,
      title: project.title,
      columns: store.fieldByName(project.id, "Status")?.options.map((option) => option.name) ?? [],
      cards: store.itemsOf(project.id).length,
    })),
  };
}

/** One block per kind. */
export function inventoryWords({ people, repositories, boards }: Inventory): string {
  const widest = (texts: readonly string[]) => Math.max(0, ...texts.map((text) => text.length)) + 2;
  const who = widest(people.map(({ login }) => login));
  const where = widest(repositories.map(({ name }) => name));
  return [
    "People and their tokens",
    ...people.map(({ login, token }) => `  ${login.padEnd(who)}${token}`),
    "Repositories",
    ...repositories.map(
      ({ name, visibility, issues }) => `  ${name.padEnd(where)}${visibility}, ${counted(issues, "issue")}`,
    ),
    "Boards",
    ...boards.map(
      ({ name, title, columns, cards }) => `  ${name}  ${title}: ${counted(cards, "card")} in ${columns.join(" · ")}`,
    ),
    "",
  ].join("\n");
}
