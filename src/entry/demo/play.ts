/** The story, played step by step on a town: each step sets the clock, lets somebody act, and waits for the answer. */
import { instant } from "../../model/time.ts";
import type { Chronicle, Told } from "./chronicle.ts";
import { narrateStep } from "./narrate.ts";
import type { Story } from "./story.ts";
import type { Terminal } from "./terminal.ts";
import type { Town } from "./town.ts";

/** Plays all of it. Returns what came of each step, in order. */
export async function playStory(
  story: Story,
  { town, chronicle, terminal }: { readonly town: Town; readonly chronicle: Chronicle; readonly terminal: Terminal },
): Promise<readonly Told[]> {
  const told: Told[] = [];
  const steps = story.episodes.length + 1;
  for (const [index, episode] of story.episodes.entries()) {
    terminal.progress(index + 1, steps, `${episode.who} acts, Milepost answers`);
    town.sandbox.clock.set(episode.at);
    chronicle.begin(instant(episode.at), episode.who, episode.did);
    await episode.play(town);
    await town.settle();
    const step = chronicle.current();
    narrateStep(terminal, `[${index + 1}/${steps}]`, step, episode.watch);
    told.push(step);
  }
  return told;
}
