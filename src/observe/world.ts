/**
 * Keeps the part of the organisation that the config names: read once, then kept until GitHub says that it changed. A
 * world with unknown parts is read again, less and less often; it counts looks, since it has no clock.
 */
import type { Config } from "../config/config.ts";
import { worldQuestionOf } from "../config/questions.ts";
import type { Reader } from "../github/ports.ts";
import type { World } from "../model/snapshot.ts";

export interface WorldKeeper {
  /** Throws `GitHubError` when nothing at all could be read. */
  read(): Promise<World>;
  /** For label, push, repository and projects_v2 events: the next `read` asks GitHub. */
  forget(): void;
}

/** A world that stays incomplete is read again at every 64th look at the latest. */
const mostLooksBetween = 64;

export function createWorldKeeper(reader: Reader, config: Config): WorldKeeper {
  let kept: Promise<World> | null = null;
  let incompleteReads = 0;
  let looksLeft = Number.POSITIVE_INFINITY;

  function ask(): Promise<World> {
    const asked: Promise<World> = reader.readWorld(worldQuestionOf(config)).then(
      (world) => {
        // Forgotten while it was being read: it may be older than what GitHub told us of.
        if (kept === asked) noteWhole(isWhole(world));
        return world;
      },
      (error: unknown) => {
        if (kept === asked) kept = null;
        throw error;
      },
    );
    looksLeft = Number.POSITIVE_INFINITY;
    return asked;
  }

  function noteWhole(whole: boolean): void {
    incompleteReads = whole ? 0 : incompleteReads + 1;
    looksLeft = whole ? Number.POSITIVE_INFINITY : Math.min(2 ** (incompleteReads - 1), mostLooksBetween) - 1;
  }

  return {
    read() {
      if (kept === null || looksLeft <= 0) kept = ask();
      else looksLeft -= 1;
      return kept;
    },
    forget() {
      kept = null;
      incompleteReads = 0;
    },
  };
}

function isWhole(world: World): boolean {
  const named = [world.boards, world.repositories, world.templates, world.teams];
  const parts = [...named.flatMap((part) => Object.values(part)), world.communities];
  return parts.every((part) => part.known);
}
