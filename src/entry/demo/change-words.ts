/** One change that was made → what Milepost did, in the past tense, for the terminal and the timeline. */
import { readMarker, stripMarkers } from "../../content/markers.ts";
import type { Change, Outcome } from "../../model/change.ts";
import { parseRef, refText } from "../../model/key.ts";

/** `put on the label stage: qualified`. Values are as GitHub has them; callers cut and escape for their medium. */
export function changeWords(change: Change, outcome: Outcome): string {
  const words = wordsOf(change, outcome);
  if (outcome.kind === "applied") return words;
  return outcome.kind === "unchanged" ? `${words} (it was so already)` : `${words}: ${outcome.kind}, ${outcome.why}`;
}

function wordsOf(change: Change, outcome: Outcome): string {
  switch (change.kind) {
    case "create-label":
      return `made the label ${change.name} in ${change.repositoryName}`;
    case "add-label":
      return `put on the label ${change.name}`;
    case "remove-label":
      return `took off the label ${change.name}`;
    case "add-to-board":
      return `put the card on the board${change.status ? `, in ${change.status.name}` : ""}`;
    case "set-status":
      return `moved the card to ${change.status.name}`;
    case "edit-comment":
      return readMarker(change.body)?.kind === "status"
        ? "brought its status comment up to date"
        : "edited its comment";
    case "add-comment":
      return readMarker(change.body)?.kind === "status"
        ? "wrote its status comment"
        : `commented: “${firstWords(change.body)}”`;
    case "close-as-duplicate":
      return "closed its own second copy as a duplicate";
    case "close-issue":
      return `closed the issue as ${change.as.replace("-", " ")}`;
    case "reopen-issue":
      return "opened the issue again";
    case "delete-comment":
      return "took back its comment";
    case "edit-issue":
      return change.title === null ? "brought the issue's text up to date" : `retitled it “${change.title}”`;
    case "set-field":
      return `${change.value === null ? "cleared" : "filled in"} ${change.field.name}`;
    case "assign":
      return `assigned ${change.logins.join(", ")}`;
    case "unassign":
      return `took ${change.logins.join(", ")} off`;
    case "set-milestone":
      return change.milestone === null ? "took the milestone off" : `set the milestone ${change.milestone.title}`;
    case "call-webhook":
      return `called the webhook ${change.webhook}`;
    case "create-post":
      return `posted “${change.title}” in ${change.place.name}`;
    case "edit-post":
      return `brought “${change.title}” up to date`;
    case "withdraw-post":
      return "took back its own second copy";
    case "create-issue":
      return `opened ${placeOf(change.repositoryName, outcome)} “${change.title}”`;
  }
}

function placeOf(repository: string, outcome: Outcome): string {
  const ref = outcome.kind === "applied" && outcome.url ? parseRef(outcome.url) : null;
  return ref ? refText(ref) : `in ${repository}`;
}

/** The first sentence of a comment, without its Markdown. */
function firstWords(body: string): string {
  const text = stripMarkers(body)
    .replace(/^#+ .*$/gm, "")
    .replace(/[*_`\\]/g, "")
    .trim();
  return /^[^\n]*?[.!?](?=\s|$)|^[^\n]*/.exec(text)?.[0] ?? "";
}
