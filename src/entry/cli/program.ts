/** The commands and their options. What each does is in its own file; this says how they are called. */
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { sceneNames } from "../../sandbox/scenes/scene.ts";
import { isPort } from "../app/settings.ts";
import { type ExitCode, endOf, exitCode } from "../exit.ts";
import { isWebAddress } from "../wire.ts";
import { doctor } from "./doctor.ts";
import { init } from "./init.ts";
import { applyItems, explainItem, planItems } from "./plan.ts";
import { recur } from "./recur.ts";
import { showConfigFile } from "./show.ts";
import type { Terminal } from "./terminal.ts";
import { undo } from "./undo.ts";
import { usualFile, validate, validateOnline } from "./validate.ts";

/** Runs one command line, without the two leading words. Never throws for a mistake of the person who typed it. */
export async function runCommand(args: readonly string[], terminal: Terminal, version: string): Promise<ExitCode> {
  let code: ExitCode = exitCode.done;
  const program = createProgram(terminal, version, (ended) => {
    code = ended;
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.wrong;
    const end = endOf(error);
    if (!end) throw error;
    terminal.err.write(`${end.words}\n`);
    return end.code;
  }
}

function createProgram(terminal: Terminal, version: string, ended: (code: ExitCode) => void): Command {
  const program = new Command("milepost")
    .description("Partnership pipelines on GitHub issues and project boards.")
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void terminal.out.write(text),
      writeErr: (text) => void terminal.err.write(text),
    })
    .showSuggestionAfterError()
    .showHelpAfterError("(milepost --help shows every command)");
  addOffline(program, terminal, ended);
  addSurvival(program, terminal, ended);
  addReport(program, terminal, ended);
  addOnline(program, terminal, ended);
  return program;
}

function addOffline(program: Command, terminal: Terminal, ended: (code: ExitCode) => void): void {
  program
    .command("demo")
    .description("play a partnership from first contact to partner, on a GitHub inside this process")
    .option("--seed <number>", "chooses the other leads", wholeNumber, 1)
    .option("--json", "print the result as JSON")
    .option("--keep-open", "leave both servers up and print their addresses", false)
    .option("--out <folder>", "where the report goes", "out")
    .option(
      "--replicas <number>",
      "instead: so many processes on a PostgreSQL of this machine, one of them killed",
      replicaNumber,
    )
    .action(async ({ seed, json, keepOpen, out, replicas }) => {
      if (replicas !== undefined) {
        const { runReplicas } = await import("../replicas/run.ts");
        const code = await runReplicas({ replicas });
        return ended(code === 0 ? exitCode.done : code === 2 ? exitCode.wrong : exitCode.failed);
      }
      // Loaded late: the sandbox brings GitHub's whole schema with it.
      const { runDemo } = await import("../demo/run.ts");
      ended((await runDemo({ seed, json: json ?? false, keepOpen, out })) === 0 ? exitCode.done : exitCode.failed);
    });
  program
    .command("sandbox")
    .description("run a GitHub in this process and print its address, tokens and what is in it")
    .option("--port <number>", "0 takes any free one", portNumber, 8080)
    .option("--scene <name>", `one of: ${sceneNames.join(", ")}`, "partnerships")
    .option("--seed <number>", "the same seed gives the same ids", wholeNumber, 1)
    .option("--webhooks <url>", "where the App's webhooks go", webAddress)
    .option("--json", "print as JSON")
    .action(async (options) => {
      const { runSandbox } = await import("./sandbox.ts");
      ended(await runSandbox(terminal, options));
    });
  program
    .command("init")
    .description("copy presets into a checkout: a config that begins with mode: plan, templates and forms")
    .option("--preset <names>", "one or more, with commas between; without it, they are listed")
    .option("--org <name>", "your organisation, in place of openwater")
    .option("--dir <folder>", "the checkout of your organisation's .github repository", ".")
    .option("--json", "print as JSON")
    .action((options) => ended(init(terminal, options)));
  program
    .command("validate")
    .description("check a config, without asking GitHub anything unless --online")
    .argument("[file]", `the config; ${usualFile} unless given`)
    .option("--online", "also check that everything it names is there on GitHub")
    .option("--org <name>", "whose config it is")
    .option("--templates <folder>", "where its templates are, when not in the same checkout")
    .option("--json", "print as JSON")
    .action(async (file, options) => {
      if (options.online) ended(await validateOnline(terminal, file, options));
      else ended(await validate(terminal, file ?? usualFile, options));
    });
}

function addSurvival(program: Command, terminal: Terminal, ended: (code: ExitCode) => void): void {
  program
    .command("survival")
    .description("say how long waits take, from any table of them: curve, percentiles, limits, what ended otherwise")
    .argument("<file>", "a CSV file with one wait per line and a first line that names the columns")
    .option("--from <column>", "when each began: 2026-01-31, or with a time")
    .option("--to <column>", "when it ended; empty: still open")
    .option("--days <column>", "in place of dates: how many days each took, or has taken so far")
    .option("--end <column>", "how it ended: reached or 1; open, 0 or empty; anything else is an end of that name")
    .option("--reached <name>", "which end is the one waited for, when the end column calls it something else")
    .option("--entry <column>", "when watching began, where that was later: a date, or with --days a number")
    .option("--group <column>", "one curve for each, compared by log-rank")
    .option("--as-of <date>", "as it stood at the beginning of that day; now unless given")
    .option("--zone <name>", "of dates and times that name none", "UTC")
    .option("--json", "print as JSON; a pipe gets JSON anyway")
    .action(async (file, options) => {
      const { survival } = await import("./survival.ts");
      ended(survival(terminal, file, options));
    });
}

