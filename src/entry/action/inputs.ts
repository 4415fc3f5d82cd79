/** The Action's inputs, checked. Whatever is wrong is said in words, before anything is asked of GitHub. */
import type { ConfigPlace } from "../../observe/config.ts";
import { CommandError, exitCode } from "../exit.ts";

export interface ActionInputs {
  readonly token: string;
  /** Null: the organisation's, else this repository's. */
  readonly config: ConfigPlace | null;
  /** `plan`: nothing is written, whatever the config says. */
  readonly mode: "plan" | null;
  readonly failOn: "error" | "incomplete" | "never";
  /** The repository whose workflow this is. */
  readonly home: { readonly owner: string; readonly repo: string };
}

/** `input`: an input's text, "" when it is not given. Throws `CommandError`. */
export function readInputs(
  input: (name: string) => string,
  env: Readonly<Record<string, string | undefined>>,
): ActionInputs {
  const command = input("command") || "sync";
  if (command !== "sync") throw wrong(`command: "${command}" is not known. This version knows only: sync.`);
  const token = input("token");
  if (!token) throw wrong("token: is empty. Leave it out for the workflow's own, or give an App's token.");
  const home = /^([\w.-]+)\/([\w.-]+)$/.exec(env.GITHUB_REPOSITORY ?? "");
  if (!home) throw wrong("GITHUB_REPOSITORY is not set. Run this in a workflow.");
  const here = { owner: home[1]!, repo: home[2]! };
  return {
    token,
    config: placeOf(input("config"), here),
    mode: oneOf("mode", input("mode"), ["", "plan"]) === "plan" ? "plan" : null,
    failOn: oneOf("fail-on", input("fail-on") || "error", ["error", "incomplete", "never"]),
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
