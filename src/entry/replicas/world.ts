/**
 * Several organisations on one sandbox GitHub, each with leads on a board that people move to the right, and what it must
 * look like when Milepost has kept up: labels follow the cards, and each partner has one welcome issue.
 */
import { builder } from "../../sandbox/build.ts";
import { createSandbox } from "../../sandbox/create-sandbox.ts";
import { asPerson } from "../../sandbox/people.ts";
import type { IssueRow, ProjectRow, RepositoryRow } from "../../sandbox/rows.ts";
import type { Sandbox, SandboxApp } from "../../sandbox/sandbox.ts";
import { readManifest } from "../manifest.ts";

const columns = ["Lead", "Prospect", "Partner"] as const;
const labelOf = (column: string) => `stage: ${column.toLowerCase()}`;

const config = (org: string) => `version: 1
mode: apply
starts: 2020-01-01
visibility-bound: 1m
boards:
  partnerships: { project: ${org}/1 }
repositories:
  leads: { name: ${org}/leads, visibility: private }
pipelines:
  leads:
    items: { repository: leads, label: lead }
    board: partnerships
    status-comment: false
    stages:
${columns.map((column) => `      - { id: ${column.toLowerCase()}, board: ${column}, label: "${labelOf(column)}"${column === "Partner" ? ", outcome: won" : ""} }`).join("\n")}
    steps:
      - { at: partner, open: welcome.md, values: { name: "{{ item.title }}" } }
`;

const welcome = '---\nname: Welcome\nabout: A new partner\ntitle: "Welcome {{ name }}"\n---\n\n- [ ] Say hello\n';

export interface Organisation {
  readonly login: string;
  readonly installation: number;
  readonly leads: readonly IssueRow[];
  readonly board: ProjectRow;
  readonly repository: RepositoryRow;
}

export interface ManyOrganisations {
  readonly sandbox: Sandbox;
  readonly app: SandboxApp;
  readonly organisations: readonly Organisation[];
  /** So many moves there are, each one column to the right; they are made in turn. */
  readonly moves: readonly (() => Promise<void>)[];
  /** How much is as it must be. */
  tally(): Tally;
}

export interface Tally {
  readonly items: number;
  /** Items whose labels follow their card, and whose welcome issue is there once if they are partners. */
  readonly right: number;
  /** Welcome issues that were closed as duplicates of the first. */
  readonly folded: number;
  /** Items that have more than one welcome issue that counts. */
  readonly doubled: number;
}

/** Placed at that time; the sandbox's clock then runs with real time. */
export function placeOrganisations(
  now: string,
  size: { readonly organisations: number; readonly leads: number },
): ManyOrganisations {
  const sandbox = createSandbox({ seed: 7, now });
  const build = builder(sandbox.world);
  const webhookSecret = "replicas-on-loopback-only-0123456789abcdef";
  const logins = Array.from({ length: size.organisations }, (_, index) => `openwater-${index + 1}`);
  const installed = logins.map((login) => {
    build.org(login, { owners: ["bd-lead"] });
    const files = { ".github/milepost.yml": config(login), ".github/milepost/welcome.md": welcome };
    build.repo(`${login}/.github`, { visibility: "public", files });
    const repository = build.repo(`${login}/leads`, {
      visibility: "private",
      labels: ["lead", ...columns.map(labelOf)],
    });
    const board = build.project(login, "Partnerships", { memberAccess: "write", status: [...columns] });
    const leads = Array.from({ length: size.leads }, (_, index) =>
      build.issue(repository, {
        title: `Community ${index + 1}`,
        by: "bd-lead",
        labels: ["lead", labelOf("Lead")],
        at: now,
        on: [board],
        moves: [{ at: now, by: "bd-lead", to: "Lead" }],
      }),
    );
    const app = sandbox.installApp({ slug: "milepost", org: login, webhookSecret, ...readManifest() });
    return { app, organisation: { login, installation: app.installationId, leads, board, repository } };
  });
  const organisations = installed.map(({ organisation }) => organisation);
  const person = asPerson(sandbox, "bd-lead");
  // One lead of each organisation after the other, so that all of them have something to do all the time.
  const moves = columns.slice(1).flatMap((column) =>
    Array.from({ length: size.leads }, (_, index) => index).flatMap((index) =>
      organisations.map(
        ({ leads, board }) =>
          () =>
            person.moveCard(leads[index]!, board, column),
      ),
    ),
  );
  return { sandbox, app: installed[0]!.app, organisations, moves, tally: () => tallyOf(sandbox, organisations) };
}

function tallyOf({ store }: Sandbox, organisations: readonly Organisation[]): Tally {
  const all = organisations.flatMap(({ leads, board }) => leads.map((lead) => ({ lead, board })));
  const seen = all.map(({ lead, board }) => {
    const field = store.fieldByName(board.id, "Status");
    const value = store.itemsOfIssue(lead.id)[0]?.values.get(field!.id)?.value;
    const column =
      field!.options.find(({ id }) => value?.kind === "single-select" && id === value.optionId)?.name ?? "";
    const labels = lead.labels.map((id) => store.labels.get(id)!.name).filter((name) => name.startsWith("stage: "));
    const welcomes = [...store.issues.values()].filter(
      ({ title, repository }) => repository === lead.repository && title === `Welcome ${lead.title}`,
    );
    const counting = welcomes.filter(({ stateReason }) => stateReason !== "DUPLICATE").length;
    const isLabelled = labels.length === 1 && labels[0] === labelOf(column);
    return {
      isRight: isLabelled && counting === (column === "Partner" ? 1 : 0),
      folded: welcomes.length - counting,
      isDoubled: counting > 1,
    };
  });
  return {
    items: seen.length,
    right: seen.filter(({ isRight }) => isRight).length,
    folded: seen.reduce((sum, { folded }) => sum + folded, 0),
    doubled: seen.filter(({ isDoubled }) => isDoubled).length,
  };
}
