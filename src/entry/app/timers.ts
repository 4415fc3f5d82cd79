/** Real time for the App: what is done later, and what is done again and again. */

/** Calls back after so many seconds, a day at most. Timers never keep the process alive by themselves: the server does. */
export function wake(seconds: number, callback: () => void): void {
  setTimeout(callback, Math.min(seconds, 86_400) * 1000).unref();
}

/**
 * Calls back every so many seconds, each time put off by another share of them (`jitter`, 0 to 1), so that many Apps that
 * were started together do not ask together. Returns what ends it; 0 seconds: never.
 */
export function everyNowAndThen(seconds: number, jitter: () => number, callback: () => void): () => void {
  if (seconds <= 0) return () => {};
  const next = () => setTimeout(tick, seconds * (1 + jitter()) * 1000).unref();
  let timer = next();
  function tick(): void {
    callback();
    timer = next();
  }
  return () => clearTimeout(timer);
}
