/**
 * Places state and history for tests and scenes: at given times, by given people, without a webhook. Everything goes
 * through the same ops as a request does, with the clock set back and the listeners deaf, so that what is placed is
 * what would have been left behind by living it.
 */

import { type ProjectSpec, placeProject } from "./build-boards.ts";
import { placeStep, type Step } from "./build-history.ts";
import { accountOf, builderActor, placeAt } from "./build-past.ts";
import { addMember, createAccount, createTeam } from "./ops-accounts.ts";
import { createCategory } from "./ops-discussions.ts";
import { createBranch, type FileChanges, writeFiles } from "./ops-files.ts";
import { createIssue } from "./ops-issues.ts";
import { addItem } from "./ops-items.ts";
import { createLabel } from "./ops-labels.ts";
import { closeMilestone, createMilestone, createRepository } from "./ops-repositories.ts";
import type { AccountRow, IssueRow, LabelRow, MilestoneRow, ProjectRow, RepositoryRow, Role, TeamRow } from "./rows.ts";
import type { CommitRow } from "./rows-files.ts";
import type { World } from "./world.ts";

/** A label by name, or with its colour and description. */
export type LabelSpec = string | { readonly name: string; readonly color?: string; readonly description?: string };

export interface RepositorySpec {
  readonly visibility?: RepositoryRow["visibility"];
  /** Path to text. */
  readonly files?: Readonly<Record<string, string>>;
  readonly labels?: readonly LabelSpec[];
  /** What members of the organisation may do; write when not given. */
  readonly memberRole?: Role;
  /** Login to role. */
  readonly collaborators?: Readonly<Record<string, Role>>;
  /** Categories of discussions; one that begins with `!` is for announcements. None: it has no discussions. */
  readonly categories?: readonly string[];
  /** The number that its first issue gets. */
  readonly firstNumber?: number;
}

export interface IssueSpec {
  readonly title: string;
  readonly body?: string;
  /** A login; a Bot's with `[bot]`. */
  readonly by: string;
  /** Now when not given. */
  readonly at?: string;
  readonly number?: number;
  /** Made in the repository when missing. */
  readonly labels?: readonly string[];
  readonly assignees?: readonly string[];
  readonly parent?: IssueRow;
  readonly isPullRequest?: boolean;
  /** Boards it is put on when it is opened. */
  readonly on?: readonly ProjectRow[];
  /** Short for history steps that move the card on the first board of `on`. */
  readonly moves?: readonly { readonly at: string; readonly by: string; readonly to: string }[];
  /** In any order; lived in order of time. */
  readonly history?: readonly Step[];
}

export interface Builder {
  readonly world: World;
  /** Makes an organisation with its people, who are made when missing. */
  org(
    login: string,
    people?: { readonly owners?: readonly string[]; readonly members?: readonly string[] },
  ): AccountRow;
  user(login: string): AccountRow;
  /** Without `[bot]`. */
  bot(login: string): AccountRow;
  team(org: string, slug: string, members: readonly string[]): TeamRow;
  /** `owner/name` */
  repo(name: string, spec?: RepositorySpec): RepositoryRow;
  project(owner: string, title: string, spec?: ProjectSpec): ProjectRow;
  label(repository: RepositoryRow, spec: LabelSpec): LabelRow;
  milestone(
    repository: RepositoryRow,
    spec: string | { readonly title: string; readonly dueOn?: string; readonly closed?: boolean },
  ): MilestoneRow;
  /** A branch from the default one, with these files (null: without that file). */
  branch(repository: RepositoryRow, name: string, changes: FileChanges): CommitRow;
  issue(repository: RepositoryRow, spec: IssueSpec): IssueRow;
  /** Lives one more step of an issue's history. */
  step(issue: IssueRow, step: Step): void;
}

/** Makes a builder of a world. */
export function builder(world: World): Builder {
  return {
    world,
    org: (login, people = {}) => placeOrg(world, login, people),
    user: (login) => createAccount(world, "User", login),
    bot: (login) => createAccount(world, "Bot", login),
    team: (org, slug, members) =>
      createTeam(
        world,
        accountOf(world, org),
        slug,
        members.map((login) => accountOf(world, login)),
      ),
    repo: (name, spec = {}) => placeRepository(world, name, spec),
    project: (owner, title, spec = {}) => placeProject(world, owner, title, spec),
    label: (repository, spec) => placeLabel(world, repository, spec),
    milestone: (repository, spec) =>
      placeMilestone(world, repository, typeof spec === "string" ? { title: spec } : spec),
    branch: (repository, name, changes) => placeBranch(world, repository, name, changes),
    issue: (repository, spec) => placeIssue(world, repository, spec),
    step: (issue, step) => placeStep(world, issue, step),
  };
}

