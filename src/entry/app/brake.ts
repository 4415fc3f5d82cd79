/**
 * The brake of one installation: counts what a sweep's looks write, and once that is too much lets them only plan until
 * a person says that so much is meant. What people do themselves is never braked.
 */
import type { Config } from "../../config/config.ts";
import type { Reconciled } from "../../model/change.ts";
import type { NodeId } from "../../model/key.ts";
import type { Problem } from "../../model/problem.ts";
import { brakeWords } from "../brake.ts";

export interface RunBrake {
  /** A sweep listed so many items and asks for looks at these. */
  begin(listed: number, asked: readonly NodeId[]): void;
  /** Something happened to it: its looks are not the sweep's any more. */
  touched(issue: NodeId): void;
  /** A look at it begins: whether it may write. */
  mayWrite(issue: NodeId): boolean;
  /** What a look came to. Returns whether the brake came on with it. */
  looked(issue: NodeId, result: Reconciled, config: Config): boolean;
  /** The next sweep may do as much as it wants. */
  release(): void;
  /** On from the start: an earlier process stopped, and nobody has answered yet. */
  stop(why: string): void;
  isOn(): boolean;
  problems(): readonly Problem[];
}

/** The label by which a person says so, on the attention issue (ruling 12). */
export const goLabel = "milepost: go";

/** Starts released and with nothing counted. */
export function createRunBrake(): RunBrake {
  const swept = new Set<NodeId>();
  /** Looks of the sweep that are under way: what they write comes back as events before they end. */
  const running = new Set<NodeId>();
  const items = new Set<NodeId>();
  let [writes, of] = [0, 0];
  let stopped: string | null = null;
  let isMeant = false;
  let isNextMeant = false;

  return {
    begin(listed, asked) {
      // What a limit keeps waiting is still the run before.
      if (swept.size === 0 || isNextMeant) {
        [writes, isMeant, isNextMeant] = [0, isNextMeant, false];
        items.clear();
      }
      of = listed;
      for (const issue of asked) swept.add(issue);
    },
    touched: (issue) => void swept.delete(issue),
    mayWrite(issue) {
      if (!swept.has(issue)) return true;
      running.add(issue);
      return stopped === null;
    },
    looked(issue, { done, plan }, config) {
      if (!running.delete(issue)) return false;
      const waits = done.some(({ outcome }) => outcome.kind === "refused" && outcome.until !== undefined);
      if (waits) swept.add(issue);
      else swept.delete(issue);
      const made = done.filter(({ outcome }) => outcome.kind !== "refused" && outcome.kind !== "unchanged");
      if (stopped !== null || plan === null || made.length === 0) return false;
      writes += made.length;
      items.add(issue);
      stopped = isMeant ? null : brakeWords(config, { writes, items: items.size, of });
      return stopped !== null;
    },
    release() {
      [stopped, isNextMeant] = [null, true];
    },
    stop(why) {
      stopped = why;
    },
    isOn: () => stopped !== null,
    problems: () => (stopped === null ? [] : [braked(stopped)]),
  };
}

function braked(why: string): Problem {
  return {
    code: "brake",
    where: "brake",
    what: `Milepost stopped in the middle of a sweep: ${why}. Whatever people do is still answered.`,
    todo: `See what it would do: milepost plan --all. When so much is meant, put the label "${goLabel}" on this issue; else set mode: plan and mend the config.`,
    severity: "error",
  };
}
