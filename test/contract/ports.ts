/**
 * What Milepost expects of the reading and the writing port, whoever serves them. Run on the sandbox through our
 * adapter; it can be run on a real organisation, since people act through GraphQL here too.
 */
import { describe, expect, it } from "vitest";
import type { GraphqlClient } from "../../src/github/client.ts";
import type { Clock, ItemQuestion, Reader, WorldQuestion, Writer } from "../../src/github/ports.ts";
import type { Change, Outcome, StatusValue } from "../../src/model/change.ts";
import type { NodeId } from "../../src/model/key.ts";
import type { Board, FieldValue, Item, Read, Role } from "../../src/model/snapshot.ts";

export interface PortWorld {
  readonly reader: Reader;
  readonly writer: Writer;
  /** Somebody else, who may write issues and move cards. */
  readonly person: GraphqlClient;
  /** Whose time it is there; sleeping need not take any. */
  readonly clock: Clock;
  readonly installation: number;
  /** Node id of who the writer writes as. */
  readonly identity: NodeId;
  /** An open issue of `repository` with the first of its labels, and nothing else. */
  readonly issue: NodeId;
  readonly repository: {
    readonly id: NodeId;
    readonly owner: string;
    readonly name: string;
    readonly labels: readonly string[];
  };
  readonly otherRepository: { readonly id: NodeId; readonly owner: string; readonly name: string };
  readonly board: {
    readonly id: NodeId;
    readonly owner: string;
    readonly number: number;
    readonly columns: readonly string[];
  };
  readonly file: { readonly owner: string; readonly repo: string; readonly path: string; readonly text: string };
  /** A field of the board by the kind of its values. */
  readonly fields: Readonly<Record<FieldValue["kind"], string>>;
  /** Title of an open milestone of `repository`. */
  readonly milestone: string;
  /** Its members may be assigned. */
  readonly team: { readonly name: string; readonly members: readonly string[] };
  /** What some people may do in `repository`; the first of them is `person`. */
  readonly roles: Readonly<Record<string, Role>>;
  /** GraphQL documents since the last call. */
  requests(): { readonly reads: number; readonly writes: number };
}

export const why = { rule: "contract", fact: "the contract asks for it" };

