/** The answer to `/why`: where the item stands and what it waits for. On a public issue in the community's words. */

import { clockLine } from "../clocks/clock-line.ts";
import { clockState } from "../clocks/clock-state.ts";
import { staysHere } from "../clocks/pauses.ts";
import type { Case } from "../part.ts";
import { communityLine } from "../status-community.ts";
import { anyOf, stagesAfter, stageWord, timeText, withoutTime } from "../words.ts";

/** Markdown, without a marker. Nothing in it depends on when it is read. */
export function whyText(one: Case): string {
  return (one.item.visibility === "public" ? forEverybody(one) : forTheTeam(one)).join("\n\n");
}

function forEverybody(one: Case): readonly string[] {
  const { place, stage } = one;
  return [communityLine(one), `It is in ${stageWord(stage)} since ${timeText(place.since)}.`];
}

function forTheTeam(one: Case): readonly string[] {
  const { place, stage, pipeline, standing } = one;
  const next = stagesAfter(stage.id, pipeline).map(stageWord);
  const stays = staysHere(one);
  const clocks = pipeline.clocks.flatMap((rule) => {
    const state = clockState(one, rule);
    return state.known && state.value !== null ? [clockLine(state.value)] : [];
  });
  const refused = standing.unaccepted.filter(({ resolved }) => !resolved).map(({ fact }) => `- not accepted: ${fact}`);
  const open = stays.known ? stays.value.filter(({ to }) => to === null).map(({ fact }) => `- ${fact}`) : [];
  const facts = [...clocks.map((line) => `- ${line}`), ...open, ...refused];
  return [
    `This is in ${stageWord(stage)} ${place.exact ? "since" : "since at least"} ${timeText(place.since)}: ${withoutTime(place.fact)}.`,
    ...(next.length === 0 ? [] : [`It can go on to ${anyOf(next)}.`]),
    ...(facts.length === 0 ? [] : [facts.join("\n")]),
  ];
}
