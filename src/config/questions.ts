/**
 * What a config needs to know of GitHub, and which pipeline an issue belongs to. Names only: it asks nothing itself.
 */
import type { ItemQuestion, WorldQuestion } from "../github/ports.ts";
import type { Actor } from "../model/fact.ts";
import type { Pipeline } from "../model/pipeline.ts";
import type { Problem } from "../model/problem.ts";
import type { Config } from "./config.ts";

/** Everything of the organisation that the config names. */
export function worldQuestionOf(_config: Config): WorldQuestion {
  throw new Error("not built");
}

/** What to read of one item. `pipeline: null` when it is not known yet: the labels of all pipelines. */
export function itemQuestionOf(
  _config: Config,
  _pipeline: Pipeline | null,
  _identities: readonly Actor[],
): ItemQuestion {
  throw new Error("not built");
}

/** Every file that steps, playbooks and forms name, sorted, relative to `templates.path`. */
export function templatesNamedBy(_config: Config): readonly string[] {
  throw new Error("not built");
}

/** The pipeline of an issue: the first listed that claims it. Names are compared without case, as GitHub does. */
export function pipelineOf(
  _config: Config,
  _repository: { readonly owner: string; readonly repo: string },
  _labels: readonly string[],
): { readonly pipeline: Pipeline | null; readonly problems: readonly Problem[] } {
  throw new Error("not built");
}
