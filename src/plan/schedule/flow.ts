/**
 * A dispatched payload × the flow that it is for → the parent issue, unless one of ours holds its key already. The parent
 * keeps the accepted fields in its marker, so that everything else follows from it and the payload is needed only once
 * (ruling 13). An occasion without a name opens nothing: it could not be told from the next one.
 */
import type { Config } from "../../config/config.ts";
import { variableName } from "../../content/variable-name.ts";
import type { Plan } from "../../model/change.ts";
import type { Flow } from "../../model/schedule.ts";
import type { OwnIssue, Read, World } from "../../model/snapshot.ts";
import { type Instant, plusSeconds } from "../../model/time.ts";
import { withoutRepeats } from "../limits.ts";
import { note, nothing, type Part, problem, together } from "../part.ts";
import { leakProblem } from "../privacy.ts";
import type { Ground } from "../steps/ground.ts";
import { planIssue } from "../steps/recipe.ts";
import { isMorePublic, type Visibility } from "../visibility.ts";
import { closeTwins, keptUnder } from "./kept.ts";
import { occasionName, type Payload, payloadExtra, payloadOf, payloadScope } from "./payload.ts";

/** What is known when a dispatch arrives. */
export interface DispatchSnapshot {
  /** The newest hundred of ours with the flow's label. */
  readonly found: Read<readonly OwnIssue[]>;
  readonly world: World;
}

/** The plan, and whether it may be told to whoever dispatched that all is well. */
export interface DispatchPlan extends Plan {
  /** `here`: the parent exists. `opens`: this plan makes it. `never`: it cannot be made of this payload or config. */
  readonly parent: "here" | "opens" | "unknown" | "never";
}

/** What to do about one dispatch. `sent` is its `client_payload`. */
export function planDispatch(
  sent: unknown,
  flow: Flow,
  { found, world }: DispatchSnapshot,
  { config, now }: { readonly config: Config; readonly now: Instant },
): DispatchPlan {
  const rule = `flows.${flow.name}`;
  const payload = payloadOf(sent, flow);
  const id = payload[flow.key];
  if (id === undefined) return planned("never", nameless(rule, flow));
  if (!found.known) return planned("unknown", note(`${rule} opened nothing: ${found.why}.`));
  const leak = keptInPublic(flow, Object.keys(payload), { config, world });
  if (leak !== null) return planned("never", leak);
  const key = `flow/${flow.name}/${occasionName(id)}`;
  const kept = keptUnder(key, found.value, world).get(key);
  if (kept !== undefined) {
    const settled = plusSeconds(kept.issue.createdAt, config.visibilityBoundSeconds);
    const look = { ...nothing, nextLook: settled > now ? settled : null };
    return planned("here", together(closeTwins(kept, rule), look));
  }
  const { parent } = flow.playbook;
  const { opens, part } = planIssue(flowGround({ world, config }, flow, payload), {
    recipe: { ...parent, repository: flow.repository, labels: [flow.label, ...parent.labels] },
    values: flow.playbook.values,
    fact: `${flow.name} was dispatched with ${flow.key} ${occasionName(id)} before ${now}`,
    key,
    parent: { kind: "none" },
    rule,
    path: `${rule}.play.parent`,
    extra: payloadExtra(payload),
  });
  const waits = part.problems.every(({ severity }) => severity === "warning");
  return planned(opens ? "opens" : waits ? "unknown" : "never", part);
}

/** The parent keeps the payload where everybody who may read it can see it; null when each field may stand there. */
function keptInPublic(
  { name, from, repository }: Flow,
  fields: readonly string[],
  { config, world }: { readonly config: Config; readonly world: World },
): Part | null {
  const place = world.repositories[repository];
  if (!place?.known || !isMorePublic(place.value.visibility, visibilityOfSource(from, world))) return null;
  const accepts = (config.repositories[repository]?.accepts ?? []).map(variableName);
  const leaks = fields.filter((field) => !accepts.includes(variableName(field))).sort();
  if (leaks.length === 0) return null;
  const source = `a ${visibilityOfSource(from, world)} repository's dispatch`;
  return leakProblem(leaks, `flows.${name}.accepts`, {
    name: repository,
    repository: place.value,
    source,
    undone: "opened",
  });
}

function visibilityOfSource(from: string, { repositories }: World): Visibility {
  const place = repositories[from];
  return place?.known ? place.value.visibility : "private";
}

/** The ground that a dispatch gives. No item is behind it: its words are as visible as the repository that it was sent to. */
export function flowGround(
  { world, config }: { readonly world: World; readonly config: Config },
  { name, repository, from }: Flow,
  payload: Payload,
): Ground {
  return {
    world,
    config,
    item: null,
    visibility: visibilityOfSource(from, world),
    home: repository,
    board: null,
    name,
    scope: () => ({ known: true, value: { payload: payloadScope(payload), community: null } }),
    community: () => ({ known: true, value: null }),
    dateOf: null,
  };
}

function planned(parent: DispatchPlan["parent"], { notes, problems, nextLook, changes }: Part): DispatchPlan {
  return { parent, pipeline: null, stage: null, changes: withoutRepeats(changes), notes, problems, nextLook };
}

function nameless(rule: string, { name, key }: Flow): Part {
  return problem({
    code: "dispatch-without-key",
    where: `${rule}.key`,
    what: `A dispatch of ${name} came without ${key}, so nothing was opened: it could not be told from the next one.`,
    todo: `Send ${key} in \`client_payload\`, as text or a number, or name another field.`,
    severity: "error",
  });
}
