/** A config that makes all six real templates into steps and playbooks, and the files beside it. */
import { configPath } from "../../src/entry/demo/files.ts";
import { realTemplates } from "./real-templates.ts";

const parent = `---
name: Onboarding
about: Everything for a new community
title: "Onboard {{ community_name }}"
labels: onboarding
---

The hub of {{ community_name }} will be at {{ community_url }}.
`;

/** Everything for the organisation's \`.github\` repository. */
export function realFiles(illegalMoves: "tell" | "undo"): Readonly<Record<string, string>> {
  const templates = Object.entries(realTemplates()).map(([name, text]) => [`.github/milepost/real/${name}`, text]);
  return {
    [configPath]: config(illegalMoves),
    ".github/milepost/community.md": parent,
    ...Object.fromEntries(templates),
  };
}

function config(illegalMoves: "tell" | "undo"): string {
  return `
version: 1
mode: apply
starts: 2025-07-01
boards:
  partnerships: { project: openwater/61 }
repositories:
  leads: { name: openwater/leads, visibility: private }
  infrastructure:
    name: openwater/infrastructure
    visibility: public
    accepts: [ community_name, community_url, hub_name, deadline, change ]
pipelines:
  leads:
    items: { repository: leads, label: lead }
    board: partnerships
    stages:
      - { id: lead, board: Lead, label: "stage: lead" }
      - { id: qualified, board: Qualified lead, label: "stage: qualified" }
      - { id: prospect, board: Prospect, label: "stage: prospect" }
      - { id: partner, board: Partner, label: "stage: partner", outcome: won }
      - { id: lost, board: Lost, label: "stage: lost", outcome: lost }
    moves:
      lead: [ qualified, lost ]
      qualified: [ prospect, lost ]
      prospect: [ partner, lost ]
      partner: [ prospect ]
    illegal-moves: ${illegalMoves}
    steps:
      - id: questions
        at: prospect
        open: real/08_freshdesk-ticket.yaml
        values:
          ticket_name: "Questions of {{ form.community }}"
          description: "{{ item.title }} asks what a hub would be for them."
      - { at: partner, play: onboarding }
      - { at: lost, play: leaving }
playbooks:
  onboarding:
    repository: infrastructure
    parent: community.md
    values:
      community_name: "{{ form.community }}"
      community_url: "{{ form.hub_address }}"
      hub_name: "{{ form.community }}"
    children:
      - { id: phase-1, template: real/03_new-hub_phase-1.yaml }
      - { id: phase-2, template: real/04_new-hub_phase-2.yaml }
      - { id: phase-3, template: real/05_new-hub_phase-3.yaml }
  leaving:
    repository: infrastructure
    parent: real/06_decommission-hub.md
    values: { hub_name: "{{ form.community }}", deadline: "2025-09-30" }
    children:
      - { id: rollout, template: real/01_rollout-change.md, values: { change: "the end of a hub" } }
`;
}
