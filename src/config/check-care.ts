/** Gates, answers, clocks and the rest of an item's care: keys that go together, stages and ids. */
import type { Problem } from "../model/problem.ts";
import { addCommunities, error, listed, shown } from "./complaint.ts";
import { didYouMean } from "./nearest.ts";
import type { ConfigFile, PipelineFile, RuleFile } from "./schema.ts";
import type { NeedFile } from "./schema-gate.ts";
import type { ConfigPath, WhereOf } from "./where.ts";

/** Problems of the care of every pipeline and rule. */
export function checkCare(file: ConfigFile, where: WhereOf): readonly Problem[] {
  return Object.entries({ pipelines: file.pipelines, rules: file.rules }).flatMap(([kind, all]) =>
    Object.entries<PipelineFile | RuleFile>(all).flatMap(([name, one]) => {
      const here: Case = { file, where, one, name, path: [kind, name] };
      return [
        ...stageNames(here),
        ...gateProblems(here),
        ...answerProblems(here),
        ...formProblems(here),
        ...communityProblems(here),
        ...repeatedIds(here),
      ];
    }),
  );
}

interface Case {
  readonly file: ConfigFile;
  readonly where: WhereOf;
  readonly one: PipelineFile | RuleFile;
  readonly name: string;
  readonly path: ConfigPath;
}

/** Stages that gates and clocks name. */
function stageNames({ one, name, path, where }: Case): readonly Problem[] {
  const known = "stages" in one ? one.stages.map(({ id }) => id) : [];
  const gates = one.gates.flatMap((gate, index) =>
    gate["keeps-out-of"].map((id, place) => ({ id, path: [...path, "gates", index, "keeps-out-of", place] })),
  );
  const clocks = one.clocks.flatMap(({ from, until }, index) => {
    const ends = typeof until === "string" ? [] : [until.enters].flat();
    return [
      ...(typeof from === "string" ? [] : [{ id: from.enters, path: [...path, "clocks", index, "from", "enters"] }]),
      ...ends.map((id) => ({ id, path: [...path, "clocks", index, "until", "enters"] })),
    ];
  });
  return [...gates, ...clocks].flatMap(({ id, path: place }) => {
    if (known.includes(id)) return [];
    const what = `There is no stage ${shown(id)} in \`${name}\`.`;
    const todo = known.length === 0 ? "A rule has no stages." : didYouMean(id, known, `Known: ${listed(known)}.`);
    return [error("unknown-stage", where(place), what, todo)];
  });
}

const needs = [
  "table",
  "section",
  "only-sections",
  "field",
  "sub-issues",
  "dependencies",
  "checklist",
  "when",
] as const;

function gateProblems({ one, path, where }: Case): readonly Problem[] {
  return one.gates.flatMap(({ needs }, index) =>
    needs.flatMap((need, place) => needProblems(need, [...path, "gates", index, "needs", place], where)),
  );
}

function needProblems(need: NeedFile, path: ConfigPath, where: WhereOf): readonly Problem[] {
  const given = needs.filter((key) => need[key] !== undefined);
  if (given.length !== 1) {
    const what =
      given.length === 0 ? "The entry needs nothing." : `The entry has ${listed(given)}; it can need one thing.`;
    return [error("gate-need", where(path), what, `Write one of ${listed(needs)}.`)];
  }
  const odd: readonly (readonly [string, boolean])[] = [
    ["say", need.say !== undefined && need.when === undefined],
    ["words", need.words !== undefined && need.section === undefined],
    ["aliases", need.aliases.length > 0 && (need.table ?? need.section) === undefined],
  ];
  const found = odd.flatMap(([key, isOdd]) => {
    if (!isOdd) return [];
    return [
      error("gate-need", where([...path, key], "key"), `\`${key}\` says nothing with \`${given[0]}\`.`, "Remove it."),
    ];
  });
  if (need.when !== undefined && need.say === undefined) {
    const todo = "Add `say:` with words for the people who read the issue.";
    found.push(error("gate-need", where(path), "Nothing says what is missing when the condition does not hold.", todo));
  }
  const [least = "", most = ""] = (need.words ?? "").split("..");
  if (least !== "" && most !== "" && Number(least) > Number(most)) {
    const what = `No section has at least ${least} and at most ${most} words.`;
    found.push(error("gate-need", where([...path, "words"]), what, "Turn the two round."));
  }
  return found;
}

function answerProblems({ one, path, where }: Case): readonly Problem[] {
  return one.answers.flatMap(({ field, labels, when, label, set, assign, milestone }, index) => {
    const place = [...path, "answers", index];
    if (Object.keys(labels).length > 0 && field === undefined) {
      const what = "`labels` follows the answer to a field, and no field is named.";
      return [error("answer-rule", where([...place, "labels"], "key"), what, "Add `field:`.")];
    }
    const brings = [...Object.keys(labels), ...Object.keys(set), ...assign, label, milestone].some(
      (one) => one !== undefined,
    );
    if (!brings)
      return [
        error(
          "answer-rule",
          where(place),
          "The rule brings nothing about.",
          "Add `label:`, `labels:`, `set:`, `assign:` or `milestone:`.",
        ),
      ];
    if (field === undefined || Object.keys(labels).length > 0) return [];
    const todo = when === undefined ? "Write `when: { filled: … }` or `when: { field: …, is: … }`." : "Remove it.";
    return [error("answer-rule", where([...place, "field"], "key"), "`field` says nothing without `labels`.", todo)];
  });
}

/** What reads the form needs one. */
function formProblems({ one, name, path, where }: Case): readonly Problem[] {
  if (one.form !== undefined || one.community === undefined) return [];
  const what = `The community is an answer, and \`${name}\` has no form.`;
  return [error("no-form", where([...path, "community"], "key"), what, "Add `form:` with the path of the issue form.")];
}

function communityProblems({ file, one, path, where }: Case): readonly Problem[] {
  if (file.communities === undefined) {
    const key = one.asks !== undefined ? "asks" : one.community !== undefined ? "community" : null;
    if (key === null) return [];
    const what = `\`${key}\` goes by communities, and the config names no communities file.`;
    return [error("no-communities", where([...path, key], "key"), what, addCommunities)];
  }
  if (one.asks === undefined || one.community !== undefined) return [];
  const what = "Nothing says which answer names the community whose representatives may ask.";
  return [
    error(
      "no-community",
      where([...path, "asks"], "key"),
      what,
      "Add `community:` with the id of a field of the form.",
    ),
  ];
}

const identified = [
  "gates",
  "clocks",
  "escalations",
  "notices",
  "overlaps",
  "assign",
  "checklists",
  "on-close",
] as const;

function repeatedIds({ one, path, where }: Case): readonly Problem[] {
  return identified.flatMap((key) => {
    const ids = one[key].map(({ id }) => id);
    return ids.flatMap((id, index) => {
      if (id === undefined || ids.indexOf(id) === index) return [];
      const what = `The id ${shown(id)} is used twice under \`${key}\`.`;
      return [error("same-id", where([...path, key, index, "id"]), what, "Give each an id of its own.")];
    });
  });
}
