import { describe, expect, it } from "vitest";
import type { GraphqlClient } from "../../src/github/client.ts";
import { createWriter } from "../../src/github/writer.ts";
import type { Change } from "../../src/model/change.ts";
import { keyOf, knownOf, portContract, read, why, worldQuestion } from "./ports.ts";
import { editAs, languageContract } from "./ports-language.ts";
import { sandboxWorld } from "./sandbox-world.ts";

portContract("the sandbox, through our adapter", () => sandboxWorld());
languageContract("the sandbox, through our adapter", () => sandboxWorld());

describe("the sandbox, through our adapter", () => {
  it("gives the world without teams to a token that may not see members", async () => {
    const permissions = { metadata: "read", issues: "write", organization_projects: "write", contents: "read" };
    const world = sandboxWorld({ permissions });
    const read = await world.reader.readWorld(worldQuestion(world));
    expect(read.teams[world.team.name]).toMatchObject({ known: false, why: expect.stringContaining("Members: read") });
    expect([read.boards.board!.known, read.repositories.repository!.known, read.communities.known]).toEqual([
      true,
      true,
      true,
    ]);
  });

  /** A client with which a person edits the body just before, or just after, our writing of it. */
  function meddling(world: ReturnType<typeof sandboxWorld>, when: "before" | "after", texts: readonly string[]) {
    const meddle = async () => {
      for (const text of texts) {
        world.sandbox.clock.advance(1);
        await editAs(world, text);
      }
    };
    const client: GraphqlClient = {
      request: (route, parameters) => world.client.request(route, parameters),
      async graphql<T>(document: string, variables?: Record<string, unknown>) {
        const isWrite = document.includes("mutation WritePlan");
        if (isWrite && when === "before") await meddle();
        const answer = await world.client.graphql<T>(document, variables);
        if (isWrite && when === "after") await meddle();
        return answer;
      },
    };
    return createWriter(client, world.governor);
  }

  const meetings = [
    { when: "before", texts: ["theirs"], body: "theirs", kind: "refused" },
    { when: "before", texts: ["theirs", "theirs again"], body: "theirs again", kind: "refused" },
    { when: "after", texts: ["theirs"], body: "theirs", kind: "applied" },
  ] as const;
  it.each(meetings)(
    "leaves what a person wrote just $when ours standing: $texts",
    async ({ when, texts, body, kind }) => {
      const world = sandboxWorld();
      const before = await read(world);
      const edit: Change = { ...why, kind: "edit-issue", issue: world.issue, title: null, body: "ours", before };
      const [outcome] = await meddling(world, when, texts).write(keyOf(world), [edit]);
      expect(outcome?.kind).toBe(kind);
      const after = await read(world);
      expect([after.body, knownOf(after.history).length]).toEqual([body, 2]);
    },
  );
});
