/**
 * A small organisation that the sandbox's tests share: one private and one public repository, a board, three people and
 * an App. Each call makes a new one.
 */
import { actorOf, type Viewer } from "../../src/sandbox/access.ts";
import { type Builder, builder } from "../../src/sandbox/build.ts";
import type { SandboxEvent } from "../../src/sandbox/event.ts";
import { executeGraphQL, type GraphQLAnswer } from "../../src/sandbox/graphql/execute.ts";
import type { IssueRow, ProjectRow, RepositoryRow } from "../../src/sandbox/rows.ts";
import { type Actor, createWorld, type World } from "../../src/sandbox/world.ts";

export interface Openwater {
  readonly world: World;
  readonly place: Builder;
  readonly leads: RepositoryRow;
  readonly site: RepositoryRow;
  readonly board: ProjectRow;
  /** An open issue in `leads`, on the board, with the label `lead`. */
  readonly lead: IssueRow;
  /** What was announced, oldest first. */
  readonly heard: SandboxEvent[];
  /** Names and actions of what was announced: `issues.labeled`. */
  said(): readonly string[];
  /** A person's token, with every scope unless given. */
  as(login: string, scopes?: readonly string[]): Viewer;
  /** The App's token, with these permissions. */
  app(permissions: Readonly<Record<string, string>>): Viewer;
  /** A workflow's token for a repository. */
  workflow(repository: RepositoryRow): Viewer;
  ask(viewer: Viewer, query: string, variables?: Readonly<Record<string, unknown>>): Answer;
}

export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: the shape is whatever the query asks for -- a test reads it by eye
  readonly data: any;
  readonly errors: readonly { type?: string; message: string; path?: readonly unknown[] }[] | undefined;
  readonly cost: number;
}

export const columns = ["Lead", "Qualified lead", "Prospect", "Partner"] as const;

export function openwater(): Openwater {
  const world = createWorld({ seed: 7, at: "2025-09-01T09:00:00Z" });
  const place = builder(world);
  place.org("openwater", { owners: ["bd-lead"], members: ["engineer-1"] });
  place.user("rep-estuary");
  const bot = place.bot("milepost");
  const actions = place.bot("github-actions");
  const labels = ["lead", "stage: lead", { name: "stage: prospect", color: "fbca04", description: "Talks" }];
  const leads = place.repo("openwater/leads", { visibility: "private", labels });
  const site = place.repo("openwater/site", { visibility: "public", labels: ["bug"] });
  const board = place.project("openwater", "Partnerships", {
    number: 61,
    status: columns,
    fields: { Estimate: "NUMBER" },
  });
  const lead = place.issue(leads, {
    title: "Temple",
    by: "bd-lead",
    at: "2025-07-07T09:00:00Z",
    labels: ["lead"],
    on: [board],
  });
  const heard: SandboxEvent[] = [];
  world.listeners.push((event) => heard.push(event));
  const account = (login: string) => world.store.accountByLogin(login)!.id;
  return {
    world,
    place,
    leads,
    site,
    board,
    lead,
    heard,
    said: () => heard.map((event) => (event.action === null ? event.name : `${event.name}.${event.action}`)),
    as: (login, scopes = ["repo", "project", "read:org"]) => ({ kind: "user", account: account(login), scopes }),
    app: (permissions) => ({
      kind: "installation",
      installation: 42,
      app: "A_1",
      bot: bot.id,
      account: account("openwater"),
      repositories: "all",
      permissions,
    }),
    workflow: (repository) => ({ kind: "workflow", repository: repository.id, bot: actions.id }),
    ask(viewer, query, variables = {}) {
      const { body, cost }: GraphQLAnswer = executeGraphQL(world, viewer, { query, variables });
      return { data: body.data, errors: body.errors as Answer["errors"], cost };
    },
  };
}

/** Someone acting through the API, with that person's rights. */
export function actor(world: Openwater, login: string): Actor {
  return actorOf(world.as(login));
}
