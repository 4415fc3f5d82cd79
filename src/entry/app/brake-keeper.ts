/** The brake of one installation at work: tells when it comes on, asks for a person's word, and lets go at it. */
import type { Reconciled } from "../../model/change.ts";
import type { NodeId } from "../../model/key.ts";
import type { Problem } from "../../model/problem.ts";
import type { Log } from "../log.ts";
import type { Ports } from "../ports.ts";
import { createRunBrake, type RunBrake } from "./brake.ts";
import { createChore } from "./chore.ts";
import { offerLabel, readConfirmation, takeLabelOff } from "./confirmation.ts";
import type { Engine } from "./engine.ts";

export interface BrakeKeeper extends Pick<RunBrake, "begin" | "mayWrite" | "isOn"> {
  /** Before the first sweep: whether an earlier process stopped. Throws `GitHubError`. */
  resume(engine: Engine): Promise<void>;
  looked(issue: NodeId, result: Reconciled, engine: Engine): void;
  /** Something happened to it: a person's doing is never braked, and it may be the word that is waited for. */
  touched(issue: NodeId): void;
  /** Asks whether the word has been given. */
  ask(): void;
  idle(): Promise<void>;
  stop(): void;
}

export interface BrakeKeeperOptions {
  readonly installation: number;
  readonly ports: Ports;
  readonly log: Log;
  /** Null: there is no config. Throws when that cannot be told. */
  readonly current: () => Promise<Engine | null>;
  /** Told of what stands in the way, and that it is gone. */
  readonly onProblems: (problems: readonly Problem[]) => void;
  /** Sweeps over everything. */
  readonly onReleased: () => void;
}

/** Starts with the brake off. */
export function createBrakeKeeper({ installation, ports, log, ...told }: BrakeKeeperOptions): BrakeKeeper {
  const brake = createRunBrake();
  let isFirst = true;

  const chore = createChore(
    async () => {
      const engine = brake.isOn() ? await told.current() : null;
      if (engine === null || engine.config.mode !== "apply") return;
      await offerLabel(engine, installation, ports);
      if (!(await readConfirmation(engine, ports)).said) return;
      await takeLabelOff(engine, installation, ports);
      brake.release();
      log.info({}, "a person said that so much is meant; going on");
      told.onProblems([]);
      told.onReleased();
    },
    (err) => log.warn({ err }, "whether so much is meant could not be read; it is asked again at the next sweep"),
  );

  function comeOn(): void {
    const [problem] = brake.problems();
    if (problem) log.error({ ...problem }, "stopped until a person says that so much is meant");
    told.onProblems(brake.problems());
    chore.ask();
  }

  return {
    begin: brake.begin,
    mayWrite: brake.mayWrite,
    isOn: brake.isOn,
    async resume(engine) {
      if (isFirst && engine.config.mode === "apply" && (await readConfirmation(engine, ports)).stopped) {
        brake.stop("an earlier run was too much, and nobody has answered yet");
        comeOn();
      }
      isFirst = false;
    },
    looked(issue, result, { config }) {
      if (brake.looked(issue, result, config)) comeOn();
    },
    touched(issue) {
      brake.touched(issue);
      if (brake.isOn()) chore.ask();
    },
    ask() {
      if (brake.isOn()) chore.ask();
    },
    idle: chore.idle,
    stop: chore.stop,
  };
}
