/**
 * `milepost init`: copies presets into a checkout and makes one config of theirs. It never overwrites: what is there
 * already is left and said. It asks GitHub nothing.
 */
import { join } from "node:path";
import { didYouMean } from "../../config/nearest.ts";
import { CommandError, type ExitCode, exitCode } from "../exit.ts";
import { mergeConfigs } from "../merge-configs.ts";
import { type Preset, readPresets } from "../presets.ts";
import { createClock } from "../wire.ts";
import { print, type Terminal, wantsJson } from "./terminal.ts";
import { usualFile } from "./validate.ts";

export interface InitOptions {
  /** Names, with commas between them. */
  readonly preset?: string;
  readonly org?: string;
  readonly dir?: string;
  readonly json?: boolean;
}

/** The folder that configs look in unless they say otherwise. */
const templatesFolder = ".github/milepost";

/** In place of which the organisation's name is written. */
const placeholder = "openwater";

/** Exit code 2 when a preset is not known or nothing was chosen. */
export function init(terminal: Terminal, { preset, org, dir = ".", json }: InitOptions): ExitCode {
  if (org !== undefined && !/^[A-Za-z0-9][A-Za-z0-9-]{0,38}$/.test(org)) {
    throw new CommandError(
      exitCode.wrong,
      `"${org}" is no organisation's name. Give its login, as in github.com/NAME.`,
    );
  }
  const presets = chosen(preset);
  const today = (terminal.clock ?? createClock()).now().slice(0, 10);
  const named = (text: string) => (org === undefined ? text : text.replaceAll(placeholder, org));
  const { text, conflicts } = mergeConfigs(
    presets.map(({ config }) => named(config)),
    { heading: headingFor(presets), set: { mode: "plan", starts: today } },
  );
  const files = presets.flatMap((one) => Object.entries(one.files));
  const wanted = new Map([
    [usualFile, text],
    ...files.map(([path, file]) => [`${templatesFolder}/${path}`, named(file)] as const),
  ]);
  const write = (path: string, content: string) => {
    return { path: join(dir, path), outcome: terminal.writeNew(join(dir, path), content) };
  };
  const copied = [...wanted].map(([path, content]) => write(path, content));
  const config = join(dir, usualFile);
  const isApart = copied[0]!.outcome === "there" && !isSame(terminal, config, text);
  // A config that people wrote is theirs to put together.
  const apart = isApart ? [write(`.github/milepost.${presets.map(({ name }) => name).join("-")}.yml`, text)] : [];
  const done = [...copied, ...apart];
  const written = done.filter(({ outcome }) => outcome === "written").map(({ path }) => path);
  const left = done.filter(({ outcome }) => outcome === "there").map(({ path }) => path);
  const next = [...apart.map(({ path }) => apartWords(path, config)), ...nextSteps(dir, org)];
  const words = () =>
    [
      ...written.map((path) => `  + ${path}`),
      ...left.map((path) => `  = ${path} is there already and was left as it is`),
      ...conflicts.map((conflict) => `  ! ${conflict}`),
      "",
      ...next,
      "",
    ].join("\n");
  print(terminal, wantsJson(terminal, { json: json ?? false }), { written, left, conflicts, next }, words);
  return exitCode.done;
}

function isSame(terminal: Terminal, path: string, text: string): boolean {
  try {
    return terminal.readFile(path) === text;
  } catch {
    return false;
  }
}

function apartWords(path: string, config: string): string {
  return `${config} was there already and says nothing of these presets yet: copy what you want from ${path} into it, and delete that file.`;
}

function chosen(names: string | undefined): readonly Preset[] {
  const presets = readPresets();
  const known = presets.map(({ name }) => name);
  const wanted = (names ?? "").split(",").map((name) => name.trim());
  const choices = presets.map(({ name, about }) => `  ${name.padEnd(16)}${about}`).join("\n");
  if (wanted.every((name) => name === "")) {
    throw new CommandError(
      exitCode.wrong,
      `Which presets? Give one or more with --preset, with commas between:\n${choices}`,
    );
  }
  return [...new Set(wanted)].map((name) => {
    const found = presets.find((one) => one.name === name);
    if (found) return found;
    const todo = didYouMean(name, known, `Choose from: ${known.join(", ")}.`);
    throw new CommandError(exitCode.wrong, `There is no preset "${name}". ${todo}`);
  });
}

function headingFor(presets: readonly Preset[]): string {
  return [
    "Milepost's config. Every key is explained in Milepost's .github/CONFIG.md.",
    `Begun with the presets ${presets.map(({ name }) => name).join(", ")}. While the mode is plan, everything is shown and nothing is written.`,
  ].join("\n");
}

function nextSteps(dir: string, org: string | undefined): readonly string[] {
  const config = join(dir, usualFile);
  return [
    ...(org === undefined
      ? [`Put your organisation's name in place of ${placeholder}, or use --org NAME next time.`]
      : []),
    `Look through ${config}: repositories, boards and names are examples.`,
    `People open issues with the forms in ${join(dir, templatesFolder, "forms")} once they are in .github/ISSUE_TEMPLATE of the repository, too.`,
    `Next: milepost validate ${config}`,
  ];
}
