/**
 * The sandbox's own time: one of the two places of the project that may ask the machine for it, and only after `run`.
 * It stands still until it is set or told to run, so that years of history can be lived in seconds.
 */
import type { SandboxClock } from "./sandbox.ts";

/** Makes a clock that stands at `at` (ISO 8601; anything finer than a second is cut off, as GitHub does). */
export function createClock(at: string): SandboxClock {
  let stands = secondsOf(at);
  let startedAt: number | null = null;
  let text = textOf(stands);

  function seconds(): number {
    return startedAt === null ? stands : stands + Math.floor(Date.now() / 1000) - startedAt;
  }
  function place(next: number): void {
    stands = next;
    if (startedAt !== null) startedAt = Math.floor(Date.now() / 1000);
    text = textOf(next);
  }
  return {
    now: () => (startedAt === null ? text : textOf(seconds())),
    set(to, options) {
      const next = secondsOf(to);
      if (next < seconds() && options?.back !== true) {
        throw new RangeError(
          `The sandbox's clock stands at ${textOf(seconds())} and cannot go back to ${to}. Pass { back: true } to place history.`,
        );
      }
      place(next);
    },
    advance(by) {
      if (!(by >= 0)) throw new RangeError(`The sandbox's clock cannot advance by ${by} seconds. Use set().`);
      place(seconds() + Math.floor(by));
    },
    run() {
      place(seconds());
      startedAt = Math.floor(Date.now() / 1000);
    },
  };
}

/** Seconds since 1970 of GitHub's time text. Throws RangeError when it is no time. */
export function secondsOf(at: string): number {
  const milliseconds = Date.parse(at);
  if (Number.isNaN(milliseconds)) {
    throw new RangeError(`"${at}" is not a time. Write it as 2025-07-07T09:00:00Z.`);
  }
  return Math.floor(milliseconds / 1000);
}

/** GitHub's time text, UTC to the second, of seconds since 1970. */
export function textOf(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}
