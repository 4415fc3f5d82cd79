/**
 * Who may command what: each role × each command × each way in which a comment can come, judged by the table of the manual
 * (.github/CONFIG.md, `commands.roles`) that is written out here by hand.
 */
import { describe, expect, it } from "vitest";
import { readMarker } from "../../src/content/markers.ts";
import type { Actor } from "../../src/model/fact.ts";
import type { PersonComment, Role } from "../../src/model/snapshot.ts";
import { plan } from "../../src/plan/plan.ts";
import {
  boardBot,
  configWith,
  issue,
  july,
  known,
  said,
  settledIn,
  toProspect,
  unknown,
  world,
} from "../support/builders.ts";

const stranger: Actor = { id: "U_stranger", login: "guest-1", kind: "User" };

const roles: readonly Role[] = ["none", "read", "triage", "write", "maintain", "admin"];

/** The least role of each command. `/approve` finds nothing that waits here, and says so only to who might approve. */
const least: readonly (readonly [line: string, role: Role])[] = [
  ["/stage partner", "write"],
  ["/hold", "triage"],
  ["/resume", "triage"],
  ["/waiting", "triage"],
  ["/approve", "write"],
  ["/why", "read"],
  ["/help", "read"],
];

type Way = readonly [way: string, as: (comment: PersonComment) => PersonComment];

const deaf: readonly Way[] = [
  ["was edited", (comment) => ({ ...comment, edited: true })],
  ["is a Bot's", (comment) => ({ ...comment, author: boardBot })],
  ["has no account any more", (comment) => ({ ...comment, author: null })],
  ["is of a role that GitHub did not tell", (comment) => ({ ...comment, role: unknown("GitHub answered 500") })],
  ["was not asked about", (comment) => ({ ...comment, role: null })],
];

function planned(comment: PersonComment, visibility: "private" | "public" = "private") {
  const item = { ...settledIn(toProspect, { comments: known([comment]) }), visibility };
  return plan({ item, world: world() }, configWith({ team: [] }), july(26));
}

/** What the receipt says of the only command; null without a receipt. */
function verdict(comment: PersonComment, visibility?: "private" | "public"): unknown {
  const { changes } = planned(comment, visibility);
  const receipts = changes.flatMap((change) => (change.kind === "add-comment" ? [readMarker(change.body)] : []));
  expect(receipts.length).toBe(changes.length);
  return receipts[0]?.extra.accepted ?? null;
}

describe("who may command", () => {
  it("is nobody who commands nothing", () => {
    expect(planned(said(stranger, july(20), [], "admin")).changes).toEqual([]);
    expect(issue().comments).toMatchObject({ known: true });
  });

  const rows = least.flatMap(([line, role]) => roles.map((has) => ({ line, role, has })));

  it.each(rows)("with $has, $line in private, which needs $role", ({ line, role, has }) => {
    const comment = said(stranger, july(20), [line], has);
    const may = roles.indexOf(has) >= roles.indexOf(role);
    // Who has no part in the issue gets no reply at all: a reply would let strangers have us write.
    if (has === "none") return expect(verdict(comment)).toBeNull();
    // Nothing waits for an approval: that is refused in words, whoever asks.
    const finds = line !== "/approve";
    expect(verdict(comment)).toEqual([may && finds ? "yes" : "no"]);
  });

  it.each(rows)("with $has, $line in public: below triage one is anybody", ({ line, role, has }) => {
    const comment = said(stranger, july(20), [line], has);
    if (["none", "read"].includes(has)) return expect(planned(comment, "public").changes).toEqual([]);
    const may = roles.indexOf(has) >= roles.indexOf(role);
    expect(verdict(comment, "public")).toEqual([may && line !== "/approve" ? "yes" : "no"]);
  });

  it.each(deaf.flatMap(([way, as]) => least.map(([line]) => ({ way, as, line }))))(
    "is not who gives $line in a comment that $way",
    ({ as, line }) => {
      const { changes, stage } = planned(as(said(stranger, july(20), [line], "admin")));
      expect(changes).toEqual([]);
      expect(stage!.id).toBe("prospect");
    },
  );
});
