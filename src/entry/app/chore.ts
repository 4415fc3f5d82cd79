/** A chore that is never done twice at once: asking for it while it is under way leads to one more, however often asked. */

export interface Chore {
  ask(): void;
  /** Settles when it is neither under way nor asked for. */
  idle(): Promise<void>;
  /** What is under way ends; nothing more is begun. */
  stop(): void;
}

/** `failed` is told what the chore throws, and must not throw. */
export function createChore(run: () => Promise<void>, failed: (error: unknown) => void): Chore {
  let isAsked = false;
  let isStopped = false;
  let underWay: Promise<void> | null = null;

  async function work(): Promise<void> {
    while (isAsked && !isStopped) {
      isAsked = false;
      await run().catch(failed);
    }
    underWay = null;
  }

  return {
    ask() {
      isAsked = true;
      underWay ??= work();
    },
    async idle() {
      while (underWay) await underWay;
    },
    stop() {
      isStopped = true;
    },
  };
}
