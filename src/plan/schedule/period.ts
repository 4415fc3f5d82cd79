/**
 * One period's work → what its texts may name, and the ground on which its issue is made. No item is behind it, only the
 * config's own words and, where there is one per community, what may be known of that community.
 */
import type { Config } from "../../config/config.ts";
import type { ValueScope } from "../../content/values.ts";
import type { Read, World } from "../../model/snapshot.ts";
import type { CommunityValues } from "../community.ts";
import type { Ground } from "../steps/ground.ts";
import type { ValueTexts } from "../values.ts";

/** What a marker keeps of a period, so that whoever completes the issue knows as much. */
export interface Period {
  readonly recurring: string;
  /** `2026-W47`. */
  readonly period: string;
  /** The day on which the period begins. */
  readonly date: string;
  /** Title of the iteration; "" when the rhythm is another. */
  readonly iteration: string;
  /** Slug; "" when it is for all. */
  readonly community: string;
}

/** Variables that every template of recurring work may use without the config saying so. */
export const periodValues: ValueTexts = {
  period: "{{ period }}",
  date: "{{ date }}",
  iteration: "{{ iteration }}",
  community: "{{ community.slug }}",
  community_name: "{{ community.name }}",
};

/** What texts may name. */
export function periodScope(period: Period, community: CommunityValues | null): ValueScope {
  return { ...period, community };
}

/** The ground that a period gives. */
export function periodGround(
  { world, config, home }: { readonly world: World; readonly config: Config; readonly home: string },
  period: Period,
  community: CommunityValues | null,
): Ground {
  const scope: Read<ValueScope> = { known: true, value: periodScope(period, community) };
  return {
    world,
    config,
    item: null,
    visibility: "public",
    home,
    board: null,
    name: period.recurring,
    scope: () => scope,
    community: () => ({ known: true, value: community }),
    dateOf: null,
  };
}
