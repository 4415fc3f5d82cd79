/**
 * Snapshot × config → plan. Pure and synchronous: no clock, no network, no event. Whether anything is written is not
 * its business: a dry run is having no writer.
 *
 * Laws (test/property/plan.test.ts): planning again after a plan has been applied yields nothing, but for one edit of
 * the status comment after issues were opened, which names them; any part of a plan, applied, leads to the same end;
 * what the config does not name is never touched; the same snapshot gives the same bytes.
 */
import type { Config } from "../config/config.ts";
import type { Plan } from "../model/change.ts";
import type { Pipeline } from "../model/pipeline.ts";
import type { Problem } from "../model/problem.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { Instant } from "../model/time.ts";
import { planArtefact } from "./artefact.ts";
import { planCare } from "./care.ts";
import { caseOf, type Known } from "./case-of.ts";
import { planCommands } from "./commands/commands.ts";
import { planIllegal } from "./illegal.ts";
import { heldBack, limited, withoutRepeats } from "./limits.ts";
import { planMirror } from "./mirror.ts";
import { calmed } from "./oscillation.ts";
import { type Case, nothing, type Part, together } from "./part.ts";
import { pipelineOf, rulesOf } from "./pipeline-of.ts";
import { planStatusComment } from "./status-comment.ts";
import { planSteps } from "./steps/steps.ts";

/** What to do about one item, and why. */
export function plan(have: Snapshot, config: Config, now: Instant): Plan {
  const { pipeline, why, problems } = pipelineOf(have, config);
  const own = pipeline === null ? null : caseOf(have, config, pipeline, now);
  const rules = rulesOf(have, config).map((rule) => caseOf(have, config, rule, now));
  const parts = [
    ...(why === null ? [] : [heldBack(why)]),
    { ...nothing, problems },
    ...(own === null ? [] : [partOf(own, staged)]),
    // Commands are answered once, by whoever cares for the item first.
    ...rules.map((rule, index) => partOf(rule, cared(own === null && index === 0 ? commanded : planCare))),
    planArtefact(have, config, now),
  ];
  return planOf(pipeline, own?.place ?? null, together(...parts));
}

function partOf(known: Known, parts: (one: Case) => Part): Part {
  if (known.place === null) return known.part;
  return together({ ...nothing, problems: known.standing.problems }, limited(known, calmed(known, parts(known))));
}

function staged(one: Case): Part {
  return together(planMirror(one), planIllegal(one), planSteps(one), commanded(one), planStatusComment(one));
}

/** A rule has no stages to mirror; its steps are started by what happens to the issue. */
function cared(care: (one: Case) => Part): (one: Case) => Part {
  return (one) => together(planSteps(one), care(one));
}

/** While a command is being answered the rest waits for the next look, which follows at once and knows the answer. */
function commanded(one: Case): Part {
  const commands = planCommands(one);
  const answers = commands.changes.some(({ kind }) => kind === "add-comment");
  return answers ? commands : together(commands, planCare(one));
}

function planOf(pipeline: Pipeline | null, stage: Plan["stage"], part: Part): Plan {
  const { notes, nextLook, reads } = part;
  const changes = withoutRepeats(part.changes);
  const problems = unrepeated(part.problems);
  return { pipeline: pipeline?.name ?? null, stage, changes, notes, problems, nextLook, ...(reads ? { reads } : {}) };
}

/** Two issues of one plan may meet the same problem; a person needs to hear of it once. */
function unrepeated(problems: readonly Problem[]): readonly Problem[] {
  const texts = problems.map((one) => JSON.stringify(one));
  return problems.filter((_, index) => texts.indexOf(texts[index]!) === index);
}
