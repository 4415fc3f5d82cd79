/**
 * A config held against GitHub, for `validate --online`, `doctor` and the check on pull requests: one reading of the
 * world, and every problem in it. It looks at no item and writes nothing.
 */
import { checkConfig } from "../config/check.ts";
import { checkWorld, type Home } from "../config/check-world.ts";
import type { Config } from "../config/config.ts";
import { worldQuestionOf } from "../config/questions.ts";
import type { WhereOf } from "../config/where.ts";
import type { Reader } from "../github/ports.ts";
import type { Problem } from "../model/problem.ts";
import type { World } from "../model/snapshot.ts";

export interface Inspection {
  readonly world: World;
  /** First what GitHub says of the names in the config, then what its templates say. */
  readonly problems: readonly Problem[];
}

export interface InspectOptions {
  readonly where: WhereOf;
  /** Where the config was read from; null when that is not known. */
  readonly home: Home | null;
}

/** Throws `GitHubError` when nothing at all could be read. */
export async function inspect(
  config: Config,
  reader: Pick<Reader, "readWorld">,
  { where, home }: InspectOptions,
): Promise<Inspection> {
  const world = await reader.readWorld(worldQuestionOf(config));
  const read = Object.entries(world.templates).flatMap(([path, text]) =>
    text.known ? [[path, text.value] as const] : [],
  );
  const found = [...checkWorld(config, world, where, home), ...checkConfig(config, Object.fromEntries(read), where)];
  return { world, problems: withoutTwins(found) };
}

/** A template that is missing is seen by both; the place tells that it is the same. */
function withoutTwins(problems: readonly Problem[]): readonly Problem[] {
  const told = problems.map(({ code, where }) => `${code} ${where}`);
  return problems.filter((_, index) => told.indexOf(told[index]!) === index);
}