function addReport(program: Command, terminal: Terminal, ended: (code: ExitCode) => void): void {
  program
    .command("report")
    .description(
      "how long each milestone takes, what is stuck and what is due; writes nothing to GitHub but with --post",
    )
    .argument("[name]", "its name under reports; the first one, or a weekly one for the team")
    .option("--as-of <date>", "as it stood at the beginning of that day, or at a moment; now unless given")
    .option("--week <week>", "as it stood when that week was over: 2026-W47")
    .option("--audience <who>", "team; public: without names and private text; finance: with amounts")
    .option("--costs <file>", "month,account,amount of this machine, in place of the config's costs")
    .option("--format <names>", "markdown, html, json, csv; with --out several, with commas between, or all four")
    .option("--out <folder>", "where the files go; standard output unless given")
    .option("--cache <file>", "keeps what was read, so that the next run reads only what changed; safe to delete")
    .option("--post", "post it where the config says, once per period; needs an App's or a machine account's token")
    .option("--config <file>", "a local config, in place of the organisation's")
    .option("--org <name>", "whose config")
    .action(async (name, options) => {
      // Loaded late: it brings what draws charts with it.
      const { report } = await import("./report.ts");
      ended(await report(terminal, name, options));
    });
}

function addOnline(program: Command, terminal: Terminal, ended: (code: ExitCode) => void): void {
  const online = (name: string, about: string, argument: string) =>
    program
      .command(name)
      .description(about)
      .argument(argument, "owner/repo#12, or the issue's address")
      .option("--config <file>", "a local config, in place of the organisation's")
      .option("--org <name>", "whose config, with --all")
      .option("--json", "print as JSON; a pipe gets JSON anyway");
  online("plan", "show what would be done; writes nothing", "[issue]")
    .option("--all", "every item of every pipeline")
    .option("--if <deed>", "as if somebody did this now: add-label=NAME, move=COLUMN, close=completed …", gather, [])
    .action(async (ref, options) => ended(await planItems(terminal, ref, options)));
  online("apply", "do what plan shows", "[issue]")
    .option("--all", "every item of every pipeline")
    .option("--confirm", "yes, write to GitHub")
    .option("--plan <hash>", "of a plan that is more than the brake lets through, as plan prints it")
    .option("--wait", "when GitHub's limit is reached, wait for it and go on; without it, run again later")
    .action(async (ref, options) => ended(await applyItems(terminal, ref, options)));
  program
    .command("undo")
    .description("show how what Milepost wrote since a moment would be taken back, or do it with --confirm")
    .requiredOption("--since <time>", "2026-01-31, or 2026-01-31T09:00:00Z")
    .option("--item <issue>", "owner/repo#12, or its address; several times for several; all without it", gather, [])
    .option("--confirm", "yes, write to GitHub")
    .option("--config <file>", "a local config, in place of the organisation's")
    .option("--org <name>", "whose config")
    .option("--json", "print as JSON; a pipe gets JSON anyway")
    .action(async (options) => ended(await undo(terminal, options)));
  online("explain", "say where an item stands, how it came there and why", "<issue>").action(async (ref, options) =>
    ended(await explainItem(terminal, ref, options)),
  );
  program
    .command("recur")
    .description("show the recurring work that is due, or open it with --confirm")
    .argument("[name]", "its name under recurring")
    .option("--all", "all of it")
    .option("--confirm", "yes, write to GitHub")
    .option("--config <file>", "a local config, in place of the organisation's")
    .option("--org <name>", "whose config")
    .option("--json", "print as JSON; a pipe gets JSON anyway")
    .action(async (name, options) => ended(await recur(terminal, name, options)));
  program
    .command("doctor")
    .description("say whether Milepost could work here: token, permissions, config, boards, what is followed")
    .option("--org <name>", "the organisation")
    .option("--config <file>", "a local config, in place of the organisation's")
    .option("--app <url>", "a running App, to ask how it is")
    .option("--json", "print as JSON; a pipe gets JSON anyway")
    .action(async (options) => ended(await doctor(terminal, options)));
  program
    .command("config")
    .description("show what a config says")
    .command("show")
    .description("print every value of a config")
    .argument("[file]", `the config; ${usualFile} unless given`)
    .option("--effective", "with every default filled in")
    .option("--origin", "with the line that says each value")
    .option("--org <name>", "read this organisation's config on GitHub")
    .option("--json", "print as JSON; a pipe gets JSON anyway")
    .action(async (file, options) => ended(await showConfigFile(terminal, file, options)));
  program.addHelpText("after", "\nToken: GITHUB_TOKEN or GH_TOKEN. Another GitHub: GITHUB_API_URL=https://HOST/api/v3");
}

function gather(text: string, before: readonly string[]): readonly string[] {
  return [...before, text];
}

function portNumber(text: string): number {
  const port = wholeNumber(text);
  if (isPort(port)) return port;
  throw new InvalidArgumentError(`${port} is not a port. Use a number from 0 to 65535.`);
}

/** Two, so that there is one left when one is killed; more than ten need more of a machine than a demo should. */
function replicaNumber(text: string): number {
  const count = wholeNumber(text);
  if (count >= 2 && count <= 10) return count;
  throw new InvalidArgumentError(
    `${count} processes are too ${count < 2 ? "few" : "many"}. Use a number from 2 to 10.`,
  );
}

function webAddress(text: string): string {
  if (isWebAddress(text)) return text;
  throw new InvalidArgumentError(`"${text}" is no address. Write it as http://HOST:PORT/PATH.`);
}

function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError(`"${text}" is not a whole number.`);
}
