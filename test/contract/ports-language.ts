/**
 * What the whole pipeline language expects of the reading and the writing port, whoever serves them: board fields,
 * people, milestones, dependencies, comments, roles, neighbours, and texts to the byte.
 */
import { describe, expect, it } from "vitest";
import type { Change } from "../../src/model/change.ts";
import type { NodeId } from "../../src/model/key.ts";
import type { Board, FieldValue } from "../../src/model/snapshot.ts";
import {
  commentAs,
  createIssueAs,
  idOf,
  keyOf,
  kindsOf,
  knownOf,
  type PortWorld,
  read,
  readBoard,
  why,
  worldQuestion,
} from "./ports.ts";

export function languageContract(name: string, make: () => Promise<PortWorld> | PortWorld): void {
  describe(`the wider language, served by ${name}`, () => {
    it("reads an issue that nobody touched: no people, no milestone, nothing that blocks it", async () => {
      const world = await make();
      const item = await read(world);
      expect([item.assignees, item.milestone, item.blockedBy, item.comments, item.closedAt]).toEqual([
        { known: true, value: [] },
        null,
        { known: true, value: [] },
        { known: true, value: [] },
        null,
      ]);
      expect(world.requests()).toEqual({ reads: 1, writes: 0 });
    });

    it("knows fields, milestones, teams and the communities file, with the one request of the world", async () => {
      const world = await make();
      const read = await world.reader.readWorld(worldQuestion(world));
      expect(world.requests()).toEqual({ reads: 1, writes: 0 });
      const board = knownOf(read.boards.board!);
      const kinds = Object.fromEntries(board.fields.map((field) => [field.name, field.kind]));
      const expected = Object.entries(world.fields).map(([kind, field]) => [field, kind]);
      expect(kinds).toMatchObject({ ...Object.fromEntries(expected), Status: "option" });
      expect(Object.keys(kinds)).not.toContain("Title");
      expect(board.closed).toBe(false);
      const iterations = fieldOf(board, world.fields.iteration).iterations;
      expect(iterations.map(({ start }) => start)).toEqual(iterations.map(({ start }) => start).sort());
      expect(iterations.every(({ days }) => days > 0)).toBe(true);
      const repository = knownOf(read.repositories.repository!);
      expect([Object.keys(repository.milestones), repository.archived]).toEqual([[world.milestone], false]);
      expect(knownOf(read.teams[world.team.name]!).map(({ login }) => login)).toEqual(world.team.members);
      expect(knownOf(read.communities)).toBe(world.file.text);
    });

    it("sets fields of every kind with one request, shows them, and clears them again", async () => {
      const world = await make();
      const board = await readBoard(world);
      await world.writer.write(keyOf(world), [
        { ...why, kind: "add-to-board", project: world.board.id, board: "b", issue: world.issue, status: null },
      ]);
      const [card] = knownOf((await read(world)).cards);
      const values = someValues(world, board);
      expect(card!.values).toMatchObject(Object.fromEntries(Object.keys(values).map((field) => [field, null])));
      const set = (to: (field: string) => FieldValue | null) =>
        Object.keys(values).map((field): Change => {
          const shared = { ...why, kind: "set-field", project: world.board.id, board: "b", card: card!.id } as const;
          return { ...shared, field: fieldOf(board, field), value: to(field), before: null };
        });
      world.requests();
      for (const to of [(field: string) => values[field]!, () => null]) {
        const changes = set(to);
        expect(kindsOf(await world.writer.write(keyOf(world), changes))).toEqual(changes.map(() => "applied"));
        expect(world.requests()).toEqual({ reads: 0, writes: 1 });
        // Idempotent.
        expect(kindsOf(await world.writer.write(keyOf(world), changes))).toEqual(changes.map(() => "applied"));
        const shown = knownOf((await read(world)).cards)[0]!.values;
        expect(shown).toEqual({ Status: null, ...Object.fromEntries(Object.keys(values).map((f) => [f, to(f)])) });
        world.requests();
      }
    });

    it("assigns people, sets the milestone, renames and closes, and shows all of it as facts", async () => {
      const world = await make();
      const milestones = knownOf(
        (await world.reader.readWorld(worldQuestion(world))).repositories.repository!,
      ).milestones;
      const { title, body } = await read(world);
      const [login] = world.team.members as [string];
      const id = milestones[world.milestone]!;
      const before = { title, body };
      const rename: Change = { ...why, kind: "edit-issue", issue: world.issue, title: "Renamed", body: null, before };
      const close: Change = { ...why, kind: "close-issue", issue: world.issue, as: "not-planned" };
      const steps: readonly Change[] = [
        { ...why, kind: "assign", issue: world.issue, logins: [login] },
        { ...why, kind: "set-milestone", issue: world.issue, milestone: { id, title: world.milestone } },
        rename,
        { ...why, kind: "unassign", issue: world.issue, logins: [login] },
        { ...why, kind: "set-milestone", issue: world.issue, milestone: null },
        close,
      ];
      const shown: unknown[] = [];
      for (const change of steps) {
        expect(kindsOf(await world.writer.write(keyOf(world), [change]))).toEqual(["applied"]);
        const item = await read(world);
        shown.push([knownOf(item.assignees).map((actor) => actor.login), item.milestone, item.title, item.stateReason]);
      }
      const milestone = { id, title: world.milestone };
      expect(shown).toEqual([
        [[login], null, title, null],
        [[login], milestone, title, null],
        [[login], milestone, "Renamed", null],
        [[], milestone, "Renamed", null],
        [[], null, "Renamed", null],
        [[], null, "Renamed", "not-planned"],
      ]);
      const item = await read(world);
      const facts = knownOf(item.history).slice(2);
      expect(facts.map(({ id: _, at: __, actor, ...fact }) => [actor?.id, fact])).toEqual([
        [world.identity, { kind: "assigned", login }],
        [world.identity, { kind: "milestoned", milestone: world.milestone }],
        [world.identity, { kind: "renamed", from: title, to: "Renamed" }],
        [world.identity, { kind: "unassigned", login }],
        [world.identity, { kind: "demilestoned", milestone: world.milestone }],
        [world.identity, { kind: "closed", reason: "not-planned" }],
      ]);
      expect(item.closedAt).toBe(facts.at(-1)!.at);
      expect(kindsOf(await world.writer.write(keyOf(world), [rename]))).toEqual(["unchanged"]);
    });

    it("says who could not be assigned", async () => {
      const world = await make();
      const logins = [world.team.members[0]!, "nobody-of-that-name"];
      const change: Change = { ...why, kind: "assign", issue: world.issue, logins };
      expect(kindsOf(await world.writer.write(keyOf(world), [change]))).toEqual([
        expect.stringContaining("nobody-of-that-name"),
      ]);
      expect(knownOf((await read(world)).assignees).map(({ login }) => login)).toEqual([logins[0]]);
    });

    it("shows what blocks an issue, closed or open", async () => {
      const world = await make();
      const other = await createIssueAs(world);
      await world.person.graphql(
        "mutation($issue: ID!, $other: ID!) { addBlockedBy(input: { issueId: $issue, blockingIssueId: $other }) { clientMutationId } }",
        { issue: world.issue, other },
      );
      expect(knownOf((await read(world)).blockedBy)).toMatchObject([{ id: other, state: "open" }]);
      await world.writer.write(keyOf(world), [{ ...why, kind: "close-issue", issue: other, as: "completed" }]);
      expect(knownOf((await read(world)).blockedBy)).toMatchObject([
        { id: other, state: "closed", stateReason: "completed" },
      ]);
    });

    it("keeps of people's comments their commands only, and none of one that was edited", async () => {
      const world = await make();
      await commentAs(world, "a confidential remark");
      await commentAs(world, "/stage won\n\n> /hold\n/why");
      const item = await read(world);
      const [first, second] = knownOf(item.comments);
      expect([first!.commands, first!.role, first!.edited]).toEqual([null, null, false]);
      expect([second!.commands, second!.edited]).toEqual([["/stage won", "/why"], false]);
      expect(second!.author?.login).toBe(Object.keys(world.roles)[0]);
      expect(JSON.stringify(item)).not.toContain("confidential");
      await world.clock.sleep(1);
      await world.person.graphql(
        'mutation($id: ID!) { updateIssueComment(input: { id: $id, body: "/stage lost" }) { clientMutationId } }',
        { id: second!.id },
      );
      expect(knownOf((await read(world)).comments)[1]).toMatchObject({ edited: true, commands: null });
    });

    it("knows what people may do, and that nobody may do anything as nobody", async () => {
      const world = await make();
      const { owner, name: repo } = world.repository;
      for (const [login, role] of Object.entries(world.roles))
        expect(await world.reader.readRole(owner, repo, login)).toEqual({ known: true, value: role });
      expect(await world.reader.readRole(owner, repo, "nobody-of-that-name")).toEqual({ known: true, value: "none" });
    });

    it("lists neighbours newest first, with one request", async () => {
      const world = await make();
      await world.clock.sleep(1);
      const other = await createIssueAs(world);
      const { owner, name: repo } = world.repository;
      await world.writer.write(keyOf(world), [
        { ...why, kind: "assign", issue: other, logins: [world.team.members[0]!] },
      ]);
      world.requests();
      const all = knownOf(await world.reader.readPeers(owner, repo, null));
      expect(all.map(({ id, labels, assignees }) => [id, labels, assignees])).toEqual([
        [other, [], [world.team.members[0]]],
        [world.issue, ["lead"], []],
      ]);
      expect(knownOf(await world.reader.readPeers(owner, repo, "lead")).map(({ id }) => id)).toEqual([world.issue]);
      expect(world.requests()).toEqual({ reads: 2, writes: 0 });
    });

    it("opens an issue that stands by itself and finds it again by its label, with our comments only", async () => {
      const world = await make();
      const { owner, name: repo } = world.repository;
      const label = (await read(world)).labelIds.lead!;
      const [made] = await world.writer.write(keyOf(world), [
        {
          ...why,
          kind: "create-issue",
          key: "recurring/rota/1",
          repository: world.repository.id,
          repositoryName: repo,
          title: "Rota",
          body: "ours",
          labels: [{ name: "lead", label }],
          assignees: [],
          parent: { kind: "none" },
          projects: [],
        },
      ]);
      const id = idOf(made!);
      expect((await read(world, id)).parents).toEqual([]);
      await commentAs({ ...world, issue: id }, "theirs");
      await world.writer.write(keyOf(world), [{ ...why, kind: "add-comment", issue: id, key: "k", body: "ours too" }]);
      const found = knownOf(await world.reader.readOwnIssues(owner, repo, "lead", [world.identity]));
      expect(found.map((issue) => [issue.id, issue.body, issue.ownComments.map(({ body }) => body)])).toEqual([
        [id, "ours", ["ours too"]],
      ]);
    });

    it("reads a file as it was at a commit, and knows when there is no such commit", async () => {
      const world = await make();
      const { owner, repo, path, text } = world.file;
      const { repository } = await world.person.graphql<{ repository: { object: { oid: string } } }>(
        'query($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { object(expression: "HEAD") { oid } } }',
        { owner, repo },
      );
      const at = (file: string, commit: string) => world.reader.readFileAt(owner, repo, file, commit);
      expect(await at(path, repository.object.oid)).toEqual({ known: true, value: text });
      expect(await at("no/such/file", repository.object.oid)).toEqual({ known: true, value: null });
      expect(await at(path, "0".repeat(40))).toMatchObject({ known: false });
    });

    const texts: { why: string; text: string }[] = [
      { why: "a shell's own signs", text: `\`id\` $(id) \${HOME} \\$x 'one' "two" ; rm -rf /` },
      { why: "quotes in threes", text: '"""block""" \'\'\' ```' },
      { why: "a workflow's expression", text: `\${{ secrets.TOKEN }} {{ liquid }} {% raw %}` },
      {
        why: "beyond the first plane",
        text: "\u{1F30A} \u{1F469}\u200D\u{1F52C} e\u0301 \u00e9 \u202E ",
      },
      { why: "line ends of Windows and of neither", text: "a\r\nb\nc\n\n\r\nd  \n" },
      { why: "sixty thousand characters", text: `${"\u00e4 x\r\n".repeat(12_000)}end` },
    ];
    it.each(texts)("keeps a body to the byte, opened and edited: $why", async ({ text }) => {
      const world = await make();
      const common = { ...why, repository: world.repository.id, repositoryName: "r", labels: [], assignees: [] };
      const open = { ...common, kind: "create-issue", title: "t", parent: { kind: "none" }, projects: [] } as const;
      const [made] = await world.writer.write(keyOf(world), [{ ...open, key: "k", body: text }]);
      const item = await read(world, idOf(made!));
      expect(item.body === text).toBe(true);
      const before = { title: item.title, body: item.body };
      for (const body of ["other", text]) {
        const present = await read(world, item.id);
        const edit: Change = { ...why, kind: "edit-issue", issue: item.id, title: null, body, before: present };
        expect(kindsOf(await world.writer.write(keyOf(world), [edit]))).toEqual(["applied"]);
      }
      expect((await read(world, item.id)).body === before.body).toBe(true);
    });

    it("leaves a body alone that a person edited since it was read, with one request and no write", async () => {
      const world = await make();
      const { title, body } = await read(world);
      await world.clock.sleep(1);
      await editAs(world, "theirs");
      world.requests();
      const edit: Change = {
        ...why,
        kind: "edit-issue",
        issue: world.issue,
        title: null,
        body: "ours",
        before: { title, body },
      };
      const [outcome] = await world.writer.write(keyOf(world), [edit]);
      expect(outcome).toMatchObject({ kind: "refused", until: expect.any(String) });
      expect(world.requests()).toEqual({ reads: 1, writes: 0 });
      expect((await read(world)).body).toBe("theirs");
    });
  });
}

export async function editAs(world: Pick<PortWorld, "person" | "issue">, body: string): Promise<void> {
  await world.person.graphql(
    "mutation($issue: ID!, $body: String!) { updateIssue(input: { id: $issue, body: $body }) { clientMutationId } }",
    { issue: world.issue, body },
  );
}

function fieldOf(board: Board, name: string) {
  const field = board.fields.find((one) => one.name === name);
  if (!field) throw new Error(`the board has no field ${name}`);
  return field;
}

/** One value for each field of the world. */
function someValues({ fields }: PortWorld, board: Board): Readonly<Record<string, FieldValue>> {
  const option = fieldOf(board, fields.option).options.at(-1)!;
  const iteration = fieldOf(board, fields.iteration).iterations.at(-1)!;
  return {
    [fields.option]: { kind: "option", id: option.id, name: option.name },
    [fields.iteration]: { kind: "iteration", id: iteration.id satisfies NodeId, title: iteration.title },
    [fields.date]: { kind: "date", date: "2026-02-28" },
    [fields.number]: { kind: "number", number: 0.5 },
    [fields.text]: { kind: "text", text: 'a "text"' },
  };
}
