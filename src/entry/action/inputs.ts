/** The Action's inputs, checked. Whatever is wrong is said in words, before anything is asked of GitHub. */
import type { ConfigPlace } from "../../observe/config.ts";
import { CommandError, exitCode } from "../exit.ts";

export type ActionCommand = "sync" | "recur" | "report" | "validate";

export interface ActionInputs {
  readonly command: ActionCommand;
  /** "" with `validate`, which asks GitHub nothing. */
  readonly token: string;
  /** Null: the organisation's, else this repository's. */
  readonly config: ConfigPlace | null;
  /** `plan`: nothing is written, whatever the config says. */
  readonly mode: "plan" | null;
  /** Hash of a plan that is more than the brake lets through, and is meant; null: none. */
  readonly plan: string | null;
  readonly failOn: "error" | "incomplete" | "never";
  /** Whether `sync` opens recurring work as well. */
  readonly recurring: boolean;
  /** With `report`: its name in the config; null: all of them. */
  readonly report: string | null;
  /** With `report`: a date or a moment, as typed. */
  readonly asOf: string | undefined;
  /** With `report`: a week, as typed. */
  readonly week: string | undefined;
  /** With `report`: the folder for its files, in the job's workspace. */
  readonly out: string;
  /** The repository whose workflow this is. */
  readonly home: { readonly owner: string; readonly repo: string };
}

/** `input`: an input's text, "" when it is not given. Throws `CommandError`. */
export function readInputs(
  input: (name: string) => string,
  env: Readonly<Record<string, string | undefined>>,
): ActionInputs {
  const command = oneOf("command", input("command") || "sync", ["sync", "recur", "report", "validate"]);
  const token = input("token");
  if (!token && command !== "validate")
    throw wrong("token: is empty. Leave it out for the workflow's own, or give an App's token.");
  const home = /^([\w.-]+)\/([\w.-]+)$/.exec(env.GITHUB_REPOSITORY ?? "");
  if (!home) throw wrong("GITHUB_REPOSITORY is not set. Run this in a workflow.");
  const here = { owner: home[1]!, repo: home[2]! };
  return {
    command,
    token,
    config: placeOf(input("config"), here),
    mode: oneOf("mode", input("mode"), ["", "plan"]) === "plan" ? "plan" : null,
    plan: input("plan") || null,
    failOn: oneOf("fail-on", input("fail-on") || "error", ["error", "incomplete", "never"]),
    recurring: oneOf("recurring", input("recurring") || "true", ["true", "false"]) === "true",
    report: input("report") || null,
    asOf: input("as-of") || undefined,
    week: input("week") || undefined,
    out: input("out") || "milepost-report",
    home: here,
  };
}

function placeOf(text: string, here: ActionInputs["home"]): ConfigPlace | null {
  if (text === "") return null;
  const elsewhere = /^([\w.-]+)\/([\w.-]+):(.+)$/.exec(text);
  const place = elsewhere
    ? { owner: elsewhere[1]!, repo: elsewhere[2]!, path: elsewhere[3]! }
    : { ...here, path: text.replace(/^\.\//, "") };
  if (place.path.startsWith("/") || place.path.split("/").includes("..")) {
    throw wrong(`config: "${text}" leaves the repository. Give a path within it, or owner/repo:path.`);
  }
  return { kind: "path", ...place };
}

function oneOf<T extends string>(name: string, text: string, known: readonly T[]): T {
  const found = known.find((one) => one === text);
  if (found !== undefined) return found;
  const choices = known.filter((one) => one !== "");
  throw wrong(`${name}: "${text}" is not known. Use ${choices.join(", ")}, or leave it out.`);
}

function wrong(words: string): CommandError {
  return new CommandError(exitCode.wrong, words);
}
