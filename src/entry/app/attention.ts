/** Keeps the one issue "Milepost needs attention" up to date. Asks GitHub only when what it should say has changed. */
import { apply } from "../../apply/apply.ts";
import type { Problem } from "../../model/problem.ts";
import { type ParkedItem, planAttention } from "../../plan/attention.ts";
import type { Log } from "../log.ts";
import type { Ports } from "../ports.ts";
import type { Engine } from "./engine.ts";

/** What is wrong just now. */
export interface Trouble {
  readonly problems: readonly Problem[];
  readonly parked: readonly ParkedItem[];
}

export interface AttentionOptions {
  readonly installation: number;
  readonly ports: Ports;
  readonly log: Log;
}

export interface AttentionKeeper {
  /** Posts the trouble where the engine's config wants it. Throws `GitHubError` when GitHub does not say. */
  post(engine: Engine, trouble: Trouble): Promise<void>;
}

/** Knows nothing at first, so that the first posting always looks. */
export function createAttention({ installation, ports, log }: AttentionOptions): AttentionKeeper {
  let posted: string | null = null;

  return {
    async post({ config, world }, trouble) {
      if (config.attention === null || config.mode !== "apply") return;
      const text = JSON.stringify([config.attention, trouble]);
      if (text === posted) return;
      const known = await world.read();
      const repository = config.repositories[config.attention.repository];
      if (!repository) return;
      const identities = known.identities.map(({ id }) => id);
      const found = await ports.reader.readOwnIssues(
        repository.owner,
        repository.name,
        config.attention.label,
        identities,
      );
      const { changes, notes, problems } = planAttention({
        found,
        ...trouble,
        config,
        world: known,
        now: ports.clock.now(),
      });
      for (const { severity: _, ...one } of problems) log.error(one, "a problem");
      const plan = { pipeline: null, stage: null, changes, notes, problems, nextLook: null };
      const key = { installation, issue: "attention" };
      const { visibilityBoundSeconds } = config;
      const { done } = await apply(key, plan, { ...ports, outgoing: null, visibilityBoundSeconds });
      if (done.some(({ change }) => change.kind === "create-label")) world.forget();
      for (const { change, outcome } of done) {
        log.info({ change: change.kind, rule: change.rule, outcome: outcome.kind }, "kept the attention issue");
      }
      const isSettled = done.every(({ outcome }) => outcome.kind === "applied" || outcome.kind === "unchanged");
      if (isSettled && notes.length === 0) posted = text;
    },
  };
}
