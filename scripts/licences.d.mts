export interface Locked {
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
  readonly version?: string;
}

/** Let in by name, with the licence that it tells. */
export const named: Readonly<Record<string, string>>;

/** One entry of the lock file by its path → `name: licence` when it may not be passed on, else null. */
export function refused(path: string, locked: Locked): string | null;

/** Everything that the lock file names, by path; without ourselves. */
export function lockedPackages(): readonly (readonly [path: string, locked: Locked])[];
