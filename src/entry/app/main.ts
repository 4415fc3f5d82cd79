/** `npm start`: the App as a service. Settings from the environment, log on standard output, ends tidily on SIGTERM. */
import { createLibraryLog, createLog } from "../log.ts";
import { outgoingBy, refusedBy } from "../outgoing.ts";
import { sourceAccessBy } from "../source-access.ts";
import { readSettings } from "./settings.ts";
import { startApp } from "./start-app.ts";

/** Longest time that running work is waited for. Container hosts kill after thirty seconds. */
const graceSeconds = 25;

const read = readSettings(process.env);
if (read.kind === "wrong") {
  for (const complaint of read.complaints) process.stderr.write(`${complaint}\n`);
  process.exit(2);
}
const { logLevel, databaseUrl, ...settings } = read.settings;
const log = createLog({ level: logLevel });
const libraryLog = createLibraryLog({ level: logLevel });

try {
  const shared = databaseUrl === null ? null : await openDatabase(databaseUrl);
  const app = await startApp({
    ...(shared ? { shared } : {}),
    ...{ ...settings, log, libraryLog, outgoingFor: outgoingBy(process.env), refused: refusedBy(process.env) },
    access: sourceAccessBy(process.env),
    jitter: () => Math.random() / 10,
  });
  let isStopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (isStopping) return;
    isStopping = true;
    log.info({ signal }, "stopping: what runs is finished first");
    setTimeout(() => process.exit(1), graceSeconds * 1000).unref();
    void app.close().then(() => process.exit(0));
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
} catch (error) {
  const isPortTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  const todo = `Port ${settings.port} is in use. Set PORT to another one.`;
  process.stderr.write(`${isPortTaken ? todo : error instanceof Error ? error.message : "The App did not start."}\n`);
  process.exit(isPortTaken ? 2 : 1);
}

/** Loaded only when it is asked for: a process that is alone needs none of it. */
async function openDatabase(url: string) {
  const { openShared } = await import("../../postgres/shared.ts");
  const onError = (err: unknown) =>
    log.error({ err }, "the database could not be asked; events are answered 503 meanwhile, and it is tried again");
  return openShared(url, onError).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : "no reason given";
    throw new Error(`The database of DATABASE_URL could not be used: ${why}. Check its address, and that it runs.`);
  });
}
