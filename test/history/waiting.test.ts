import { describe, expect, it } from "vitest";
import { renderMarker } from "../../src/content/markers.ts";
import { receiptMarker } from "../../src/history/receipts.ts";
import { staysOf } from "../../src/history/waiting.ts";
import type { Fact } from "../../src/model/fact.ts";
import type { OwnComment, PersonComment } from "../../src/model/snapshot.ts";
import type { Instant } from "../../src/model/time.ts";
import {
  bdLead,
  closed,
  comment,
  configWith,
  engineer,
  issue,
  july,
  known,
  labeled,
  milepost,
  opened,
  reopened,
  said,
  unknown,
  unlabeled,
  world,
} from "../support/builders.ts";

const representative = { id: "U_rep", login: "rep-estuary", kind: "User" } as const;
const { commands } = configWith();

interface Life {
  readonly history?: readonly Fact[];
  readonly comments?: readonly PersonComment[];
  readonly receipts?: readonly OwnComment[];
}

function command(verb: string, at: Instant, accepted = true): OwnComment {
  const receipt = { comment: `IC_${verb}_${at}`, at, actor: "U_eng", login: "engineer-1", role: "write" };
  return comment(renderMarker(receiptMarker({ ...receipt, commands: [{ verb, value: "", accepted }] })), at);
}

function stays({ history = [], comments = [], receipts = [] }: Life): readonly string[] {
  const item = issue({
    history: known([opened(), ...history]),
    comments: known(comments),
    ownComments: known(receipts),
  });
  const read = staysOf(item, world(), commands, ({ id }) => id === representative.id);
  return (read.known ? read.value : []).map(({ kind, from, to, end }) => {
    return `${kind} ${from.slice(8, 10)}-${to?.slice(8, 10) ?? ""}${end ? ` ${end.by}` : ""}`;
  });
}

describe("staysOf", () => {
  it("finds none where nobody asked for any", () => {
    expect(stays({})).toEqual([]);
  });

  const rows: readonly (Life & { why: string; stays: readonly string[] })[] = [
    { why: "/hold begins one that lasts", receipts: [command("hold", july(8))], stays: ["hold 08-"] },
    {
      why: "/resume ends both kinds",
      receipts: [command("hold", july(8)), command("waiting", july(9)), command("resume", july(10))],
      stays: ["hold 08-10 command", "waiting 09-10 command"],
    },
    { why: "a refused command begins nothing", receipts: [command("hold", july(8), false)], stays: [] },
    { why: "a person's label begins one", history: [labeled("On Hold", july(8))], stays: ["hold 08-"] },
    { why: "our own label begins none", history: [labeled("on hold", july(8), milepost)], stays: [] },
    {
      why: "a person who takes the label off ends it",
      receipts: [command("hold", july(8))],
      history: [labeled("on hold", july(8, "09:00:05"), milepost), unlabeled("on hold", july(9), bdLead)],
      stays: ["hold 08-09 label"],
    },
    {
      why: "taking our own label off says nothing",
      receipts: [command("hold", july(8))],
      history: [unlabeled("on hold", july(9), milepost)],
      stays: ["hold 08-"],
    },
    {
      why: "a second /hold changes nothing",
      receipts: [command("hold", july(8)), command("hold", july(9))],
      stays: ["hold 08-"],
    },
    {
      why: "closing ends both, and reopening does not bring them back",
      receipts: [command("hold", july(8)), command("waiting", july(8))],
      history: [closed("completed", july(9)), reopened(july(10))],
      stays: ["hold 08-09 closed", "waiting 08-09 closed"],
    },
    {
      why: "the author's comment ends waiting (ruling 17), and not the hold",
      receipts: [command("hold", july(8)), command("waiting", july(8))],
      comments: [said(bdLead, july(9))],
      stays: ["hold 08-", "waiting 08-09 comment"],
    },
    {
      why: "a representative's comment ends waiting",
      receipts: [command("waiting", july(8))],
      comments: [said(representative, july(9))],
      stays: ["waiting 08-09 comment"],
    },
    {
      why: "a colleague's comment does not",
      receipts: [command("waiting", july(8))],
      comments: [said(engineer, july(9))],
      stays: ["waiting 08-"],
    },
    {
      why: "the author's own /waiting does not end itself",
      receipts: [command("waiting", july(8))],
      comments: [said(bdLead, july(8), ["/waiting"])],
      stays: ["waiting 08-"],
    },
    {
      why: "a second stay is another one",
      receipts: [command("waiting", july(8)), command("waiting", july(10))],
      comments: [said(bdLead, july(9))],
      stays: ["waiting 08-09 comment", "waiting 10-"],
    },
  ];
  it.each(rows)("$why", ({ why, stays: wanted, ...life }) => {
    expect(stays(life), why).toEqual(wanted);
  });

  it.each(["history", "comments", "ownComments"] as const)("is unknown when %s is", (part) => {
    expect(staysOf(issue({ [part]: unknown() }), world(), commands, () => false).known).toBe(false);
  });
});
