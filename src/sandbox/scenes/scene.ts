/**
 * Scenes: organisations that a sandbox can be filled with before anybody acts. A scene places people, repositories,
 * boards and history without a webhook. Config and templates are handed in as text: what they mean is not known here.
 */
import { type Builder, builder } from "../build.ts";
import type { Sandbox } from "../sandbox.ts";
import { placeEighteenMonths } from "./eighteen-months.ts";
import { span } from "./months-rates.ts";
import { placePartnerships } from "./partnerships.ts";
import { placeResearchCloud } from "./research-cloud.ts";
import { placeYears } from "./years.ts";

/** Texts for the organisation's `.github` repository: path to content. */
export type SceneFiles = Readonly<Record<string, string>>;

/** One scene. */
export interface Scene {
  /** One sentence for people who choose. */
  readonly about: string;
  /** Where the sandbox's clock stands afterwards. */
  readonly at: string;
  readonly place: (build: Builder, files: SceneFiles) => void;
}

const scenes = {
  partnerships: {
    about: "The organisation openwater with its leads, its infrastructure and an empty board of partnerships.",
    at: "2025-07-07T08:00:00Z",
    place: (build, files) => void placePartnerships(build, files),
  },
  "partnerships-years": {
    about: "The same with two and a half years of other leads on the board: won, lost and still on the way.",
    at: "2025-07-07T08:00:00Z",
    place: (build, files) => placeYears(build, placePartnerships(build, files)),
  },
  "research-cloud": {
    about: "The whole of openwater: leads, roll-outs, support, two boards with fields, three teams, two communities.",
    at: "2026-09-01T06:00:00Z",
    place: placeResearchCloud,
  },
  "eighteen-months": {
    about:
      "The same after 18 months of work by hand: leads, onboarding, support and deliverables, drawn from the seed.",
    at: span.to,
    place: (build, files) => void placeEighteenMonths(build, files),
  },
} as const satisfies Record<string, Scene>;

export type SceneName = keyof typeof scenes;

/** Every scene's name, in the order they should be offered. */
export const sceneNames = Object.keys(scenes) as readonly SceneName[];

/** Looks up a scene; null when there is none of that name. */
export function sceneOf(name: string): Scene | null {
  return Object.hasOwn(scenes, name) ? scenes[name as SceneName] : null;
}

/** Fills an empty sandbox. The same seed and files give the same sandbox. Throws on a name that is not a scene's. */
export function applyScene(sandbox: Pick<Sandbox, "clock" | "world">, name: string, files: SceneFiles): void {
  const scene = sceneOf(name);
  if (!scene) throw new Error(`There is no scene "${name}". Choose one of: ${sceneNames.join(", ")}.`);
  sandbox.clock.set(scene.at, { back: true });
  scene.place(builder(sandbox.world), files);
}
