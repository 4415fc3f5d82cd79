/** A lane lets so many tasks run side by side, first come first served. It knows nothing of time or of GitHub. */

export interface Lane {
  run<T>(task: () => Promise<T>): Promise<T>;
}

/** `width` tasks at once; the others wait their turn. */
export function createLane(width: number): Lane {
  let running = 0;
  const waiting: (() => void)[] = [];

  async function enter(): Promise<void> {
    if (running < width) {
      running += 1;
      return;
    }
    // The task that leaves hands its place over, so `running` stays as it is.
    await new Promise<void>((resolve) => waiting.push(resolve));
  }

  function leave(): void {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }

  return {
    async run(task) {
      await enter();
      try {
        return await task();
      } finally {
        leave();
      }
    },
  };
}
