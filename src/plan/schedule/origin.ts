/**
 * The marker of one of our own issues → what the config says of it now: the recipe that made it, and what hangs below it.
 * Null when the config does not know it any more.
 */
import type { Config } from "../../config/config.ts";
import { communityNamed } from "../../content/communities.ts";
import type { Marker } from "../../content/markers.ts";
import type { IssueRecipe, Playbook, Step } from "../../model/pipeline.ts";
import type { Flow } from "../../model/schedule.ts";
import type { World } from "../../model/snapshot.ts";
import { communitiesOf, valuesOf } from "../community.ts";
import type { Ground } from "../steps/ground.ts";
import type { ValueTexts } from "../values.ts";
import { flowGround } from "./flow.ts";
import { payloadKept } from "./payload.ts";
import { type Period, periodGround, periodValues } from "./period.ts";

export interface Origin {
  readonly recipe: IssueRecipe;
  /** Config path of what made it. */
  readonly rule: string;
  /** Its checklist, when it is the parent of recurring work or of a flow. A pipeline's steps care for their own. */
  readonly below: { readonly playbook: Playbook; readonly values: ValueTexts; readonly ground: Ground } | null;
  /** The flow whose parent it is. */
  readonly flow: Flow | null;
  /** The day of its period, `YYYY-MM-DD`; null when it has none. */
  readonly date: string | null;
}

interface Known {
  readonly config: Config;
  readonly world: World;
}

/** Where one of our issues comes from. */
export function originOf(marker: Marker, known: Known): Origin | null {
  const [first, name = "", ...rest] = marker.key.split("/");
  if (first === "recurring") {
    const found = ofRecurring(marker, known, [name, rest]);
    if (found !== null) return found;
  }
  if (first === "flow") {
    const found = ofFlow(marker, known, [name, rest]);
    if (found !== null) return found;
  }
  return ofStep(marker.key, known.config);
}

/** `recurring/name/period[/community][/child]`. */
function ofRecurring(
  marker: Marker,
  { config, world }: Known,
  [name, rest]: readonly [string, readonly string[]],
): Origin | null {
  const entry = config.recurring.find((one) => one.name === name);
  if (entry === undefined) return null;
  const rule = `recurring.${name}`;
  const [id, ...deeper] = rest.slice(entry.perCommunity === null ? 1 : 2);
  if (deeper.length > 0) return null;
  if (id !== undefined) return ofChild(entry.play, id, `${rule}.play`);
  const recipe = entry.open ?? entry.play?.parent;
  if (recipe === undefined) return null;
  const period = periodOf(marker, name);
  const all = communitiesOf(world, config);
  const community = all.known ? communityNamed(all.value, period.community) : null;
  const values = community === null ? null : valuesOf(community, config);
  const ground = periodGround({ world, config, home: entry.repository }, period, values);
  // Until the community can be read, no child of its checklist is opened.
  const isWhole = period.community === "" || community !== null;
  const below =
    entry.play === null || !isWhole
      ? null
      : { playbook: entry.play, values: { ...periodValues, ...entry.values }, ground };
  return { recipe, rule, below, flow: null, date: period.date === "" ? null : period.date };
}

function periodOf({ extra }: Marker, recurring: string): Period {
  const text = (name: string) => (typeof extra[name] === "string" ? extra[name] : "");
  const [period, date, iteration, community] = ["period", "date", "iteration", "community"].map(text) as [
    string,
    string,
    string,
    string,
  ];
  return { recurring, period, date, iteration, community };
}

/** `flow/name/id[/child]`. */
function ofFlow(
  marker: Marker,
  { config, world }: Known,
  [name, rest]: readonly [string, readonly string[]],
): Origin | null {
  const flow = config.flows.find((one) => one.name === name);
  if (flow === undefined || rest.length === 0 || rest.length > 2) return null;
  const rule = `flows.${name}`;
  if (rest[1] !== undefined) return ofChild(flow.playbook, rest[1], `${rule}.play`);
  const ground = flowGround({ world, config }, flow, payloadKept(marker.extra));
  const below = { playbook: flow.playbook, values: {}, ground };
  return { recipe: flow.playbook.parent, rule, below, flow, date: null };
}

/** `pipeline/item/step/occasion[/child]`. */
function ofStep(key: string, config: Config): Origin | null {
  const [name, , id, occasion, childId, ...deeper] = key.split("/");
  if (occasion === undefined || deeper.length > 0) return null;
  const pipeline = [...config.pipelines, ...config.rules].find(
    (one) => one.name === name && one.steps.some(isStep(id)),
  );
  const step = pipeline?.steps.find(isStep(id));
  if (pipeline === undefined || step === undefined) return null;
  const rule = `pipelines.${pipeline.name}.steps[${step.id}]`;
  if (step.kind === "open" && childId === undefined) return plain(step, rule);
  const playbook = step.kind === "play" ? config.playbooks[step.playbook] : undefined;
  if (playbook === undefined) return null;
  return childId === undefined
    ? plain(playbook.parent, rule)
    : ofChild(playbook, childId, `playbooks.${playbook.name}`);
}

function isStep(id: string | undefined): (step: Step) => boolean {
  return (step) => step.id === id;
}

function ofChild(playbook: Playbook | null, id: string, path: string): Origin | null {
  const child = playbook?.children.find((one) => one.id === id);
  return child === undefined ? null : plain(child, `${path}.children[${id}]`);
}

function plain(recipe: IssueRecipe, rule: string): Origin {
  return { recipe, rule, below: null, flow: null, date: null };
}
