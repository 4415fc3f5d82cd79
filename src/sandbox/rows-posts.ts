/**
 * What the sandbox's GitHub keeps of announcements: discussions with their categories, and status updates of boards.
 * Like rows.ts.
 */
import type { Id } from "./rows.ts";

export interface CategoryRow {
  readonly id: Id;
  readonly databaseId: number;
  readonly repository: Id;
  name: string;
  /** Only who maintains the repository may begin a discussion in it. */
  announcement: boolean;
  createdAt: string;
}

export interface DiscussionRow {
  readonly id: Id;
  readonly databaseId: number;
  readonly repository: Id;
  /** Counted together with issues. */
  readonly number: number;
  category: Id;
  title: string;
  body: string;
  readonly author: Id;
  closed: boolean;
  stateReason: "RESOLVED" | "OUTDATED" | "DUPLICATE" | null;
  readonly createdAt: string;
  updatedAt: string;
  closedAt: string | null;
}

export type BoardStatus = "AT_RISK" | "COMPLETE" | "INACTIVE" | "OFF_TRACK" | "ON_TRACK";

export interface StatusUpdateRow {
  readonly id: Id;
  readonly databaseId: number;
  readonly project: Id;
  body: string | null;
  status: BoardStatus | null;
  startDate: string | null;
  targetDate: string | null;
  readonly creator: Id;
  readonly createdAt: string;
  updatedAt: string;
}
