/**
 * Who goes on next: whoever is about to ask GitHub waits for a turn, and the seed says whose it is. Between two turns
 * everything runs as far as it can, so that a seed decides the order at every await, and decides it again.
 */
export interface Turns {
  /** Settles when it is this one's turn. */
  take(): Promise<void>;
  /** Lets everything run until it waits, then gives one a turn; false: nobody waits. */
  give(): Promise<boolean>;
}

export function createTurns(random: () => number): Turns {
  const waiting: (() => void)[] = [];
  return {
    take: () => new Promise((turn) => void waiting.push(turn)),
    async give() {
      await new Promise((ran) => setImmediate(ran));
      if (waiting.length === 0) return false;
      const [next] = waiting.splice(Math.floor(random() * waiting.length), 1);
      next!();
      return true;
    },
  };
}
