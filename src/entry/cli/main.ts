#!/usr/bin/env node
/** The `milepost` command: this process's streams, environment and files, and its exit code. Decides nothing. */
import { readFileSync } from "node:fs";
import { runCommand } from "./program.ts";

const { version } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as {
  readonly version: string;
};

// A reader that stops early (`milepost plan --all | head`) is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

process.exitCode = await runCommand(
  process.argv.slice(2),
  {
    out: process.stdout,
    err: process.stderr,
    env: process.env,
    readFile: (path) => readFileSync(path, "utf8"),
  },
  version,
);
