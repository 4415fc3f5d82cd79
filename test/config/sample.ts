/** A config of the smallest sensible size, as text, to change one thing of. */
export const sample = `version: 1
mode: apply
starts: 2025-01-01
team: ["@openwater/partnerships"]
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
      - { id: prospect, board: Prospect, label: "stage: prospect", was: [Negotiating] }
      - { id: partner, board: Partner, label: "stage: partner", outcome: won }
    moves:
      lead: [prospect]
      prospect: [partner]
    steps:
      - { at: prospect, open: leads/draft-contract.md }
      - { at: partner, play: onboarding, values: { community_name: "{{ form.community }}" } }
playbooks:
  onboarding:
    repository: infrastructure
    parent: onboarding/community.md
    children:
      - { id: phase-1, template: onboarding/phase-1.md }
`;

/** The sample with one text replaced by another; throws when the text is not there, so that no row tests nothing. */
export function changed(from: string, to: string): string {
  if (!sample.includes(from)) throw new Error(`The sample does not hold ${JSON.stringify(from)}.`);
  return sample.replace(from, to);
}