export function portContract(name: string, make: () => Promise<PortWorld> | PortWorld): void {
  describe(`the ports, served by ${name}`, () => {
    it("reads an untouched issue whole, with one request and no write", async () => {
      const world = await make();
      const item = await read(world);
      expect(unknownParts(item)).toEqual([]);
      expect(knownOf(item.labels).map((label) => label.name)).toEqual(["lead"]);
      expect(knownOf(item.history).map((fact) => fact.kind)).toEqual(["opened", "labeled"]);
      expect([knownOf(item.cards), knownOf(item.ownComments), knownOf(item.subIssues), item.parents]).toEqual([
        [],
        [],
        [],
        [],
      ]);
      expect(item.labelIds).toMatchObject({ "stage: lead": expect.any(String), "no such label": null });
      expect(world.requests()).toEqual({ reads: 1, writes: 0 });
    });

    it("knows who it writes as, the board, the labels and the files", async () => {
      const world = await make();
      const read = await world.reader.readWorld(worldQuestion(world));
      expect(read.identities.map((actor) => [actor.id, actor.kind])).toEqual([[world.identity, "Bot"]]);
      const board = knownOf(read.boards.board!);
      expect([board.id, board.status?.options.map((option) => option.name)]).toEqual([
        world.board.id,
        world.board.columns,
      ]);
      const repository = knownOf(read.repositories.repository!);
      expect([repository.id, Object.keys(repository.labels)]).toEqual([
        world.repository.id,
        expect.arrayContaining([...world.repository.labels]),
      ]);
      expect([read.templates[world.file.path], read.templates["no/such/file.md"]]).toEqual([
        { known: true, value: world.file.text },
        { known: true, value: null },
      ]);
      expect(world.requests()).toEqual({ reads: 1, writes: 0 });
    });

    it("shows what was written: labels, column, comment", async () => {
      const world = await make();
      const { status } = await readBoard(world);
      const before = await read(world);
      const outcomes = await world.writer.write(keyOf(world), [
        {
          ...why,
          kind: "create-label",
          repository: world.repository.id,
          repositoryName: "r",
          name: "made",
          color: "aabbcc",
          description: "d",
        },
        { ...why, kind: "add-label", issue: world.issue, name: "made", label: null },
        { ...why, kind: "remove-label", issue: world.issue, name: "lead", label: knownOf(before.labels)[0]!.id },
        {
          ...why,
          kind: "add-to-board",
          project: world.board.id,
          board: "board",
          issue: world.issue,
          status: statusOf(status, world.board.columns[1]!),
        },
        { ...why, kind: "add-comment", issue: world.issue, key: "k", body: "hello" },
      ]);
      expect(outcomes.map((outcome) => outcome.kind)).toEqual(Array(5).fill("applied"));
      const item = await read(world);
      expect(knownOf(item.labels).map((label) => label.name)).toEqual(["made"]);
      expect(knownOf(item.cards)).toMatchObject([
        { project: world.board.id, status: { option: world.board.columns[1] } },
      ]);
      expect(knownOf(item.ownComments)).toMatchObject([{ body: "hello", author: { id: world.identity } }]);
      expect(knownOf(item.boardHistory).map((fact) => [fact.kind, fact.actor?.id])).toEqual([
        ["added-to-board", world.identity],
        ["board-status", world.identity],
      ]);
    });

    it("moves a card and swaps labels with one request, edits its own comment in place", async () => {
      const world = await make();
      const { status } = await readBoard(world);
      await world.writer.write(keyOf(world), [
        { ...why, kind: "add-to-board", project: world.board.id, board: "board", issue: world.issue, status: null },
        { ...why, kind: "add-comment", issue: world.issue, key: "k", body: "before" },
      ]);
      const item = await read(world);
      const changes: Change[] = [
        {
          ...why,
          kind: "set-status",
          project: world.board.id,
          board: "board",
          card: knownOf(item.cards)[0]!.id,
          status: statusOf(status, world.board.columns[2]!),
        },
        { ...why, kind: "add-label", issue: world.issue, name: "stage: lead", label: item.labelIds["stage: lead"]! },
        { ...why, kind: "remove-label", issue: world.issue, name: "lead", label: knownOf(item.labels)[0]!.id },
        {
          ...why,
          kind: "edit-comment",
          comment: knownOf(item.ownComments)[0]!.id,
          key: "k",
          body: "after",
          before: "before",
        },
      ];
      world.requests();
      expect(kindsOf(await world.writer.write(keyOf(world), changes))).toEqual(Array(4).fill("applied"));
      expect(world.requests()).toEqual({ reads: 0, writes: 1 });
      const once = await read(world);
      expect(knownOf(once.cards)[0]?.status?.option).toBe(world.board.columns[2]);
      expect(knownOf(once.labels).map((label) => label.name)).toEqual(["stage: lead"]);
      expect(knownOf(once.ownComments).map((comment) => comment.body)).toEqual(["after"]);
      // Idempotent: the same again changes nothing that a read of the present shows.
      await world.writer.write(keyOf(world), changes);
      const twice = await read(world);
      expect([twice.labels, twice.ownComments, knownOf(twice.cards).length]).toEqual([
        once.labels,
        once.ownComments,
        1,
      ]);
    });

    it("opens a parent and children with one request each, linked, labelled and on the board", async () => {
      const world = await make();
      const issue = (key: string, parent: Extract<Change, { kind: "create-issue" }>["parent"]): Change => ({
        ...why,
        kind: "create-issue",
        key,
        repository: world.otherRepository.id,
        repositoryName: "other",
        title: `Title ${key}`,
        body: `Body ${key}`,
        labels: [{ name: "checklist", label: null }],
        assignees: [],
        parent,
        projects: [world.board.id],
      });
      const changes: Change[] = [
        {
          ...why,
          kind: "create-label",
          repository: world.otherRepository.id,
          repositoryName: "r",
          name: "checklist",
          color: "aabbcc",
          description: "",
        },
        issue("a", { kind: "issue", id: world.issue }),
        issue("a/1", { kind: "created", key: "a" }),
        issue("a/2", { kind: "created", key: "a" }),
      ];
      const outcomes = await world.writer.write(keyOf(world), changes);
      expect(kindsOf(outcomes)).toEqual(Array(4).fill("applied"));
      expect(world.requests()).toEqual({ reads: 0, writes: 4 });
      const parents = knownOf((await read(world)).subIssues);
      expect(parents.map((one) => [one.title, one.body, one.author?.id])).toEqual([
        ["Title a", "Body a", world.identity],
      ]);
      expect(knownOf(parents[0]!.subIssues).map((one) => one.title)).toEqual(["Title a/1", "Title a/2"]);
      const child = await read(world, idOf(outcomes[2]!));
      expect(child.parents).toEqual([idOf(outcomes[1]!), world.issue]);
      expect(knownOf(child.labels).map((label) => label.name)).toEqual(["checklist"]);
      expect(knownOf(child.cards)).toMatchObject([{ project: world.board.id }]);
    });

    it("closes an issue as the duplicate of another", async () => {
      const world = await make();
      const other = await createIssueAs(world);
      const change: Change = { ...why, kind: "close-as-duplicate", issue: other, of: world.issue, key: "k" };
      expect(kindsOf(await world.writer.write(keyOf(world), [change]))).toEqual(["applied"]);
      expect(await read(world, other)).toMatchObject({ state: "closed", stateReason: "duplicate" });
    });

    it("shows what people do, with their names", async () => {
      const world = await make();
      const { status } = await readBoard(world);
      const { addProjectV2ItemById: added } = await world.person.graphql<{
        addProjectV2ItemById: { item: { id: string } };
      }>(
        "mutation($project: ID!, $issue: ID!) { addProjectV2ItemById(input: { projectId: $project, contentId: $issue }) { item { id } } }",
        { project: world.board.id, issue: world.issue },
      );
      for (const column of world.board.columns.slice(0, 2)) {
        await world.person.graphql(
          `mutation($project: ID!, $item: ID!, $field: ID!, $option: String!) {
            updateProjectV2ItemFieldValue(input: { projectId: $project, itemId: $item, fieldId: $field, value: { singleSelectOptionId: $option } }) { clientMutationId }
          }`,
          {
            project: world.board.id,
            item: added.item.id,
            field: status!.fieldId,
            option: statusOf(status, column).optionId,
          },
        );
      }
      const item = await read(world);
      const moves = knownOf(item.boardHistory).filter((fact) => fact.kind === "board-status");
      expect(moves.map((move) => [move.from, move.to, move.project, move.automated])).toEqual([
        ["", world.board.columns[0], world.board.id, false],
        [world.board.columns[0], world.board.columns[1], world.board.id, false],
      ]);
      expect(moves.every((move) => move.actor?.kind === "User" && move.actor.id !== world.identity)).toBe(true);
    });

    it("finds its comment behind 110 of others, with one more request", async () => {
      const world = await make();
      for (let count = 0; count < 110; count += 1) await commentAs(world, `comment ${count}`);
      const comment: Change = { ...why, kind: "add-comment", issue: world.issue, key: "k", body: "ours" };
      await world.writer.write(keyOf(world), [comment]);
      world.requests();
      expect(knownOf((await read(world)).ownComments).map((one) => one.body)).toEqual(["ours"]);
      expect(world.requests()).toEqual({ reads: 2, writes: 0 });
    });

    it("lists issues with a label, a hundred per request, and tells which one changed", async () => {
      const world = await make();
      const { owner, name } = world.repository;
      const list = async () => knownOf(await world.reader.readGlimpses(owner, name, "lead", "Status"));
      const before = await list();
      expect(before.map((glimpse) => glimpse.id)).toEqual([world.issue]);
      expect(await list()).toEqual(before);
      expect(world.requests()).toEqual({ reads: 2, writes: 0 });
      await commentAs(world, "a question");
      expect((await list())[0]!.updatedAt >= before[0]!.updatedAt).toBe(true);
      const board: Change = {
        ...why,
        kind: "add-to-board",
        project: world.board.id,
        board: "b",
        issue: world.issue,
        status: null,
      };
      await world.writer.write(keyOf(world), [board]);
      expect((await list())[0]!.fingerprint).not.toBe(before[0]!.fingerprint);
    });

    it("finds an issue by its number, and says when there is none", async () => {
      const world = await make();
      const { owner, name: repo } = world.repository;
      const { number } = await read(world);
      expect(await world.reader.readIssueId({ owner, repo, number })).toBe(world.issue);
      expect(await world.reader.readIssueId({ owner, repo, number: 99_999 })).toBeNull();
    });

    it("tells a file that is not there from one that is", async () => {
      const world = await make();
      const { owner, repo, path, text } = world.file;
      expect(await world.reader.readFile(owner, repo, path)).toEqual({ known: true, value: text });
      expect(await world.reader.readFile(owner, repo, "no/such/file")).toEqual({ known: true, value: null });
      expect(await world.reader.readFile(owner, "no-such-repository", path)).toEqual({ known: true, value: null });
    });

    it("gives null for what is no issue", async () => {
      const world = await make();
      expect(await world.reader.readItem("I_kwDOnothing", itemQuestion(world))).toBeNull();
      expect(await world.reader.readItem(world.repository.id, itemQuestion(world))).toBeNull();
    });
  });
}

