import { describe, expect, it } from "vitest";
import { firstResponse, isOfTeam } from "../../src/history/response.ts";
import type { Actor } from "../../src/model/fact.ts";
import type { PersonComment } from "../../src/model/snapshot.ts";
import { bdLead, boardBot, engineer, issue, july, known, said, unknown, world } from "../support/builders.ts";

const config = { team: ["@openwater/support", "engineer-1"] };
const member: Actor = { id: "U_m", login: "engineer-2", kind: "User" };
const guest: Actor = { id: "U_g", login: "guest-1", kind: "User" };
const there = world({ teams: { "@openwater/support": known([member, bdLead]) } });

function responded(...comments: readonly PersonComment[]): string | null {
  const read = firstResponse(issue({ comments: known(comments) }), config, there);
  return read.known ? (read.value?.at ?? null) : "unknown";
}

describe("firstResponse", () => {
  it("is null where nobody said anything", () => {
    expect(responded()).toBeNull();
  });

  const rows: readonly { why: string; comments: readonly PersonComment[]; at: string | null }[] = [
    { why: "a colleague by login answers", comments: [said(engineer, july(8))], at: july(8) },
    {
      why: "a login is compared without case",
      comments: [said({ ...engineer, login: "Engineer-1" }, july(8))],
      at: july(8),
    },
    { why: "a member of a team answers", comments: [said(member, july(8))], at: july(8) },
    { why: "the first one counts", comments: [said(member, july(8)), said(engineer, july(9))], at: july(8) },
    { why: "the author does not, though of the team", comments: [said(bdLead, july(8))], at: null },
    { why: "a stranger does not", comments: [said(guest, july(8))], at: null },
    { why: "a bot does not", comments: [said({ ...boardBot, login: "engineer-1" }, july(8))], at: null },
    { why: "an account that is gone does not", comments: [{ ...said(engineer, july(8)), author: null }], at: null },
    { why: "a command alone is no answer", comments: [said(engineer, july(8), ["/hold"])], at: null },
    { why: "/waiting tells the community something", comments: [said(engineer, july(8), ["/waiting"])], at: july(8) },
  ];
  it.each(rows)("$why", ({ comments, at, why }) => {
    expect(responded(...comments), why).toBe(at);
  });

  it("is unknown when comments are, or the team that could say so", () => {
    expect(firstResponse(issue({ comments: unknown() }), config, there).known).toBe(false);
    const blind = world({ teams: { "@openwater/support": unknown() } });
    expect(firstResponse(issue({ comments: known([said(guest, july(8))]) }), config, blind).known).toBe(false);
    expect(isOfTeam(engineer, config, blind)).toEqual(known(true));
  });
});