function placeOrg(
  world: World,
  login: string,
  people: { readonly owners?: readonly string[]; readonly members?: readonly string[] },
): AccountRow {
  const org = createAccount(world, "Organization", login);
  for (const owner of people.owners ?? []) addMember(world, org, createAccount(world, "User", owner), "admin");
  for (const member of people.members ?? []) addMember(world, org, createAccount(world, "User", member));
  return org;
}

function placeRepository(world: World, fullName: string, spec: RepositorySpec): RepositoryRow {
  const [owner, name] = fullName.split("/") as [string, string];
  const account = accountOf(world, owner);
  return placeAt(world, world.clock.now(), () => {
    const repository = createRepository(world, builderActor(world, owner), {
      owner: account,
      name,
      ...(spec.visibility ? { visibility: spec.visibility } : {}),
      ...(spec.memberRole ? { memberRole: spec.memberRole } : {}),
    });
    repository.nextNumber = spec.firstNumber ?? 1;
    for (const [path, text] of Object.entries(spec.files ?? {})) repository.files.set(path, text);
    for (const name of spec.categories ?? []) {
      createCategory(world, repository, { name: name.replace(/^!/, ""), announcement: name.startsWith("!") });
    }
    for (const label of spec.labels ?? []) placeLabel(world, repository, label);
    for (const [login, role] of Object.entries(spec.collaborators ?? {})) {
      repository.collaborators.set(createAccount(world, "User", login).id, role);
    }
    return repository;
  });
}

function placeLabel(world: World, repository: RepositoryRow, spec: LabelSpec): LabelRow {
  const label = typeof spec === "string" ? { name: spec } : spec;
  const present = world.store.labelByName(repository.id, label.name);
  if (present) return present;
  const owner = world.store.accounts.get(repository.owner)!;
  return placeAt(world, world.clock.now(), () =>
    createLabel(world, builderActor(world, owner.login), { ...label, repository }),
  );
}

function placeMilestone(
  world: World,
  repository: RepositoryRow,
  spec: { readonly title: string; readonly dueOn?: string; readonly closed?: boolean },
): MilestoneRow {
  const actor = builderActor(world, world.store.accounts.get(repository.owner)!.login);
  return placeAt(world, world.clock.now(), () => {
    const { title, dueOn = null } = spec;
    const milestone = createMilestone(world, actor, repository, { title, dueOn });
    if (spec.closed) closeMilestone(world, actor, milestone, true);
    return milestone;
  });
}

function placeBranch(world: World, repository: RepositoryRow, branch: string, changes: FileChanges): CommitRow {
  const actor = builderActor(world, world.store.accounts.get(repository.owner)!.login);
  return placeAt(world, world.clock.now(), () => {
    createBranch(world, actor, repository, { branch });
    return writeFiles(world, actor, repository, { branch, changes });
  });
}

function placeIssue(world: World, repository: RepositoryRow, spec: IssueSpec): IssueRow {
  const at = spec.at ?? world.clock.now();
  const labels = (spec.labels ?? []).map((name) => placeLabel(world, repository, name));
  const issue = placeAt(world, at, () => {
    const next = repository.nextNumber;
    if (spec.number !== undefined) repository.nextNumber = freeNumber(world, repository, spec.number);
    const actor = builderActor(world, spec.by);
    const placed = createIssue(world, actor, {
      repository,
      title: spec.title,
      body: spec.body ?? null,
      labels,
      assignees: (spec.assignees ?? []).map((login) => accountOf(world, login)),
      parent: spec.parent ?? null,
      isPullRequest: spec.isPullRequest ?? false,
    });
    repository.nextNumber = Math.max(next, repository.nextNumber);
    for (const project of spec.on ?? []) addItem(world, actor, project, placed);
    return placed;
  });
  const moves = (spec.moves ?? []).map(({ at: when, by, to }): Step => ({ at: when, by, move: to }));
  const steps = [...moves, ...(spec.history ?? [])].sort((one, other) => one.at.localeCompare(other.at));
  for (const step of steps) placeStep(world, issue, step);
  return issue;
}

function freeNumber(world: World, repository: RepositoryRow, number: number): number {
  if (world.store.issueByNumber(repository.id, number) === null) return number;
  throw new Error(`The repository "${repository.name}" has an issue #${number} already.`);
}
