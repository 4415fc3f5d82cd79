/** The organisation of the simulation: its config and templates, small but with every kind of step. */

export function filesOf(illegalMoves: "tell" | "undo"): Readonly<Record<string, string>> {
  return {
    ".github/milepost.yml": `version: 1
mode: apply
starts: 2026-03-01
boards:
  partnerships: { project: openwater/61 }
repositories:
  leads: { name: openwater/leads, visibility: private }
  infrastructure: { name: openwater/infrastructure, visibility: public, accepts: [community_name] }
pipelines:
  leads:
    items: { repository: leads, label: lead }
    form: forms/lead.yml
    board: partnerships
    stages:
      - { id: lead, board: Lead, label: "stage: lead" }
      - { id: qualified, board: Qualified lead, label: "stage: qualified" }
      - { id: prospect, board: Prospect, label: "stage: prospect" }
      - { id: partner, board: Partner, label: "stage: partner", outcome: won }
      - { id: lost, board: Lost, label: "stage: lost", outcome: lost, closed-as: not-planned }
    moves:
      lead: [qualified, lost]
      qualified: [prospect, lost]
      prospect: [partner, lost]
      partner: [prospect]
      lost: [lead]
    illegal-moves: ${illegalMoves}
    steps:
      - { at: prospect, open: contract.md }
      - { at: partner, play: onboarding, values: { community_name: "{{ form.community }}" } }
playbooks:
  onboarding:
    repository: infrastructure
    parent: community.md
    children:
      - { id: phase-1, template: phase-1.md }
      - { id: phase-2, template: phase-2.md }
`,
    ".github/milepost/forms/lead.yml": `name: Lead
description: A new lead
body:
  - type: input
    id: community
    attributes: { label: Community }
  - type: textarea
    id: notes
    attributes: { label: Notes }
`,
    ".github/milepost/contract.md":
      "---\nname: Contract\nabout: Draft it\ntitle: Draft the contract\n---\n- [ ] Draft\n- [ ] Send\n",
    ".github/milepost/community.md":
      "---\nname: Community\nabout: Onboard\ntitle: 'Onboard {{ community_name }}'\n---\nWelcome.\n",
    ".github/milepost/phase-1.md":
      "---\nname: One\nabout: One\ntitle: '[Phase 1] Account - {{ community_name }}'\n---\n- [ ] Account\n",
    ".github/milepost/phase-2.md":
      "---\nname: Two\nabout: Two\ntitle: '[Phase 2] Hub - {{ community_name }}'\n---\n- [ ] Hub\n",
  };
}
