/** Holds the config of one installation and the world it names, and reads both afresh when told that they changed. */
import type { Config } from "../../config/config.ts";
import { createWorldKeeper, type WorldKeeper } from "../../observe/world.ts";
import { type IsWatched, looksLikeConfig } from "../../trigger/route.ts";
import { type EffectiveConfig, readEffectiveConfig } from "../effective-config.ts";
import type { Ports } from "../ports.ts";

/** What is known while the config stands as it is. */
export interface Engine {
  readonly config: Config;
  readonly world: WorldKeeper;
  /** Equal text is the same config. */
  readonly text: string;
}

export interface Engines {
  /** Null: there is no config, or it has errors. Throws `GitHubError` when that cannot be told. */
  current(): Promise<Engine | null>;
  /** The next `current` reads the config and the world again. */
  forget(): void;
  /** The next look reads the world again, by the config that is known. */
  forgetWorld(): void;
  readonly isWatched: IsWatched;
}

export interface EngineOptions {
  readonly ports: Pick<Ports, "reader">;
  /** The account whose config counts. */
  readonly readOwner: () => Promise<string>;
  /** Told each time the config was read. */
  readonly onRead: (read: EffectiveConfig) => void;
}

const configPath = ".github/milepost.yml";

/** Nothing is read before it is asked for; readers at the same time share one reading. */
export function createEngines({ ports, readOwner, onRead }: EngineOptions): Engines {
  let known: Engine | null = null;
  let reading: Promise<Engine | null> | null = null;

  async function read(): Promise<Engine | null> {
    const found = await readEffectiveConfig(ports.reader, { kind: "owner", owner: await readOwner() });
    onRead(found);
    if (found.config === null || found.text === null) known = null;
    else if (found.text === known?.text) known.world.forget();
    else known = { config: found.config, text: found.text, world: createWorldKeeper(ports.reader, found.config) };
    return known;
  }

  function current(): Promise<Engine | null> {
    if (reading) return reading;
    const mine = read().catch((error: unknown) => {
      if (reading === mine) reading = null;
      throw error;
    });
    reading = mine;
    return mine;
  }

  return {
    current,
    forget() {
      reading = null;
    },
    forgetWorld() {
      known?.world.forget();
    },
    isWatched(repository, path) {
      if (known === null) return looksLikeConfig(repository, path);
      const { owner, repo, path: folder } = known.config.templates;
      const isTemplate = repository === `${owner}/${repo}` && path.startsWith(`${folder}/`);
      return isTemplate || (path === configPath && /\/\.github(-private)?$/.test(repository));
    },
  };
}
