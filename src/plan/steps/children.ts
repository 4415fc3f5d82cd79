/**
 * The checklist issues below a playbook's parent → those that are missing and whose turn has come. Each is opened once,
 * under its own key; a child whose condition is not known, or that waits for another one to be closed, opens later.
 * Needs no item: recurring work and dispatched flows have checklists too.
 */
import type { LinkedIssue } from "../../model/fact.ts";
import type { Playbook } from "../../model/pipeline.ts";
import type { Read } from "../../model/snapshot.ts";
import { type Instant, plusSeconds } from "../../model/time.ts";
import type { Artefacts } from "../artefacts.ts";
import { type Judged, judge } from "../condition.ts";
import { note, type Part, together } from "../part.ts";
import { type ValueTexts, valuesOf } from "../values.ts";
import { closeDoubles, refOf } from "./doubles.ts";
import type { Ground } from "./ground.ts";
import { type Order, planIssue } from "./recipe.ts";

/** A playbook that is played for something. */
export interface Play {
  readonly playbook: Playbook;
  /** Values of whoever plays it; those of the playbook come before and a child's own after. */
  readonly values: ValueTexts;
  /** The parent's key; a child's is this with its id. */
  readonly key: string;
  readonly rule: string;
  readonly fact: string;
  /** Config path of the playbook: `playbooks.onboarding`. */
  readonly path: string;
}

/** The parent: one that this plan makes, or one that is there. */
export type Above =
  | { readonly kind: "created" }
  | {
      readonly kind: "there";
      readonly issue: Pick<LinkedIssue, "id" | "owner" | "repo" | "number" | "state" | "createdAt">;
      /** Whether its sub-issues could be read. */
      readonly subIssues: Read<unknown>;
    };

type Child = Playbook["children"][number];
type Found = Pick<Artefacts, "holding" | "remembers">;

/** Opens the children that are missing, and closes those that are double. */
export function planChildren(
  ground: Ground,
  play: Play,
  {
    above,
    found,
    judged,
    now,
  }: { readonly above: Above; readonly found: Found; readonly judged: Judged; readonly now: Instant },
): Part {
  const { children } = play.playbook;
  const doubles = children.map((child) => {
    const key = childKey(play, child);
    return closeDoubles(found.holding(key), key, play.rule);
  });
  const missing = children.filter((child) => found.holding(childKey(play, child)).length === 0);
  if (missing.length === 0) return together(...doubles);
  const hold = holdBack(ground, play, above, now);
  if (hold !== null) return together(...doubles, hold);
  return together(...doubles, ...missing.map((child) => planChild(ground, play, { child, above, found, judged })));
}

function planChild(
  ground: Ground,
  play: Play,
  {
    child,
    above,
    found,
    judged,
  }: { readonly child: Child; readonly above: Above; readonly found: Found; readonly judged: Judged },
): Part {
  const order = orderFor(play, child, above);
  if (found.remembers(order.key)) {
    return note(`${order.path} opened nothing${under(above)}: somebody deleted what it opened before.`);
  }
  const holds = judge(withValues(ground, judged, order.values), child.when);
  if (!holds.known) return note(`${order.path} waits: ${holds.why}.`);
  if (!holds.value) return note(`${order.path} opened nothing${under(above)}: its condition does not hold.`);
  const waits = child.after.filter((id) => !isDone(ground, play, { id, found, judged }));
  if (waits.length > 0) return note(`${order.path} waits until this is done: ${waits.join(", ")}.`);
  return planIssue(ground, order).part;
}

/** Closed, whatever the reason; deleted by somebody; or never to be opened, because its condition does not hold. */
function isDone(
  ground: Ground,
  play: Play,
  { id, found, judged }: { readonly id: string; readonly found: Found; readonly judged: Judged },
): boolean {
  const child = play.playbook.children.find((one) => one.id === id);
  if (child === undefined) return true;
  const key = childKey(play, child);
  const keeper = found.holding(key)[0];
  if (keeper !== undefined) return keeper.issue.state === "closed";
  if (found.remembers(key)) return true;
  const holds = judge(withValues(ground, judged, textsFor(play, child)), child.when);
  return holds.known && !holds.value;
}

/** Why no child may be opened under this parent now; null when it may. */
function holdBack({ config, world }: Ground, { rule }: Play, above: Above, now: Instant): Part | null {
  const { visibilityBoundSeconds: seconds } = config;
  const hasOthers = config.identities.some((login) => login !== world.identities[0]?.login);
  const waits = `${rule} opens its checklist issues ${Math.ceil(seconds / 60)} minutes after their parent, when it is certain that no other writer opened one too.`;
  if (above.kind === "created") return hasOthers ? note(waits) : null;
  const { issue, subIssues } = above;
  if (!subIssues.known) return note(`Nothing was opened under ${refOf(issue)}: ${subIssues.why}.`);
  if (issue.state === "closed") return note(`Nothing more was opened under ${refOf(issue)}: it is closed.`);
  const confirmed = plusSeconds(issue.createdAt, seconds);
  if (!hasOthers || confirmed <= now) return null;
  return { ...note(waits), nextLook: confirmed };
}

function orderFor(play: Play, child: Child, above: Above): Order {
  const parent =
    above.kind === "created"
      ? ({ kind: "created", key: play.key } as const)
      : ({ kind: "issue", id: above.issue.id } as const);
  const { rule, fact } = play;
  const path = `${play.path}.children[${child.id}]`;
  return { recipe: child, values: textsFor(play, child), fact, key: childKey(play, child), parent, rule, path };
}

function textsFor({ playbook, values }: Play, child: Child): ValueTexts {
  return { ...playbook.values, ...values, ...child.values };
}

function childKey({ key }: Play, child: Child): string {
  return `${key}/${child.id}`;
}

function under(above: Above): string {
  return above.kind === "there" ? ` under ${refOf(above.issue)}` : "";
}

/** Values that are handed down can be asked for by a condition, beside the fields of a payload. */
function withValues(ground: Ground, judged: Judged, texts: ValueTexts): Judged {
  const scope = (): ReturnType<Ground["scope"]> => {
    const read = ground.scope();
    if (!read.known) return read;
    const { payload } = read.value;
    const handed = valuesOf(texts, read.value, "").values;
    return { known: true, value: { ...read.value, payload: { ...(payload as object | undefined), ...handed } } };
  };
  return { ...judged, scope };
}
