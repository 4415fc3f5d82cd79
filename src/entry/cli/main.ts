#!/usr/bin/env node
/** The `milepost` command: this process's streams, environment and files, and its exit code. Decides nothing. */
import { readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { makeFolder } from "../make-folder.ts";
import { filesHere } from "./files.ts";
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
    ...filesHere,
    writeNew,
    write,
  },
  version,
);

function write(path: string, text: string): void {
  makeFolder(dirname(path));
  writeFileSync(path, text);
}

function writeNew(path: string, text: string): "written" | "there" {
  makeFolder(dirname(path));
  try {
    writeFileSync(path, text, { flag: "wx" });
    return "written";
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return "there";
    throw error;
  }
}
