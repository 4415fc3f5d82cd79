/** `milepost sandbox`: a GitHub on loopback that other people's clients can talk to, until it is interrupted. */
import { createSandbox } from "../../sandbox/create-sandbox.ts";
import { type Listening, listen } from "../../sandbox/http.ts";
import type { Sandbox, SandboxApp } from "../../sandbox/sandbox.ts";
import { applyScene, type SceneFiles, sceneNames, sceneOf } from "../../sandbox/scenes/scene.ts";
import { cloudFiles, demoFiles, monthsFiles } from "../demo/files.ts";
import { CommandError, type ExitCode, exitCode } from "../exit.ts";
import { readManifest } from "../manifest.ts";
import { createClock } from "../wire.ts";
import { type Inventory, inventoryOf, inventoryWords } from "./inventory.ts";
import { print, type Terminal, wantsJson } from "./terminal.ts";

export interface SandboxOptions {
  readonly port: number;
  readonly scene: string;
  readonly seed: number;
  /** Where the App's webhooks go; nowhere unless given. */
  readonly webhooks?: string;
  readonly json?: boolean;
}

/** Everything printed at the start. */
export interface SandboxStart extends Inventory {
  readonly url: string;
  readonly scene: string;
  readonly app: SandboxApp;
}

/** Runs until `until` settles: an interrupt unless given. */
export async function runSandbox(
  terminal: Terminal,
  options: SandboxOptions,
  until: () => Promise<void> = interrupted,
): Promise<ExitCode> {
  const { sandbox, app } = filled(options);
  const server = await open(sandbox, options.port);
  const start = { url: server.url, scene: options.scene, app, ...inventoryOf(sandbox) };
  print(terminal, wantsJson(terminal, options), start, () => words(start));
  terminal.err.write("Press Ctrl+C to end it; nothing of it is kept.\n");
  await until();
  await server.close();
  return exitCode.done;
}

function filled({ scene, seed, webhooks }: SandboxOptions): { sandbox: Sandbox; app: SandboxApp } {
  const chosen = sceneOf(scene);
  if (!chosen) {
    throw new CommandError(exitCode.wrong, `There is no scene "${scene}". Choose one of: ${sceneNames.join(", ")}.`);
  }
  const sandbox = createSandbox({ seed, now: chosen.at });
  applyScene(sandbox, scene, filesOf(scene));
  const webhookSecret = `sandbox-secret-on-loopback-only-${seed}`;
  const app = sandbox.installApp({ slug: "milepost", org: "openwater", webhookSecret, ...readManifest() });
  if (webhooks) sandbox.hooks.target(webhooks);
  // Its clients live today, and judge by their own clocks what is late.
  const now = createClock().now();
  if (now > sandbox.clock.now()) sandbox.clock.set(now);
  sandbox.clock.run();
  return { sandbox, app };
}

/** The config and templates that fit the scene. */
function filesOf(scene: string): SceneFiles {
  if (scene === "research-cloud") return cloudFiles();
  return scene === "eighteen-months" ? monthsFiles() : demoFiles();
}

async function open(sandbox: Sandbox, port: number): Promise<Listening> {
  try {
    return await listen(sandbox, { port });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "an error";
    const todo = "Take another with --port, or any free one with --port 0.";
    throw new CommandError(exitCode.failed, `Port ${port} cannot be used (${code}). ${todo}`);
  }
}

function words({ url, scene, app, ...inventory }: SandboxStart): string {
  return [
    `A GitHub at ${url}`,
    "  REST under / and /api/v3, GraphQL at /graphql and /api/graphql",
    `  scene ${scene}`,
    "",
    inventoryWords(inventory),
    `App ${app.slug}: APP_ID=${app.id}, installation ${app.installationId}, WEBHOOK_SECRET=${app.webhookSecret}`,
    "  Its private key is in the output of --json.",
    "",
    "Try",
    `  curl -H "authorization: bearer ${inventory.people[0]?.token ?? "TOKEN"}" ${url}/user`,
    `  GITHUB_API_URL=${url} GITHUB_TOKEN=${inventory.people[0]?.token ?? "TOKEN"} npx milepost plan --all --org openwater`,
    "",
  ].join("\n");
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}
