/**
 * What the sandbox's GitHub keeps of files: commits, pull requests and what was found out about them. Like rows.ts.
 */
import type { Id } from "./rows.ts";

/** All that a branch held at one time. Never changed. */
export interface CommitRow {
  /** Forty hexadecimal digits. */
  readonly oid: string;
  readonly parent: string | null;
  readonly files: ReadonlyMap<string, string>;
  readonly at: string;
}

/** What a pull request has besides what it shares with issues. */
export interface PullRow {
  readonly issue: Id;
  readonly headRef: string;
  headOid: string;
  readonly baseRef: string;
  baseOid: string;
}

/** What an App found out about a commit. */
export interface CheckRow {
  readonly id: Id;
  readonly databaseId: number;
  readonly repository: Id;
  readonly app: Id;
  readonly headSha: string;
  name: string;
  status: string;
  conclusion: string | null;
  externalId: string;
  detailsUrl: string | null;
  startedAt: string;
  completedAt: string | null;
  output: {
    readonly title: string | null;
    readonly summary: string | null;
    readonly text: string | null;
    /** As they were sent: path, start_line, end_line, annotation_level, message… */
    readonly annotations: readonly Readonly<Record<string, unknown>>[];
  };
}
