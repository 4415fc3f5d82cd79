/** Grants of the eighteen months, the same for every seed: two that run or ran, two refused, one waiting, one being written. */
import type { GrantLife, Unnumbered } from "./months-chronicle.ts";

/** The grant that all deliverables are of. */
export const mainGrant = "Open tools for coasts";

/** Oldest first. */
export const grants: readonly Unnumbered<GrantLife>[] = [
  {
    ...{ title: mainGrant, funder: "Coast Foundation", champions: "bd-lead", amount: 200_000, spent: 138_000 },
    ...{ openedAt: "2025-01-02T10:00:00Z", due: "2025-02-15", start: "2025-04-01", end: "2026-12-31" },
    moves: [
      { stage: "applying", at: "2025-01-06T10:00:00Z" },
      { stage: "submitted", at: "2025-02-12T15:00:00Z" },
      { stage: "awarded", at: "2025-03-14T09:00:00Z" },
    ],
  },
  {
    ...{
      title: "Maps for everyone",
      funder: "Council for Research",
      champions: "bd-manager",
      amount: 90_000,
      spent: null,
    },
    ...{ openedAt: "2025-02-03T10:00:00Z", due: "2025-04-30", start: "2025-09-01", end: "2026-08-31" },
    moves: [
      { stage: "applying", at: "2025-02-10T10:00:00Z" },
      { stage: "submitted", at: "2025-04-29T16:00:00Z" },
      { stage: "rejected", at: "2025-07-08T09:00:00Z" },
    ],
  },
  {
    ...{
      title: "Teaching with notebooks",
      funder: "Fund for Teaching",
      champions: "bd-lead",
      amount: 40_000,
      spent: 40_000,
    },
    ...{ openedAt: "2025-03-10T10:00:00Z", due: "2025-05-15", start: "2025-07-01", end: "2026-03-31" },
    moves: [
      { stage: "applying", at: "2025-03-17T10:00:00Z" },
      { stage: "submitted", at: "2025-05-13T11:00:00Z" },
      { stage: "awarded", at: "2025-06-20T09:00:00Z" },
      { stage: "completed", at: "2026-04-24T09:00:00Z" },
    ],
  },
  {
    ...{
      title: "Rivers from space",
      funder: "Council for Research",
      champions: "bd-manager",
      amount: 120_000,
      spent: null,
    },
    ...{ openedAt: "2026-01-12T10:00:00Z", due: "2026-04-15", start: "2026-10-01", end: "2028-09-30" },
    moves: [
      { stage: "applying", at: "2026-01-19T10:00:00Z" },
      { stage: "submitted", at: "2026-04-14T14:00:00Z" },
    ],
  },
  {
    ...{ title: "Winter school", funder: "Fund for Teaching", champions: "bd-lead", amount: 15_000, spent: null },
    ...{ openedAt: "2026-02-02T10:00:00Z", due: "2026-03-31", start: "2026-11-01", end: "2027-02-28" },
    moves: [
      { stage: "applying", at: "2026-02-09T10:00:00Z" },
      { stage: "submitted", at: "2026-03-30T10:00:00Z" },
      { stage: "rejected", at: "2026-06-02T09:00:00Z" },
    ],
  },
  {
    ...{
      title: "Reading the tides",
      funder: "Coast Foundation",
      champions: "bd-manager",
      amount: 150_000,
      spent: null,
    },
    ...{ openedAt: "2026-05-04T10:00:00Z", due: "2026-07-10", start: "2027-01-01", end: "2028-12-31" },
    moves: [{ stage: "applying", at: "2026-05-11T10:00:00Z" }],
  },
];