export function itemQuestion(world: PortWorld): ItemQuestion {
  const labels = [...world.repository.labels, "no such label"];
  return { labels, identities: [world.identity], statusField: "Status", fields: Object.values(world.fields) };
}

/** The item, or a failed test when it is gone. */
export async function read(world: PortWorld, issue: NodeId = world.issue): Promise<Item> {
  const item = await world.reader.readItem(issue, itemQuestion(world));
  if (item === null) throw new Error("the issue is gone");
  return item;
}

export function knownOf<T>(read: Read<T>): T {
  if (!read.known) throw new Error(`not known: ${read.why}`);
  return read.value;
}

export function unknownParts(item: Item): readonly string[] {
  const { labels, cards, history, boardHistory, ownComments, comments, subIssues, assignees, blockedBy } = item;
  const parts = { labels, cards, history, boardHistory, ownComments, comments, subIssues, assignees, blockedBy };
  return Object.entries(parts).flatMap(([name, part]) => (part.known ? [] : [name]));
}

export function keyOf(world: PortWorld) {
  return { installation: world.installation, issue: world.issue };
}

export async function readBoard(world: PortWorld): Promise<Board> {
  return knownOf((await world.reader.readWorld(worldQuestion(world))).boards.board!);
}

export function statusOf(status: Board["status"], name: string): StatusValue {
  const option = status?.options.find((one) => one.name === name);
  if (!status || !option) throw new Error(`the board has no column ${name}`);
  return { fieldId: status.fieldId, optionId: option.id, name };
}

