/**
 * What this process sent a moment ago and GitHub may not show yet. GitHub is the database: this memory may be lost at
 * any time, and then only the visibility bound protects against a second creation.
 */
export interface Attempts {
  readonly size: number;
}

/** One per installation and process. */
export function createAttempts(): Attempts {
  return { size: 0 };
}
