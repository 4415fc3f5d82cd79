/**
 * What is on hold or waiting → its label. A person may use the label instead of the command; what ended the stay then
 * takes their label off, too, since it would go on saying what is no longer so. Only closing leaves it where it is.
 */
import { sameLabel } from "../../history/names.ts";
import { isOurs } from "../../history/own.ts";
import type { Kept, Stay } from "../../history/waiting.ts";
import { staysHere } from "../clocks/pauses.ts";
import { keepLabel } from "../keep-label.ts";
import { type Case, note, nothing, type Part, together } from "../part.ts";

/** Puts the two labels on while a stay lasts, and takes them off when it is over. */
export function planKeptLabels(one: Case): Part {
  const stays = staysHere(one);
  if (!stays.known) return note(`Hold and waiting were not judged: ${stays.why}.`);
  const last = (kind: Kept) => stays.value.findLast((stay) => stay.kind === kind);
  const { holdLabel, waitingLabel } = one.config.commands;
  return together(shown(one, holdLabel, last("hold")), shown(one, waitingLabel, last("waiting")));
}

function shown(one: Case, name: string, stay: Stay | undefined): Part {
  if (stay === undefined) return nothing;
  const rule = "commands";
  if (stay.end === null)
    return keepLabel(one, name, { wanted: true, since: stay.from, because: { rule, fact: stay.fact } });
  const because = { rule, fact: stay.end.fact };
  if (stay.end.by === "comment" || stay.end.by === "command") {
    const label = one.item.labels.known ? one.item.labels.value.find((each) => sameLabel(each.name, name)) : undefined;
    const theirs = lastPutOn(one, name);
    if (label !== undefined && theirs !== undefined && theirs <= stay.to!) {
      return {
        ...nothing,
        changes: [{ ...because, kind: "remove-label", issue: one.item.id, name: label.name, label: label.id }],
      };
    }
  }
  return keepLabel(one, name, { wanted: false, because });
}

/** When a person put it on; undefined when the newest word on it is not a person's. */
function lastPutOn({ item, world }: Case, name: string): string | undefined {
  const facts = item.history.known ? item.history.value : [];
  const newest = facts.findLast(
    (fact) => (fact.kind === "labeled" || fact.kind === "unlabeled") && sameLabel(fact.label, name),
  );
  return newest?.kind === "labeled" && !isOurs(newest.actor, world.identities) ? newest.at : undefined;
}