/** A second apart, as GitHub asks of people's programs too. */
export async function commentAs(world: PortWorld, body: string): Promise<void> {
  await world.clock.sleep(1);
  await world.person.graphql(
    "mutation($issue: ID!, $body: String!) { addComment(input: { subjectId: $issue, body: $body }) { clientMutationId } }",
    { issue: world.issue, body },
  );
}

export function worldQuestion(world: PortWorld): WorldQuestion {
  const { owner, repo, path } = world.file;
  return {
    boards: { board: { owner: world.board.owner, number: world.board.number, statusField: "Status" } },
    repositories: { repository: { owner: world.repository.owner, name: world.repository.name } },
    templates: { owner, repo, path: "", files: [path, "no/such/file.md"] },
    identities: [],
    teams: [world.team.name],
    communities: { owner, repo, path },
  };
}

export async function createIssueAs(world: PortWorld): Promise<NodeId> {
  const { createIssue } = await world.person.graphql<{ createIssue: { issue: { id: string } } }>(
    'mutation($repository: ID!) { createIssue(input: { repositoryId: $repository, title: "again" }) { issue { id } } }',
    { repository: world.repository.id },
  );
  return createIssue.issue.id;
}

export function idOf(outcome: Outcome): NodeId {
  if (outcome.kind !== "applied" || outcome.id === undefined) throw new Error("it was not made");
  return outcome.id;
}

export function kindsOf(outcomes: readonly Outcome[]): readonly string[] {
  return outcomes.map((outcome) => (outcome.kind === "applied" || !("why" in outcome) ? outcome.kind : outcome.why));
}
