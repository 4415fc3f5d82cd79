/**
 * Commands that nobody answered yet → one reply per comment, whose marker is the receipt. The receipt is what counts
 * from then on (ruling 4): the next look finds it in the history and brings about what was commanded. An edited comment,
 * a bot's, or one older than `starts` commands nothing.
 *
 * Somebody who has nothing to do with the issue gets no reply: anybody can write on a public issue, and a reply would
 * let them have us write, too. Their comment stays without a receipt, so it is judged at every look, in silence, which
 * costs one read of their permission, for a week: then it is too old to be carried out, so that somebody who is let in
 * months later does not change what was so since. A process that was down for less than that still answers.
 */
import { isOurs } from "../../history/own.ts";
import { isReceiptWriter, type Receipt, receiptKey, receiptMarker, receiptsOf } from "../../history/receipts.ts";
import type { PersonComment } from "../../model/snapshot.ts";
import { plusSeconds } from "../../model/time.ts";
import { type Case, isBeforeStarts, note, nothing, type Part, together } from "../part.ts";
import { tellOnce } from "../tell.ts";
import { judgeCommand, type Verdict } from "./judge.ts";
import { planKeptLabels } from "./kept-labels.ts";
import { isOutsider, whoGave } from "./who.ts";

/** How long until a permission that could not be read is asked for again. */
const againAfterSeconds = 300;

/** A command that nobody carried out by then is not carried out any more. */
const weekSeconds = 7 * 86_400;

/** Answers every comment that commands, and shows what is on hold or waiting. Once per item, whoever cares for it. */
export function planCommands(one: Case): Part {
  return together(planReceipts(one), planKeptLabels(one));
}

function planReceipts(one: Case): Part {
  const { item, world } = one;
  const receipts = receiptsOf(item, world);
  if (!receipts.known || !item.comments.known) return nothing;
  const answered = new Set(receipts.value.map(({ comment }) => comment));
  const open = item.comments.value.filter((comment) => commands(one, comment) && !answered.has(comment.id));
  if (open.length === 0) return nothing;
  if (!isReceiptWriter(world.identities[0] ?? null, world)) {
    return note("Commands are off: what github-actions writes cannot be told from what anybody's workflow writes.");
  }
  const oldest = open.toSorted((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1));
  // One at a time: each is judged on what the one before it brought about, and none overtakes one that waits.
  const said: Part[] = [];
  for (const comment of oldest) {
    const part = answer(one, comment);
    said.push(part);
    if (part.changes.length > 0 || part.nextLook !== null) break;
  }
  return together(...said);
}

function commands({ world, pipeline, now }: Case, { commands: lines, edited, at, author }: PersonComment): boolean {
  if (lines === null || edited || author?.kind !== "User" || plusSeconds(at, weekSeconds) < now) return false;
  return !isBeforeStarts(at, pipeline) && !isOurs(author, world.identities);
}

function answer(one: Case, comment: PersonComment): Part {
  const { place, now } = one;
  const author = comment.author!;
  const who = whoGave(one, comment);
  if (!who.known) return later(`A command of ${author.login} waits: ${who.why}.`, now);
  if (isOutsider(one, who.value)) {
    return note(`Not answered: ${author.login} has no part in this issue, and wrote a command at ${comment.at}.`);
  }
  let at = place.visits.findLast(({ entered }) => entered <= comment.at)?.stage ?? place.visits[0]!.stage;
  const verdicts: Verdict[] = [];
  for (const line of comment.commands!) {
    const verdict = judgeCommand(one, line, who.value, at);
    if (!verdict.known) return later(`A command of ${author.login} waits: ${verdict.why}.`, now);
    if (verdict.value === null) continue;
    verdicts.push(verdict.value);
    if (verdict.value.verb === "stage" && verdict.value.accepted) at = verdict.value.value;
  }
  if (verdicts.length === 0) return nothing;
  const receipt: Receipt = {
    comment: comment.id,
    at: comment.at,
    actor: author.id,
    login: author.login,
    role: who.value.role,
    commands: verdicts.map(({ verb, value, accepted }) => ({ verb, value, accepted })),
  };
  const written = verdicts.map(({ verb }) => `/${verb}`).join(", ");
  return tellOnce(one, {
    key: receiptKey(comment),
    text: replyText(verdicts),
    because: { rule: "commands", fact: `${author.login} wrote ${written} at ${comment.at}` },
    moment: comment.at,
    marker: receiptMarker(receipt),
  });
}

function replyText(verdicts: readonly Verdict[]): string {
  if (verdicts.length === 1) return verdicts[0]!.say;
  return verdicts.map(({ verb, say }) => `\`/${verb}\`: ${say}`).join("\n\n");
}

function later(why: string, now: Case["now"]): Part {
  return { ...note(why), nextLook: plusSeconds(now, againAfterSeconds) };
}
