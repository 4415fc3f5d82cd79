/** One command line → whether it holds, and what is answered. It is judged at the comment's own time. */
import type { CommandName } from "../../config/config.ts";
import { nearest } from "../../content/nearest.ts";
import { neutralisePlain } from "../../content/neutralise.ts";
import { sameLabel } from "../../history/names.ts";
import type { Judged } from "../../history/receipts.ts";
import type { Pipeline, Stage } from "../../model/pipeline.ts";
import type { Read } from "../../model/snapshot.ts";
import type { Case } from "../part.ts";
import { anyOf, codeWord, stagesAfter, stageWord, stageWordOf } from "../words.ts";
import { approvalOf } from "./asks.ts";
import { may, type Who } from "./who.ts";
import { whyText } from "./why.ts";

export interface Verdict extends Judged {
  readonly verb: CommandName;
  /** Markdown; what was typed is harmless in it. */
  readonly say: string;
}

const names: readonly CommandName[] = ["stage", "hold", "resume", "waiting", "approve", "why", "help"];

/** Longest piece of what was typed that is repeated. */
const mostRepeated = 60;

/** Unknown: what it takes to judge it could not be read. Null: the line is no command. `at`: stage id that it finds. */
export function judgeCommand(one: Case, line: string, who: Who, at: string): Read<Verdict | null> {
  const [, word, rest = ""] = /^\/(\w+)(?:\s+(.*))?$/s.exec(line) ?? [];
  const verb = names.find((name) => name === word?.toLowerCase());
  if (verb === undefined) return { known: true, value: null };
  if (!may(one, who, verb)) return refused(verb, notAllowed(verb));
  switch (verb) {
    case "stage":
      return toStage(one, rest.trim(), at);
    case "hold":
      return accepted(verb, "This is on hold, and its clocks stand still. `/resume` takes it up again.");
    case "waiting":
      return accepted(
        verb,
        "This waits for whoever asked, and its clocks stand still. Their next comment, or `/resume`, takes it up again.",
      );
    case "resume":
      return accepted(verb, "This goes on, and so do its clocks.");
    case "approve":
      return approve(one);
    case "why":
      return accepted(verb, whyText(one));
    case "help":
      return accepted(verb, helpText(one, who));
  }
}

function toStage({ pipeline, standing }: Case, typed: string, at: string): Read<Verdict> {
  const stage = stageTyped(pipeline, typed);
  if (stage === null) return refused("stage", unknownStage(pipeline, typed));
  if (stage.id === at && standing.unaccepted.some(({ resolved }) => !resolved)) {
    return accepted("stage", `This stays in ${stageWord(stage)}.`, stage.id);
  }
  if (stage.id === at) return refused("stage", `This is in ${stageWord(stage)} already.`, stage.id);
  const next = stagesAfter(at, pipeline);
  if (next.includes(stage)) return accepted("stage", `This is in ${stageWord(stage)} now.`, stage.id);
  const here = stageWordOf(at, pipeline);
  const way =
    next.length === 0 ? `${here} is where it ends` : `from ${here} it can go to ${anyOf(next.map(stageWord))}`;
  return refused("stage", `This cannot move to ${stageWord(stage)} yet: ${way}.`, stage.id);
}

/** By its id, its column, its label or a former name, in that order, without case. */
function stageTyped({ stages }: Pipeline, typed: string): Stage | null {
  const wanted = typed.replace(/^(["'`*]+)(.*)\1$/, "$2");
  const is = (name: string | null) => name !== null && wanted !== "" && sameLabel(name, wanted);
  return (
    stages.find(({ id }) => is(id)) ??
    stages.find(({ board }) => is(board)) ??
    stages.find(({ label }) => is(label)) ??
    stages.find(({ was }) => was.some(is)) ??
    null
  );
}

function unknownStage({ stages }: Pipeline, typed: string): string {
  const list = `The stages are ${anyOf(stages.map(({ id }) => codeWord(id))).replace(/ or (?=[^ ]+$)/, " and ")}.`;
  if (typed === "") return `Which stage? Write its name after \`/stage\`. ${list}`;
  const byName = new Map(
    stages.flatMap(({ id, board }) => [[id, id] as const, ...(board ? [[board, id] as const] : [])]),
  );
  const near = nearest(typed, [...byName.keys()]);
  const meant = near === null ? "" : ` Did you mean \`/stage ${byName.get(near)}\`?`;
  return `There is no stage "${neutralisePlain(typed.slice(0, mostRepeated))}".${meant} ${list}`;
}

function approve(one: Case): Read<Verdict> {
  const asked = approvalOf(one);
  if (!asked.known) return asked;
  if (asked.value === null || asked.value.to !== null) return refused("approve", "Nothing waits for an approval here.");
  return accepted("approve", "Thank you, this is approved and goes ahead.");
}

function notAllowed(verb: CommandName): string {
  if (verb === "approve")
    return "Thank you. This needs a yes from a representative of the community; they have been asked.";
  return `\`/${verb}\` is for the team that looks after this. If something should change, say so here in your own words.`;
}

const meanings: Readonly<Record<CommandName, string>> = {
  stage: "`/stage name` moves this to a stage",
  hold: "`/hold` puts it on hold",
  waiting: "`/waiting` says that it waits for whoever asked",
  resume: "`/resume` takes it up again",
  approve: "`/approve` lets it go ahead, where an approval is awaited",
  why: "`/why` says where it stands, and why",
  help: "`/help` shows this list",
};

function helpText(one: Case, who: Who): string {
  const lines = names.filter((name) => may(one, who, name)).map((name) => `- ${meanings[name]}`);
  return ["What you can write here, as the first line of a comment:", "", ...lines].join("\n");
}

function accepted(verb: CommandName, say: string, value = ""): Read<Verdict> {
  return { known: true, value: { verb, value, accepted: true, say } };
}

function refused(verb: CommandName, say: string, value = ""): Read<Verdict> {
  return { known: true, value: { verb, value, accepted: false, say } };
}
