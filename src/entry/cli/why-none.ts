/** Why an issue belongs to no pipeline: what each pipeline takes, beside the repository that the issue is in. */
import type { Config } from "../../config/config.ts";
import type { Plan } from "../../model/change.ts";
import { parseRef } from "../../model/key.ts";
import type { Pipeline } from "../../model/pipeline.ts";

/** The same plan; when it has no pipeline, with a sentence for each pipeline about what the issue lacks. */
export function withWhyNone(plan: Plan, ref: string, config: Config): Plan {
  const issue = parseRef(ref);
  if (plan.pipeline !== null || issue === null) return plan;
  const home = `${issue.owner}/${issue.repo}`;
  if (config.pipelines.length === 0) return withNotes(plan, ["The config has no pipelines."]);
  return withNotes(
    plan,
    config.pipelines.map((pipeline) => sentence(pipeline, config, home)),
  );
}

function sentence({ name, items }: Pipeline, { repositories }: Config, home: string): string {
  const repository = repositories[items.repository];
  const place = repository ? `${repository.owner}/${repository.name}` : items.repository;
  const wanted = items.label === null ? "every issue" : `issues with the label "${items.label}"`;
  const lacks =
    place.toLowerCase() !== home.toLowerCase()
      ? `this one is in ${home}`
      : items.label === null
        ? "this one was opened by Milepost itself"
        : "this one has no such label, or was opened by Milepost itself";
  return `${name} takes ${wanted} of ${place}, and ${lacks}.`;
}

function withNotes(plan: Plan, notes: readonly string[]): Plan {
  return { ...plan, notes: [...plan.notes, ...notes] };
}
