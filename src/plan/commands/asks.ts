/**
 * Who may ask. When the author is neither a representative of the item's community nor of the team, the representatives
 * are asked to approve: one comment, a label while they are awaited, and clocks that stand still. `/approve` (its
 * receipt), a person who takes the label off, or closing the issue ends it; an issue that is opened again is asked for
 * again, unless it was approved. Whoever cannot be told is asked nothing.
 */
import { sameLabel } from "../../history/names.ts";
import { isOurs } from "../../history/own.ts";
import { receiptsOf } from "../../history/receipts.ts";
import type { Read } from "../../model/snapshot.ts";
import type { Instant } from "../../model/time.ts";
import { judge } from "../condition.ts";
import { keepLabel } from "../keep-label.ts";
import { type Case, isBeforeStarts, note, nothing, type Part, pipelinePath, problem, together } from "../part.ts";
import { tellOnce } from "../tell.ts";
import { mentionText } from "../words.ts";
import { communityHere, isColleague, representsHere } from "./people.ts";

/** An approval that is, or was, needed. */
export interface Asked {
  readonly from: Instant;
  /** When it was given or became needless; null while it is awaited. */
  readonly to: Instant | null;
  /** Logins, as the communities file has them; never empty. */
  readonly representatives: readonly string[];
}

/** Null when nobody has to approve. */
export function approvalOf(one: Case): Read<Asked | null> {
  const { item, world, pipeline } = one;
  const rule = pipeline.asks;
  if (rule === null || isOurs(item.author, world.identities) || isBeforeStarts(item.createdAt, pipeline)) return free;
  const applies = judge(one, rule.when);
  if (!applies.known) return applies;
  if (!applies.value) return free;
  const represents = representsHere(one);
  if (!represents.known) return represents;
  const here = communityHere(one);
  const representatives = here.known ? (here.value.community?.representatives ?? []) : [];
  if (representatives.length === 0 || represents.value(item.author)) return free;
  const colleague = isColleague(one, item.author);
  if (!colleague.known) return colleague;
  if (colleague.value) return free;
  const to = endOf(one, rule.label);
  return to.known ? { known: true, value: { from: item.createdAt, to: to.value, representatives } } : to;
}

const free: Read<null> = { known: true, value: null };

function endOf({ item, world }: Case, label: string): Read<Instant | null> {
  const receipts = receiptsOf(item, world);
  if (!receipts.known) return receipts;
  if (!item.history.known) return item.history;
  const approved = receipts.value
    .filter(({ commands }) => commands.some(({ verb, accepted }) => verb === "approve" && accepted))
    .map(({ at }) => at);
  const lifted = item.history.value
    .filter(
      // A bot that tidies labels approves nothing.
      (fact) =>
        fact.kind === "unlabeled" &&
        sameLabel(fact.label, label) &&
        fact.actor?.kind === "User" &&
        !isOurs(fact.actor, world.identities),
    )
    .map(({ at }) => at);
  const closed = item.state === "closed" && item.closedAt !== null ? [item.closedAt] : [];
  return { known: true, value: [...approved, ...lifted, ...closed].sort()[0] ?? null };
}

/** Asks for the approval that is needed, once, and shows that it is awaited. */
export function planAsks(one: Case): Part {
  const { item, pipeline } = one;
  const rule = pipeline.asks;
  if (rule === null) return nothing;
  const asked = approvalOf(one);
  if (!asked.known) return note(`Nobody was asked to approve: ${asked.why}.`);
  const because = {
    rule: `${pipelinePath(one)}.asks`,
    fact: `${item.author?.login ?? "somebody"} asked at ${item.createdAt}`,
  };
  if (asked.value === null) {
    return together(unknownCommunity(one), keepLabel(one, rule.label, { wanted: false, because }));
  }
  const { from, to, representatives } = asked.value;
  const label = keepLabel(one, rule.label, { wanted: to === null, since: from, because });
  if (to !== null) return label;
  const text = [
    `${mentionText(representatives)}: requests for your community come from its representatives. May this one go ahead?`,
    "",
    "If so, write a comment that says `/approve`. Until then nothing is due here, and no time is counted.",
  ].join("\n");
  return together(label, tellOnce(one, { key: `asks/${pipeline.name}`, text, because, moment: from }));
}

/** Told to the team, who keep the file; whoever asked is not refused for it. */
function unknownCommunity(one: Case): Part {
  const { item, pipeline, config } = one;
  const here = communityHere(one);
  if (!here.known || here.value.text === null || item.state === "closed" || isBeforeStarts(item.createdAt, pipeline)) {
    return nothing;
  }
  if (here.value.community !== null && here.value.community.representatives.length > 0) return nothing;
  const file = config.communities?.path ?? "the communities file";
  const isThere = here.value.community !== null;
  return problem({
    code: isThere ? "community-without-representative" : "community-unknown",
    where: item.url,
    what: isThere
      ? "The issue's community has no representative, so nobody was asked to approve it."
      : "The issue names a community that is not on file, so nobody was asked to approve it.",
    todo: `Add ${isThere ? "its representatives" : "the community"} to ${file}, or correct the answer.`,
    severity: "warning",
  });
}
