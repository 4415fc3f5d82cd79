/** One fact → one sentence with who, what and when, for logs, comments and `explain`. Never a body, never a mention. */
import type { Actor, Fact } from "../model/fact.ts";

/** Who did it, in words. */
export function whoText(actor: Actor | null): string {
  return actor?.login ?? "somebody whose account is gone";
}

/** `bd-lead moved the card to Prospect at 2025-07-18T09:00:00Z`. */
export function factSentence(fact: Fact): string {
  const who = whoText(fact.actor);
  return fact.kind === "opened" ? `opened by ${who} at ${fact.at}` : `${who} ${didText(fact)} at ${fact.at}`;
}

function didText(fact: Exclude<Fact, { kind: "opened" }>): string {
  switch (fact.kind) {
    case "closed":
      return fact.reason === null ? "closed the issue" : `closed the issue as ${fact.reason.replace("-", " ")}`;
    case "reopened":
      return "reopened the issue";
    case "labeled":
      return `added the label ${fact.label}`;
    case "unlabeled":
      return `removed the label ${fact.label}`;
    case "added-to-board":
      return "put the issue on the board";
    case "removed-from-board":
      return "took the issue off the board";
    case "board-status":
      return fact.to === "" ? "cleared the card's column" : `moved the card to ${fact.to}`;
    case "sub-issue-added":
      return "added a sub-issue";
    case "sub-issue-removed":
      return "removed a sub-issue";
    case "transferred":
      return fact.from === null ? "transferred the issue" : `transferred the issue from ${fact.from}`;
    case "assigned":
      return fact.login === null ? "assigned somebody" : `assigned ${fact.login}`;
    case "unassigned":
      return fact.login === null ? "unassigned somebody" : `unassigned ${fact.login}`;
    case "milestoned":
      return `set the milestone ${fact.milestone}`;
    case "demilestoned":
      return `took off the milestone ${fact.milestone}`;
    case "renamed":
      return "changed the title";
  }
}
