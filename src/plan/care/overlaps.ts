/**
 * Open items of one pipeline that want the same thing on the same days → a label and one kept comment that links them. What
 * the others say is read from their bodies with the pipeline's own form.
 */
import { type Day, readDay } from "../../calendar/day.ts";
import { dayOf } from "../../calendar/zone.ts";
import { readAnswers, readHeadings } from "../../content/form.ts";
import { isUnfilled } from "../../content/placeholders.ts";
import type { OverlapRule } from "../../model/computed.ts";
import type { DateSource } from "../../model/condition.ts";
import type { Peer } from "../../model/snapshot.ts";
import type { Instant } from "../../model/time.ts";
import { keepLabel } from "../keep-label.ts";
import { type Case, isBeforeStarts, note, nothing, type Part, pipelinePath, together } from "../part.ts";
import { mayBeNamedOn } from "../privacy.ts";
import { keepComment, own } from "../tell.ts";
import { formAt } from "../templates.ts";
import { folded } from "./answer-names.ts";

/** Others that the comment names at most. */
const mostNamed = 20;

/** Everything that the pipeline's overlap rules bring about. */
export function planOverlaps(one: Case): Part {
  const { item, pipeline, peers, world } = one;
  if (pipeline.overlaps.length === 0 || isBeforeStarts(item.createdAt, pipeline)) return nothing;
  if (peers === undefined) return note("Overlaps were not looked for: the other items were not read.");
  if (!peers.known) return note(`Overlaps were not looked for: ${peers.why}.`);
  const form = pipeline.form === null ? null : formAt(world, pipeline.form);
  if (form !== null && !form.known) return note(`Overlaps were not looked for: ${form.why}.`);
  const read = (body: string) => (form?.value ? readAnswers(body, form.value) : readHeadings(body));
  return together(...pipeline.overlaps.map((rule) => planOverlap(one, rule, { peers: peers.value, read })));
}

interface Others {
  readonly peers: readonly Peer[];
  readonly read: (body: string) => Readonly<Record<string, string | null>>;
}

interface Claim {
  readonly resource: string;
  readonly from: Day;
  readonly to: Day;
}

function planOverlap(one: Case, rule: OverlapRule, { peers, read }: Others): Part {
  const { item, world, pipeline, config } = one;
  const { zone } = config.calendar;
  const claimOf = (body: string, createdAt: Instant) => claimIn(rule, read(body), dayOf(createdAt, zone));
  const mine = item.state === "closed" ? null : claimOf(item.body, item.createdAt);
  const others = peers
    // Of one that may not be named here, not even a label may tell that it is there.
    .filter((peer) => peer.id !== item.id && peer.state === "open" && mine !== null && mayBeNamedOn(item, peer, world))
    .flatMap((peer) => {
      const claim = claimOf(peer.body, peer.createdAt);
      return claim !== null && meet(mine!, claim) ? [{ peer, claim }] : [];
    })
    .sort((a, b) => a.peer.number - b.peer.number);
  const path = `${pipelinePath(one)}.overlaps[${rule.id}]`;
  const key = `overlap/${pipeline.name}/${rule.id}`;
  const fact =
    others.length === 0
      ? "nothing else wants the same at the same time"
      : `${others.length} open issue${others.length === 1 ? " wants" : "s want"} the same at the same time`;
  const because = { rule: path, fact };
  const label = rule.label === null ? nothing : keepLabel(one, rule.label, { wanted: others.length > 0, because });
  if (others.length === 0 && own(one, { key }) === undefined) return label;
  const text =
    others.length === 0
      ? "Nothing overlaps with this any more."
      : [
          "This wants the same as another issue, at the same time. Please agree on who goes when:",
          "",
          ...others.slice(0, mostNamed).map(({ peer, claim }) => `- ${peer.url}: ${claim.from} to ${claim.to}`),
          ...(others.length > mostNamed ? ["- and others"] : []),
        ].join("\n");
  return together(label, keepComment(one, { key, text, because, moment: item.createdAt }));
}

/** Null when an answer is missing: what is not said overlaps with nothing. */
function claimIn(rule: OverlapRule, answers: Readonly<Record<string, string | null>>, opened: Day): Claim | null {
  const answer = (field: string) => (Object.hasOwn(answers, field) ? (answers[field] ?? null) : null);
  const day = (source: DateSource) =>
    source.kind === "answer" ? readDay(answer(source.field) ?? "") : source.kind === "opened" ? opened : null;
  const parts = rule.resource.map(answer);
  const [from, to] = [day(rule.from), day(rule.to)];
  if (from === null || to === null || to < from || parts.some((part) => isUnfilled(part))) return null;
  return { resource: parts.map((part) => folded(part!)).join("\n"), from, to };
}

function meet(one: Claim, other: Claim): boolean {
  return one.resource === other.resource && one.from <= other.to && other.from <= one.to;
}
