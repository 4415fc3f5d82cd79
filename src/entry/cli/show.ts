/** `milepost config show`: what a config says; `--effective` with every default, `--origin` with where each value was said. */
import { loadConfig } from "../../config/load.ts";
import { type ShownValue, showConfig } from "../../config/show.ts";
import { problemText } from "../../model/problem.ts";
import { type ExitCode, exitCode } from "../exit.ts";
import { openTerminalSession } from "./online.ts";
import { print, type Terminal, wantsJson } from "./terminal.ts";
import { sourceOf } from "./validate.ts";

export interface ShowOptions {
  readonly effective?: boolean;
  readonly origin?: boolean;
  /** Whose config to read on GitHub when no file is given. */
  readonly org?: string;
  readonly json?: boolean;
}

/** Exit code 2 when the config cannot be used; then its problems are told and nothing is shown. */
export async function showConfigFile(
  terminal: Terminal,
  file: string | undefined,
  { effective, origin, org, json }: ShowOptions,
): Promise<ExitCode> {
  const session = file === undefined && org !== undefined ? await openTerminalSession(terminal) : null;
  const { name, text, home } = await sourceOf(terminal, file, { session, org });
  const loaded = loadConfig(text, name, { home: home ?? { owner: "OWNER", repo: ".github" } });
  if (loaded.config === null) {
    for (const problem of loaded.problems) terminal.err.write(`${problemText(problem)}\n`);
    return exitCode.wrong;
  }
  const values = showConfig(loaded).filter((one) => effective || one.origin !== "default");
  const shown = values.map(({ origin: place, ...one }) => (origin ? { ...one, origin: place } : one));
  print(terminal, wantsJson(terminal, { json: json ?? false }), shown, () => table(values, origin ?? false));
  return exitCode.done;
}

function table(values: readonly ShownValue[], hasOrigin: boolean): string {
  const rows = values.map(({ path, value, origin }) => ({ text: `${path}: ${JSON.stringify(value)}`, origin }));
  const widest = Math.min(100, Math.max(0, ...rows.map(({ text }) => text.length)));
  return rows.map(({ text, origin }) => `${hasOrigin ? `${text.padEnd(widest)}  ${origin}` : text}\n`).join("");
}
