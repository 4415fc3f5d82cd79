/**
 * The two servers of the demo and the tests: a sandbox GitHub and the App, both on loopback, with signed webhooks
 * between them. People act through the API; the story's time is the sandbox's, and only waiting takes real time.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Clock, Reader } from "../../github/ports.ts";
import type { Reconciled } from "../../model/change.ts";
import { instant } from "../../model/time.ts";
import { createSandbox } from "../../sandbox/create-sandbox.ts";
import { listen } from "../../sandbox/http.ts";
import { asPerson, type Person } from "../../sandbox/people.ts";
import type { Sandbox, SandboxApp } from "../../sandbox/sandbox.ts";
import { applyScene, type SceneFiles } from "../../sandbox/scenes/scene.ts";
import { type RunningApp, startApp } from "../app/start-app.ts";
import { createLog } from "../log.ts";
import { createPorts } from "../ports.ts";
import { createGitHub } from "../wire.ts";
import { packageRoot } from "./files.ts";

export interface TownOptions {
  readonly seed: number;
  readonly scene: string;
  readonly files: SceneFiles;
  /** Where the story's clock stands when the App starts; the scene's own time when not given. */
  readonly at?: string;
  /** What there is besides the scene, before the App starts. */
  readonly prepare?: (sandbox: Sandbox) => void;
  /** Told of every look at an item. */
  readonly onReconciled: (result: Reconciled) => void;
  /** How the engine waits between writes: in real time, or only in the story's. */
  readonly waits: "real" | "story";
}

export interface Town {
  readonly sandbox: Sandbox;
  /** The App as GitHub knows it. */
  readonly app: SandboxApp;
  readonly githubUrl: string;
  readonly appUrl: () => string;
  readonly clock: Clock;
  person(login: string): Person;
  /** Reads as the App does. */
  reader(): Reader;
  /** What the App warned of, one line each; empty when all is well. */
  readonly troubles: readonly string[];
  /** Settles when every webhook is delivered, and everything that came of it is done. */
  settle(): Promise<void>;
  /** Stops the App and starts it anew, as a deployment does. */
  restartApp(): Promise<void>;
  close(): Promise<void>;
}

/** Starts both and waits for the first sweep. */
export async function startTown(options: TownOptions): Promise<Town> {
  const sandbox = createSandbox({ seed: options.seed });
  applyScene(sandbox, options.scene, options.files);
  options.prepare?.(sandbox);
  if (options.at !== undefined) sandbox.clock.set(options.at, { back: true });
  const github = await listen(sandbox, { port: 0 });
  const webhookSecret = secretOf(options.seed);
  const app = sandbox.installApp({ slug: "milepost", org: "openwater", webhookSecret, ...manifest() });
  const clock = storyClock(sandbox, options.waits);
  const troubles: string[] = [];
  const start = appStarter(app, {
    ...options,
    clock,
    baseUrl: github.url,
    onTrouble: (line) => void troubles.push(line),
  });
  let running: RunningApp;

  async function startAndSettle(): Promise<void> {
    running = await start();
    sandbox.hooks.target(`${running.url}/api/github/webhooks`);
    await settled(sandbox, running);
  }
  await startAndSettle();
  return {
    ...{ sandbox, app, clock, troubles },
    githubUrl: github.url,
    appUrl: () => running.url,
    person: (login) => asPerson(sandbox, login),
    reader: () => readerOf(app, github.url, clock),
    settle: () => settled(sandbox, running),
    async restartApp() {
      await running.close();
      await startAndSettle();
    },
    async close() {
      await running.close();
      sandbox.hooks.target(null);
      await github.close();
    },
  };
}

interface AppSurroundings extends Pick<TownOptions, "onReconciled"> {
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly onTrouble: (line: string) => void;
}

/** Each call starts the App anew, knowing nothing of the one before. */
function appStarter(
  { id: appId, privateKey, webhookSecret }: SandboxApp,
  { baseUrl, clock, onReconciled, onTrouble }: AppSurroundings,
): () => Promise<RunningApp> {
  const log = createLog({ level: "warn", to: { write: (line) => onTrouble(line.trim()) } });
  const fixed = { appId, privateKey, webhookSecret, baseUrl, clock, log, onReconciled };
  // There is nobody outside to call, and that is no trouble of this town's.
  return () => startApp({ ...fixed, port: 0, sweepEverySeconds: 0, refused: () => [] });
}

/** What Milepost writes leads to webhooks too: it is over when a whole round brought none. */
async function settled({ hooks }: Sandbox, running: RunningApp): Promise<void> {
  let heard: number | undefined;
  do {
    heard = hooks.log.at(-1)?.id;
    await hooks.flush();
    await running.idle();
  } while (hooks.log.at(-1)?.id !== heard || hooks.waiting > 0);
}

function readerOf({ id: appId, privateKey, installationId: installation }: SandboxApp, baseUrl: string, clock: Clock) {
  const auth = { kind: "installation", appId, privateKey, installation } as const;
  return createPorts(createGitHub({ baseUrl, auth }), clock).reader;
}

/** The sandbox's time; a wait moves it on, and takes that long when waits are real. */
function storyClock(sandbox: Sandbox, waits: TownOptions["waits"]): Clock {
  return {
    now: () => instant(sandbox.clock.now()),
    async sleep(seconds) {
      if (waits === "real") await new Promise((resolve) => void setTimeout(resolve, seconds * 1000));
      sandbox.clock.advance(Math.ceil(seconds));
    },
  };
}

/** Installed with exactly what `app.yml` asks for. */
function manifest(): { permissions: Record<string, string>; events: string[] } {
  const text = readFileSync(join(packageRoot, "app.yml"), "utf8");
  const app = parse(text) as { default_permissions: Record<string, string>; default_events: string[] };
  return { permissions: app.default_permissions, events: app.default_events };
}

/** Not a secret: it guards a server on loopback that lives for seconds. */
function secretOf(seed: number): string {
  return `demo-of-milepost-on-loopback-only-${seed}`;
}
