/**
 * The organisation `openwater`: people by what they do, a private repository of leads, a public one where onboarding
 * is worked on, `.github` with the texts handed in, and board 61, on which leads move. Nothing has happened yet.
 */
import type { Builder, LabelSpec } from "../build.ts";
import type { ProjectRow, RepositoryRow } from "../rows.ts";
import type { SceneFiles } from "./scene.ts";

/** The places that other scenes go on with. */
export interface Partnerships {
  readonly leads: RepositoryRow;
  readonly infrastructure: RepositoryRow;
  readonly board: ProjectRow;
}

/** Columns of board 61 and the label that shows the same stage, in order. */
export const columns = [
  { name: "Lead", label: "stage: lead" },
  { name: "Qualified lead", label: "stage: qualified" },
  { name: "Prospect", label: "stage: prospect" },
  { name: "Partner", label: "stage: partner" },
  { name: "Lost", label: "stage: lost" },
] as const;

const founded = "2022-09-01T09:00:00Z";

/** Places it. */
export function placePartnerships(build: Builder, files: SceneFiles): Partnerships {
  const { clock } = build.world;
  const now = clock.now();
  clock.set(founded, { back: true });
  build.org("openwater", {
    owners: ["bd-lead"],
    members: ["bd-manager", "delivery-manager", "engineer-1", "engineer-2"],
  });
  build.user("rep-temple");
  build.user("rep-estuary");
  build.team("openwater", "partnerships", ["bd-lead", "bd-manager"]);
  build.team("openwater", "engineering", ["engineer-1", "engineer-2", "delivery-manager"]);
  build.repo("openwater/.github", { visibility: "public", files });
  const leads = build.repo("openwater/leads", { visibility: "private", labels: leadLabels() });
  const infrastructure = build.repo("openwater/infrastructure", {
    visibility: "public",
    labels: [{ name: "onboarding", color: "0e8a16", description: "Getting a new community started" }],
  });
  const board = build.project("openwater", "Partnerships", {
    number: 61,
    memberAccess: "write",
    status: columns.map((column) => column.name),
  });
  clock.set(now, { back: true });
  return { leads, infrastructure, board };
}

function leadLabels(): readonly LabelSpec[] {
  const stages = columns.map(({ name, label }) => ({ name: label, color: "bfd4f2", description: `Shows ${name}` }));
  return [
    { name: "lead", color: "1d76db", description: "Somebody who may become a partner" },
    { name: "contract", color: "c5def5", description: "Agreements, from draft to signature" },
    ...stages,
  ];
}
