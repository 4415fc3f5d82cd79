/**
 * What making an issue needs to know of the thing that it is made for: an item, a period of recurring work, or an
 * occasion that an outside system told of. Only an item has dates, a history and a stage.
 */

import type { Config } from "../../config/config.ts";
import type { ValueScope } from "../../content/values.ts";
import type { DateSource } from "../../model/condition.ts";
import type { Item, Read, World } from "../../model/snapshot.ts";
import { communityOf } from "../community.ts";
import { type DateRead, dateOf } from "../date-of.ts";
import type { Case } from "../part.ts";
import type { Visibility } from "../visibility.ts";

export interface Ground {
  readonly world: World;
  readonly config: Config;
  /** Whose words the values are, and under whom sub-issues open. Null: only the config's own words are used. */
  readonly item: Pick<Item, "owner" | "visibility"> | null;
  /** How visible the words are that come with what no item is behind; `public` for the config's own. */
  readonly visibility: Visibility;
  /** Name under `repositories` where issues open whose recipe names none. */
  readonly home: string;
  /** Name under `boards` of the board whose fields are the item's; null: none. */
  readonly board: string | null;
  /** What the issues are made for, in the description of labels: the pipeline's or the entry's name. */
  readonly name: string;
  /** Everything that texts may name; what may go where is judged for each issue. */
  readonly scope: () => Read<ValueScope>;
  /** Whether the community could be read; texts that name it wait until it can. */
  readonly community: () => Read<unknown>;
  /** A date of the item; null when there is no item. */
  readonly dateOf: ((source: DateSource) => DateRead) | null;
}

/** The ground that an item gives. */
export function groundOf(one: Case): Ground {
  const { world, config, item, pipeline } = one;
  return {
    world,
    config,
    item,
    visibility: item.visibility,
    home: pipeline.items.repository,
    board: pipeline.board,
    name: pipeline.name,
    scope: () => one.scope("inside"),
    community: () => {
      const scope = one.scope("inside");
      return scope.known ? communityOf(one, scope.value.form as Readonly<Record<string, string | null>>) : scope;
    },
    dateOf: (source) => dateOf(one, source),
  };
}
