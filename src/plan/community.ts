/**
 * The communities file → what texts and conditions may know of the item's community: its slug, its name, and the values
 * that the config lists under `communities.accepts`. Who speaks for a community and how to reach it never comes out of
 * here. The file counts as private unless it is known to stand in a place that is not.
 */
import type { Config } from "../config/config.ts";
import { type Community, communityNamed, type ParsedCommunities, parseCommunities } from "../content/communities.ts";
import { isUnfilled } from "../content/placeholders.ts";
import { variableName } from "../content/variable-name.ts";
import type { Pipeline } from "../model/pipeline.ts";
import type { Item, Read, World } from "../model/snapshot.ts";

type Files = Pick<Config, "communities" | "repositories">;

/** By name; `slug` and `name` are always there. */
export type CommunityValues = Readonly<Record<string, string>>;

const parsed = new WeakMap<World, ParsedCommunities>();

/** Every community, in the order of the file; unknown when the file cannot be used, none when the config names none. */
export function communitiesOf(world: World, { communities: file }: Files): Read<readonly Community[]> {
  if (file === null) return { known: true, value: [] };
  if (!world.communities.known) return world.communities;
  if (world.communities.value === null) return { known: false, why: `the file ${file.path} is not there` };
  const read = parsed.get(world) ?? parseCommunities(world.communities.value, file.path);
  parsed.set(world, read);
  return read.communities === null
    ? { known: false, why: `the communities in ${file.path} could not be read` }
    : { known: true, value: read.communities };
}

/** What may be known of the community that the item's form names; null when it names none, or one that is not in the file. */
export function communityOf(
  {
    world,
    config,
    pipeline,
  }: { readonly world: World; readonly config: Files; readonly pipeline: Pick<Pipeline, "community"> },
  answers: Readonly<Record<string, string | null>>,
): Read<CommunityValues | null> {
  const field = pipeline.community;
  const answer = field !== null && Object.hasOwn(answers, field) ? answers[field]! : null;
  if (answer === null || isUnfilled(answer)) return { known: true, value: null };
  const all = communitiesOf(world, config);
  if (!all.known) return all;
  const community = communityNamed(all.value, answer);
  return { known: true, value: community === null ? null : valuesOf(community, config) };
}

/** Slug, name and the accepted values of one community. */
export function valuesOf({ slug, names, values }: Community, { communities: file }: Files): CommunityValues {
  const accepts = (file?.accepts ?? []).map(variableName);
  const accepted = Object.entries(values).filter(([name]) => accepts.includes(variableName(name)));
  return { ...Object.fromEntries(accepted), slug, name: names[0] ?? slug };
}

/** How visible the communities file is. */
export function communitiesVisibility(world: World, { communities: file }: Files): Item["visibility"] {
  const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
  const place = Object.values(world.repositories).find(
    (read) => file !== null && read.known && same(read.value.owner, file.owner) && same(read.value.name, file.repo),
  );
  return place?.known ? place.value.visibility : "private";
}
