/**
 * The writing port over an Octokit, for one installation. Everything idempotent of a plan goes out as one mutation
 * document (labels that others need by id, and columns of cards that are only being made, as one more each), then each
 * creation by itself. Once an answer leaves something open, nothing more is sent: the next look reads what is so.
 *
 * A comment's `before` is not compared: what we edit is our own status comment, which is ours whole, and reading it
 * again would cost a request per edit. Ruling 15's re-reading is for bodies that people write in (write-bodies.ts).
 */
import type { Change, Outcome } from "../model/change.ts";
import type { GraphqlClient } from "./client.ts";
import type { Governor } from "./governor.ts";
import { createLookup } from "./lookup.ts";
import type { Writer } from "./ports.ts";
import { createOne } from "./write-creation.ts";
import { writeIdempotent } from "./write-idempotent.ts";
import { type Pass, passOf } from "./write-pass.ts";
import { exposedTexts } from "./write-secrecy.ts";

/** Remembers only the ids of accounts. */
export function createWriter(client: GraphqlClient, governor: Governor): Writer {
  const lookup = createLookup(client, governor);
  return {
    async write(_key, changes) {
      const pass = passOf(changes);
      for (const change of changes.filter(({ kind }) => kind === "call-webhook")) pass.settleAlone(change, notGitHubs);
      for (const [change, outcome] of await exposedTexts(lookup, changes)) pass.settleAlone(change, outcome);
      await writeIdempotent(client, governor, lookup, pass);
      for (const change of changes.filter(isCreation)) {
        if (pass.stopped === null && !pass.outcomes.has(change))
          pass.settle(change, await createOne(client, governor, lookup, [pass, change]));
      }
      return changes.map((change) => outcomeIn(pass, change));
    },
  };
}

const notGitHubs: Outcome = { kind: "failed", why: "A webhook is called by its own sender, and not written here." };

type Creation = Extract<Change, { kind: "create-issue" | "create-post" | "add-comment" }>;

function isCreation(change: Change): change is Creation {
  return change.kind === "create-issue" || change.kind === "create-post" || change.kind === "add-comment";
}

function outcomeIn(pass: Pass, change: Change): Outcome {
  return pass.outcomes.get(change) ?? pass.stopped ?? { kind: "refused", why: "It was not sent." };
}
