/** A small organisation with recurring work and a flow, and GitHub as it would look after a plan was applied. */
import type { Config } from "../../../src/config/config.ts";
import type { Change, CreateIssue, Plan } from "../../../src/model/change.ts";
import type { IssueRecipe, Playbook } from "../../../src/model/pipeline.ts";
import type { Flow, Recurring } from "../../../src/model/schedule.ts";
import type { Board, OwnIssue, World } from "../../../src/model/snapshot.ts";
import { type Instant, instant } from "../../../src/model/time.ts";
import { configWith, known, linked, templates, world } from "../../support/builders.ts";

export const at = (text: string): Instant => instant(text.length === 10 ? `${text}T06:00:00Z` : text);

export const recipe: IssueRecipe = {
  template: "support.md",
  repository: "infrastructure",
  title: null,
  labels: [],
  assignees: [],
  board: "delivery",
  fields: [
    { field: "status", value: { kind: "text", text: "Up Next" }, own: false },
    { field: "points", value: { kind: "text", text: "5" }, own: false },
    { field: "ends", value: { kind: "in-days", days: 28 }, own: false },
  ],
};

export const support: Recurring = {
  name: "support",
  every: { kind: "iteration", board: null, first: { day: "2024-10-16", days: 14, number: 1 }, nth: 1 },
  at: "05:00",
  shift: "none",
  leadDays: 0,
  lagDays: 0,
  apartDays: 0,
  repository: "infrastructure",
  label: "support-rota",
  open: recipe,
  play: null,
  values: {},
  ifOpen: "skip",
  perCommunity: null,
  closeAfterDays: null,
  starts: "2026-01-01T00:00:00Z",
};

export const outagePlay: Playbook = {
  name: "p1-outage",
  parent: { ...recipe, template: "outage.md" },
  children: [
    { ...recipe, id: "report", template: "report.md", values: {}, when: null, after: [] },
    { ...recipe, id: "review", template: "review.md", values: {}, when: null, after: [] },
  ],
  values: { title: "{{ payload.title }}" },
};

export const outage: Flow = {
  name: "p1-outage",
  key: "incident_id",
  from: "infrastructure",
  accepts: ["incident_id", "title"],
  label: "outage",
  repository: "infrastructure",
  playbook: outagePlay,
  onCompleted: { webhook: "pager" },
};

export const delivery: Board = {
  id: "PVT_delivery",
  number: 57,
  title: "Delivery",
  url: "https://github.com/orgs/openwater/projects/57",
  visibility: "private",
  status: null,
  fields: [
    { id: "F_status", name: "Status", kind: "option", options: [{ id: "O_next", name: "Up Next" }], iterations: [] },
    { id: "F_points", name: "Estimate", kind: "number", options: [], iterations: [] },
    { id: "F_ends", name: "End date", kind: "date", options: [], iterations: [] },
  ],
  closed: false,
};

function template(title: string): string {
  return `---\nname: x\nabout: x\ntitle: "${title}"\n---\n\n- [ ] Look at {{ title }}\n`;
}

export function scheduleConfig(more: Partial<Config> = {}): Config {
  const usual = configWith();
  const fields = { points: "Estimate", ends: "End date" };
  return {
    ...usual,
    boards: { ...usual.boards, delivery: { owner: "openwater", number: 57, statusField: "Status", fields } },
    recurring: [support],
    flows: [outage],
    webhooks: { pager: { url: "https://pager.example/x", id: "incident_id", secret: null } },
    ...more,
  };
}

export function scheduleWorld(more: Partial<World> = {}): World {
  const usual = world();
  const own = {
    "support.md": '---\nname: x\nabout: x\ntitle: "Support - {{ iteration }}"\n---\n\n- [ ] Handed over\n',
    "outage.md": template("[Outage] {{ title }}"),
    "report.md": template("[Incident report] {{ title }}"),
    "review.md": template("[Incident review] {{ title }}"),
  };
  const all = Object.entries({ ...templates, ...own });
  return {
    ...usual,
    boards: { ...usual.boards, delivery: known(delivery) },
    templates: Object.fromEntries(all.map(([path, source]) => [path, known(source)])),
    ...more,
  };
}

export function created({ changes }: { readonly changes: readonly Change[] }): readonly CreateIssue[] {
  return changes.filter((change) => change.kind === "create-issue");
}

/** The issue that a creation would make. */
export function made(number: number, { body, title }: CreateIssue, more: Partial<OwnIssue> = {}): OwnIssue {
  return { ...linked(number, body, { title, ...more }), ownComments: more.ownComments ?? [] };
}

export function kinds({ changes }: Plan): readonly string[] {
  return changes.map(({ kind }) => kind);
}
