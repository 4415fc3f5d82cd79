/**
 * A week of the organisation of `examples/research-cloud`, from a seed: support requests, roll-out phases, events and
 * colleagues. As in `story.ts`, nobody does what could already be so in one life and not in the other; and nothing that
 * news hangs on is taken back before it may have been seen: a critical request stays critical, a closed one closed.
 */
import { randomOf } from "./story.ts";

export type CloudDeed =
  | { readonly kind: "ask"; readonly request: number; readonly impact: string }
  | { readonly kind: "answer"; readonly request: number; readonly n: number }
  | { readonly kind: "impact"; readonly request: number; readonly impact: string }
  | { readonly kind: "say"; readonly request: number; readonly text: string }
  | { readonly kind: "close"; readonly request: number }
  | { readonly kind: "open-phase"; readonly phase: number }
  | { readonly kind: "fill-phase"; readonly phase: number; readonly region: string }
  | { readonly kind: "move-phase"; readonly phase: number; readonly column: string }
  | { readonly kind: "announce"; readonly event: number; readonly start: string }
  | { readonly kind: "join"; readonly colleague: number }
  | { readonly kind: "tick"; readonly colleague: number };

export interface CloudHappening {
  readonly at: string;
  readonly by: string;
  readonly deed: CloudDeed;
}

const impacts = ["🟩 Low", "🟨 Medium", "🟧 High", "🟥 Critical"] as const;
const columns = ["Upcoming", "In flight", "Refined", "Up Next", "In Progress", "In Review"] as const;
const gated: readonly string[] = ["Refined", "Up Next"];
const commands = [
  "/hold",
  "/resume",
  "/waiting",
  "/approve",
  "/stage working",
  "/stage nonsense",
  "/why",
  "/help",
] as const;

/** One week, about thirty deeds, at least an hour apart. Times are UTC; it begins on a Monday. */
export function cloudStoryOf(seed: number): readonly CloudHappening[] {
  const random = randomOf(seed + 77);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!;
  const story: CloudHappening[] = [];
  let seconds = Date.parse("2026-09-21T08:00:00Z") / 1000;
  const tell = (by: string, deed: CloudDeed) => {
    seconds += 3600 + Math.floor(random() * 14_400);
    story.push({ at: `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`, by, deed });
  };
  const requests: { author: string; impact: string; open: boolean }[] = [];
  const phases: { column: string; regions: number; sealed: boolean }[] = [];
  let [events, colleagues] = [0, 0];
  const ask = () => {
    const request = { author: pick(["rep-estuary", "rep-temple", "guest-1"]), impact: pick(impacts), open: true };
    tell(request.author, { kind: "ask", request: requests.push(request) - 1, impact: request.impact });
  };
  ask();
  for (let n = 0; n < 24; n++) {
    const draw = random();
    const request = Math.floor(random() * requests.length);
    const one = requests[request]!;
    if (draw < 0.12) ask();
    else if (draw < 0.25) tell(pick(["engineer-1", "engineer-2"]), { kind: "answer", request, n });
    else if (draw < 0.35 && one.impact !== "🟥 Critical") {
      const other = impacts.filter((impact) => impact !== one.impact);
      one.impact = pick(other);
      tell(one.author, { kind: "impact", request, impact: one.impact });
    } else if (draw < 0.55)
      tell(pick(["engineer-1", "rep-estuary", "rep-temple", "guest-1"]), {
        kind: "say",
        request,
        text: pick(commands),
      });
    else if (draw < 0.63 && one.open) {
      tell("engineer-1", { kind: "close", request });
      one.open = false;
    } else if (draw < 0.7) {
      tell("delivery-manager", {
        kind: "open-phase",
        phase: phases.push({ column: "Upcoming", regions: 0, sealed: false }) - 1,
      });
    } else if (draw < 0.86 && phases.length > 0) {
      const phase = Math.floor(random() * phases.length);
      const its = phases[phase]!;
      if (random() < 0.4 && !its.sealed) {
        its.regions += 1;
        const region = random() < 0.5 ? `region-${its.regions}` : "tbd";
        tell("delivery-manager", { kind: "fill-phase", phase, region: its.regions === 1 ? "eu-north-1" : region });
      } else {
        its.column = pick(columns.filter((column) => column !== its.column));
        // Whether a gate was shut when somebody went through it is only known while what it asks for stays as it was.
        its.sealed ||= gated.includes(its.column);
        tell("delivery-manager", { kind: "move-phase", phase, column: its.column });
      }
    } else if (draw < 0.92) {
      tell("rep-estuary", { kind: "announce", event: events, start: pick(["2026-09-30", "2026-11-02"]) });
      events += 1;
    } else if (colleagues === 0 || random() < 0.4) {
      tell("engineering-manager", { kind: "join", colleague: colleagues });
      colleagues += 1;
    } else {
      tell("engineering-manager", { kind: "tick", colleague: Math.floor(random() * colleagues) });
    }
  }
  return story;
}
