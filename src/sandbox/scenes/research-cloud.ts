/**
 * The organisation `openwater` at work: leads in private, roll-outs and support in public, two boards, three teams, the
 * people of two communities and somebody without any rights. Nothing has happened yet.
 */
import type { Builder, LabelSpec } from "../build.ts";
import type { NewIteration, NewOption } from "../ops-projects.ts";
import type { SceneFiles } from "./scene.ts";

/** Columns of board 57, left to right. */
export const deliveryColumns = [
  "Upcoming",
  "In flight",
  "Refined",
  "Up Next",
  "In Progress",
  "In Review",
  "Committed",
  "Done",
] as const;

/** Columns of board 61. */
export const partnershipColumns = ["Lead", "Qualified lead", "Prospect", "Partner", "Lost"] as const;

const founded = "2022-09-01T09:00:00Z";

const people = {
  owners: ["bd-lead"],
  members: [
    "bd-manager",
    "delivery-manager",
    "engineering-manager",
    "product-lead",
    "engineer-1",
    "engineer-2",
    "engineer-3",
    "engineer-4",
  ],
  outside: ["rep-estuary", "rep-temple", "guest-1"],
} as const;

/** Places it. */
export function placeResearchCloud(build: Builder, files: SceneFiles): void {
  const { clock } = build.world;
  const now = clock.now();
  clock.set(founded, { back: true });
  build.org("openwater", people);
  for (const login of people.outside) build.user(login);
  build.team("openwater", "partnerships", ["bd-lead", "bd-manager"]);
  build.team("openwater", "engineering", [
    "engineering-manager",
    "engineer-1",
    "engineer-2",
    "engineer-3",
    "engineer-4",
  ]);
  build.team("openwater", "support", ["delivery-manager", "engineer-1", "engineer-2"]);
  placeRepositories(build, files);
  build.project("openwater", "Partnerships", { number: 61, memberAccess: "write", status: partnershipColumns });
  build.project("openwater", "Delivery", {
    number: 57,
    memberAccess: "write",
    status: deliveryColumns,
    fields: {
      Estimate: "NUMBER",
      "Start date": "DATE",
      "End date": "DATE",
      Iteration: iterationsUntil("2028-01-01"),
      Unplanned: ["Unplanned", "Emergency"],
      Impact: impacts,
    },
  });
  clock.set(now, { back: true });
}

const impacts: readonly NewOption[] = [
  { name: "🟩 Low", color: "GREEN", description: "Somebody is slowed down" },
  { name: "🟨 Medium", color: "YELLOW", description: "Several people are slowed down" },
  { name: "🟧 High", color: "ORANGE", description: "Some cannot work" },
  { name: "🟥 Critical", color: "RED", description: "Nobody can work" },
];

/** Fortnights without a gap: Iteration 1 starts on Wednesday, 2024-10-16. */
export function iterationsUntil(end: string): readonly NewIteration[] {
  const first = Date.parse("2024-10-16T00:00:00Z");
  const count = Math.ceil((Date.parse(`${end}T00:00:00Z`) - first) / (14 * 86_400_000));
  return Array.from({ length: count }, (_, at) => ({
    title: `Iteration ${at + 1}`,
    startDate: new Date(first + at * 14 * 86_400_000).toISOString().slice(0, 10),
    duration: 14,
  }));
}

function placeRepositories(build: Builder, files: SceneFiles): void {
  build.repo("openwater/.github", { visibility: "public", files });
  build.repo("openwater/leads", { visibility: "private", labels: named(labels.leads) });
  build.repo("openwater/meta", { visibility: "private", labels: ["process"] });
  const infrastructure = build.repo("openwater/infrastructure", {
    visibility: "public",
    labels: named(labels.infrastructure),
  });
  build.repo("openwater/team-compass", { visibility: "public", labels: named(labels.compass) });
  build.repo("openwater/initiatives", { visibility: "public", labels: named(labels.initiatives) });
  build.milestone(infrastructure, { title: "2026 Q3", dueOn: "2026-09-30T00:00:00Z" });
  build.milestone(infrastructure, { title: "2026 Q4", dueOn: "2026-12-31T00:00:00Z" });
}

/** Names by repository, as people made them over the years: separators, case and colons differ. */
const labels = {
  leads: [
    ["lead", "contract", "grant", "deliverable", "Contract Deliverable", "milepost", "lapsed: six weeks"],
    ["credentials", "billing", "check-in", "Finance", "on hold", "waiting", "needs-stage-fix", "type: grant"],
    ["lead", "qualified", "prospect", "partner", "lost"].map((stage) => `stage: ${stage}`),
    ["money", "authority", "need", "competition", "timeline", "application"].map((reason) => `lost: ${reason}`),
  ].flat(),
  infrastructure: [
    ["onboarding", "rollout", "decommission", "not-ready", "support", "event", "outage", "pagerduty-alert", "infra"],
    ["awaiting:rep", "sla:at-risk", "sla:breached", "on hold", "waiting", "needs-title", "short-notice", "overlap"],
    ["requires follow-up", "recurrent", "support-rota", "good-community-citizen", "network-wide", "support-chart"],
    [
      "satisfaction",
      "incident-debt",
      "incident-actions",
      "incident-action-item",
      "monitoring-health",
      "app",
      "cleanup",
    ],
    ["needs-stage-fix", "Contract Deliverable"],
    ["received", "planned", "working", "solved", "declined"].map((stage) => `support: ${stage}`),
    ["announced", "over", "declined"].map((stage) => `event: ${stage}`),
    ["low", "medium", "high", "critical"].map((impact) => `impact: ${impact}`),
  ].flat(),
  compass: [
    ["type: onboard", "type: offboard", "team-sync", "Retro action", "prio: low", "time off"],
    ["coming", "here", "leaving", "gone"].map((stage) => `colleague: ${stage}`),
  ].flat(),
  initiatives: [
    ["initiative: candidate", "initiative: complete", "Level 1", "funded", "many-communities", "theme:reliability"],
    ["problem-statement", "proposed-solution", "proposed-implementation", "fit"].map((part) => `error:${part}`),
    ["funded", "many", "rest"].map((rank) => `rank: ${rank}`),
  ].flat(),
} as const;

function named(names: readonly string[]): readonly LabelSpec[] {
  return names.map((name) => ({ name, color: "c5def5" }));
}
