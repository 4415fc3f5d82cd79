/**
 * Every item of one pipeline, read from GitHub → its measure. Nothing is taken from memory or from what the story
 * knows: the report stands on GitHub's timelines alone.
 */
import { loadConfig } from "../../config/load.ts";
import { itemQuestionOf } from "../../config/questions.ts";
import type { Reader } from "../../github/ports.ts";
import { historyOf, type Incomplete, type ItemHistory } from "../../measure/item-measure.ts";
import { measurePipeline, type PipelineMeasure } from "../../measure/pipeline-measure.ts";
import { problemText } from "../../model/problem.ts";
import type { Instant } from "../../model/time.ts";
import { createWorldKeeper } from "../../observe/world.ts";
import { pipelineOf } from "../../plan/pipeline-of.ts";
import { standingOf } from "../../plan/standing.ts";
import { configPath } from "./files.ts";

/** Measures a config's first pipeline as of `now`. Throws when the config is wrong or its items cannot even be listed. */
export async function readPipelineMeasure(reader: Reader, now: Instant, configText: string): Promise<PipelineMeasure> {
  const { config, problems } = loadConfig(configText, configPath);
  const pipeline = config?.pipelines[0];
  if (!config || !pipeline) throw new Error(problems.map(problemText).join("\n"));
  const home = config.repositories[pipeline.items.repository]!;
  const statusField = pipeline.board === null ? "Status" : config.boards[pipeline.board]!.statusField;
  const world = await createWorldKeeper(reader, config).read();
  const question = itemQuestionOf(config, pipeline, world.identities);
  const glimpses = await reader.readGlimpses(home.owner, home.name, pipeline.items.label, statusField);
  if (!glimpses.known) throw new Error(`The items of ${pipeline.name} could not be listed: ${glimpses.why}`);
  const read = await Promise.all(glimpses.value.map(({ id }) => reader.readItem(id, question)));
  const items = read
    .filter((item) => item !== null)
    // A checklist issue of ours may carry the pipeline's label and is no item of it.
    .filter((item) => !item.labels.known || pipelineOf({ item, world }, config).pipeline === pipeline)
    .map((item) => historyOf(item, standingOf(item, world, pipeline)));
  return measurePipeline({ items: items.filter(isReadable), incomplete: items.filter(isIncomplete) }, pipeline, now);
}

function isReadable(item: ItemHistory | Incomplete): item is ItemHistory {
  return "place" in item;
}

function isIncomplete(item: ItemHistory | Incomplete): item is Incomplete {
  return !isReadable(item);
}
