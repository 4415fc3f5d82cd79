/** What config and templates say together: missing files, variables that nothing gives, values that may not travel. */
import { describe, expect, it } from "vitest";
import { checkConfig, type TemplateTexts } from "../../src/config/check.ts";
import { loadConfig } from "../../src/config/load.ts";
import { itemFields } from "../../src/config/recipes.ts";
import { problemText } from "../../src/model/problem.ts";
import { changed, sample } from "./sample.ts";

const form = `name: Lead
description: A new lead
body:
  - type: input
    id: community
    attributes: { label: Community }
  - type: input
    id: hub-url
    attributes: { label: Hub address }
`;

const markdown = (title: string, body = "- [ ] One") => `---\nname: A\nabout: B\ntitle: "${title}"\n---\n\n${body}\n`;

const templates: TemplateTexts = {
  "forms/lead.yml": form,
  "leads/draft-contract.md": markdown("Draft the agreement"),
  "onboarding/community.md": markdown("Onboard {{ community_name }}"),
  "onboarding/phase-1.md": markdown("[Phase 1] {{ community_name }}"),
};

function messagesOf(text: string, texts: TemplateTexts): readonly string[] {
  const { config, problems, where } = loadConfig(text, "milepost.yml");
  expect(problems.map(problemText)).toEqual([]);
  return checkConfig(config!, texts, where).map(problemText);
}

interface Row {
  readonly why: string;
  readonly config?: string;
  readonly texts?: TemplateTexts;
  readonly says: readonly string[];
}

const rows: readonly Row[] = [
  {
    why: "an issue that is opened for every new item and is one itself, by its template's own label",
    config: changed("at: prospect, open", "on: opened, open"),
    texts: { "leads/draft-contract.md": "---\nname: A\nabout: B\ntitle: Draft\nlabels: Lead\n---\n\n- [ ] One\n" },
    says: [
      "milepost.yml:22:5  cycle  What opens at once in each of these is an item of the next, so issues would be opened for ever: `leads` → `leads`. Give what is opened other labels, or the step a `when:`.",
    ],
  },
  {
    why: "a condition may end it",
    config: changed(
      "at: prospect, open: leads/draft-contract.md",
      "on: opened, when: { label: x }, open: leads/draft-contract.md, labels: [lead]",
    ),
    says: [],
  },
  {
    why: "a condition in the second of two playbooks that a pipeline plays",
    config: changed(
      "      - { at: partner, play: onboarding",
      "      - { at: prospect, play: second }\n      - { at: partner, play: onboarding",
    ).replace(
      "playbooks:\n",
      "playbooks:\n  second:\n    repository: leads\n    parent: second.md\n    children:\n      - { id: a, template: second.md, when: { field: comunity, is: x } }\n",
    ),
    texts: { "second.md": markdown("Second") },
    says: [
      'milepost.yml:31:45  unknown-form-field  The form forms/lead.yml has no field "comunity". Did you mean `community`?',
    ],
  },
  {
    why: "a condition on a field that the form does not have",
    config: changed("draft-contract.md }", "draft-contract.md, when: { all: [{ field: comunity, is: x }] } }"),
    says: [
      'milepost.yml:23:62  unknown-form-field  The form forms/lead.yml has no field "comunity". Did you mean `community`?',
    ],
  },
  {
    why: "a cohort by a field that the form does not have",
    config: changed("    steps:\n", "    cohorts: [quarter, { answer: sourc }]\n    steps:\n"),
    says: [
      'milepost.yml:22:34  unknown-form-field  The form forms/lead.yml has no field "sourc". Known: `community` and `hub-url`.',
    ],
  },
  {
    why: "a date by a field that the form does not have",
    config: changed("    steps:\n", "    steps:\n      - { before: ends, label: soon }\n"),
    says: [
      'milepost.yml:23:19  unknown-form-field  The form forms/lead.yml has no field "ends". Known: `community` and `hub-url`.',
    ],
  },
  {
    why: "what satisfaction and training count by, where the form does not have it",
    config: changed(
      "mode: apply",
      "mode: apply\ncommunities: { file: c.yml }\nsatisfaction: { form: { of: leads, score: scor, touch-point: hub-url } }\ntraining: { of: leads, hours: hours, agreed: { in: leads, hours: hub-ur } }",
    ).replace("    form: forms/lead.yml\n", "    form: forms/lead.yml\n    community: community\n"),
    says: [
      'milepost.yml:4:43  unknown-form-field  The form forms/lead.yml has no field "scor". Known: `community` and `hub-url`.',
      'milepost.yml:5:31  unknown-form-field  The form forms/lead.yml has no field "hours". Known: `community` and `hub-url`.',
      'milepost.yml:5:66  unknown-form-field  The form forms/lead.yml has no field "hub-ur". Did you mean `hub-url`?',
    ],
  },
  {
    why: "a checklist issue's condition is about the item that plays it",
    config: changed("phase-1.md }", "phase-1.md, when: { filled: region } }"),
    says: [
      'milepost.yml:30:63  unknown-form-field  The form forms/lead.yml has no field "region". Known: `community` and `hub-url`.',
    ],
  },
  {
    why: "a comment that names an answer that is none; its own values are known",
    config: changed(
      "    steps:\n",
      '    steps:\n      - { at: lead, comment: "{{ name }} {{ form.hub }}", values: { name: x } }\n',
    ),
    says: [
      "milepost.yml:23:30  unknown-variable  `form` has no `hub`: the form forms/lead.yml has no field of that id. Known: `community` and `hub-url`.",
    ],
  },
  {
    why: "recurring work knows its period, and no item",
    config: changed(
      "mode: apply",
      'mode: apply\nrecurring:\n  r: { every: month, in: leads, label: l, open: r.md, values: { a: "{{ item.title }}" } }',
    ),
    texts: { "r.md": markdown("{{ period }} {{ a }}") },
    says: [
      "milepost.yml:4:68  unknown-variable  `item.title` is nothing that a value can be made from. Known: `recurring`, `period`, `date`, `iteration` and `community`.",
    ],
  },
  {
    why: "a flow from a private repository to a public one, by a field that it does not accept",
    config: changed(
      "mode: apply",
      'mode: apply\nflows:\n  f: { from: leads, key: id, accepts: [id], in: infrastructure, label: l, play: { parent: f.md, values: { a: "{{ payload.tittle }}" } } }',
    ),
    texts: { "f.md": markdown("{{ a }}") },
    says: [
      "milepost.yml:4:110  unknown-variable  `payload` has no `tittle`. Known: `id`.",
      "milepost.yml:4:40  private-value  `id` of a dispatch would go from private openwater/leads to public openwater/infrastructure. Add `id` to `repositories.infrastructure.accepts` if everybody there may read it, or open the issues in a place that is as private.",
      "milepost.yml:4:110  private-value  `a` would go from private openwater/leads to public openwater/infrastructure, through f.md. Add `a` to `repositories.infrastructure.accepts` if everybody there may read it, or take it out of the template.",
    ],
  },
  {
    why: "a flow whose repository accepts what it sends",
    config: changed(
      "mode: apply",
      'mode: apply\nflows:\n  f: { from: leads, key: community_name, accepts: [community_name], in: infrastructure, label: l, play: { parent: f.md, values: { community_name: "{{ payload.community_name }}" } } }',
    ),
    texts: { "f.md": markdown("{{ community_name }}") },
    says: [],
  },
  {
    why: "a community's value of a private file, in public",
    config: changed(
      "mode: apply",
      'mode: apply\ncommunities: { file: "openwater/.github-private:c.yml", accepts: [plan] }\nrecurring:\n  r: { every: month, in: infrastructure, label: l, open: r.md, per-community: {}, values: { a: "{{ community.plan }}", b: "{{ community.name }}" } }',
    ),
    texts: { "r.md": markdown("{{ a }} {{ b }}") },
    says: [
      "milepost.yml:5:96  private-value  `a` would go from the communities file in private openwater/.github-private to public openwater/infrastructure, through r.md. Add `a` to `repositories.infrastructure.accepts` if everybody there may read it, or take it out of the template.",
    ],
  },
  {
    why: "a community's value of a private file that is listed",
    config: changed(
      "mode: apply",
      'mode: apply\ncommunities: { file: "openwater/leads:c.yml", accepts: [plan] }\nrecurring:\n  r: { every: month, in: infrastructure, label: l, open: r.md, per-community: {}, values: { community_name: "{{ community.plan }}" } }',
    ),
    texts: { "r.md": markdown("{{ community_name }}") },
    says: [],
  },
  {
    why: "a field of a new card that names nothing, and one that may not go there",
    config: changed(
      "mode: apply",
      'mode: apply\nrecurring:\n  r: { every: month, in: infrastructure, label: l, open: r.md, per-community: {}, board: partnerships, set: { note: "{{ periood }}", more: "{{ community.plan }}" } }\ncommunities: { file: "openwater/leads:c.yml", accepts: [plan] }',
    ).replace("openwater/61 }", "openwater/61, fields: { note: Note, more: More } }"),
    texts: { "r.md": markdown("{{ period }}") },
    says: [
      "milepost.yml:4:117  unknown-variable  `periood` is nothing that a value can be made from. Did you mean `period`?",
      "milepost.yml:4:140  private-value  `more` would go from the communities file in private openwater/leads to public openwater/infrastructure, as a field of the new issue's card. Add `more` to `repositories.infrastructure.accepts` if everybody there may read it, or take it out of `set`.",
    ],
  },
  {
    why: "a checklist whose variable nothing gives",
    config: changed("    steps:\n", "    checklists: [{ id: c, append: c.md }]\n    steps:\n"),
    texts: { "c.md": "- [ ] {{ region }}\n" },
    says: [
      "c.md:1:10  unknown-variable  Nothing gives `region` a value. Give `region` under `values` of pipelines.leads.checklists[0].",
    ],
  },
  {
    why: "a step that names no template gets the nearest name",
    config: changed("leads/draft-contract.md", "leads/draft-contracts.md"),
    texts: { "leads/draft-contracts.md": null },
    says: [
      "milepost.yml:23:31  template-missing  There is no file `leads/draft-contracts.md` in the templates folder. Did you mean `leads/draft-contract.md`?",
    ],
  },
  {
    why: "a playbook that names no template is told where it does",
    texts: { "onboarding/phase-1.md": null, "onboarding/community.md": null },
    says: [
      "milepost.yml:28:13  template-missing  There is no file `onboarding/community.md` in the templates folder. Add it, or correct the path.",
      "milepost.yml:30:34  template-missing  There is no file `onboarding/phase-1.md` in the templates folder. Add it, or correct the path.",
    ],
  },
  {
    why: "a form that is not there",
    texts: { "forms/lead.yml": null },
    says: [
      "milepost.yml:13:11  template-missing  There is no file `forms/lead.yml` in the templates folder. Add it, or correct the path.",
    ],
  },
  {
    why: "a template that was not read is not judged",
    config: changed("leads/draft-contract.md", "leads/other.md"),
    says: [],
  },
  {
    why: "a misspelt variable is named at its place in the template",
    texts: { "onboarding/phase-1.md": markdown("[Phase 1]", "For {{ comunity_name }}.") },
    says: [
      "onboarding/phase-1.md:7:8  unknown-variable  Nothing gives `comunity_name` a value. Did you mean `community_name`?",
    ],
  },
  {
    why: "a variable that is like no other is to be given",
    texts: { "onboarding/phase-1.md": markdown("[Phase 1] {{ region }}") },
    says: [
      "onboarding/phase-1.md:4:22  unknown-variable  Nothing gives `region` a value. Give `region` under `values` of playbooks.onboarding.children[0].",
    ],
  },
  {
    why: "a placeholder as people write them is a variable too",
    texts: { "onboarding/phase-1.md": markdown("[Phase 1] {{ HUB NAME }}") },
    says: [
      "onboarding/phase-1.md:4:22  unknown-variable  Nothing gives `HUB NAME` a value. Give `hub_name` under `values` of playbooks.onboarding.children[0].",
    ],
  },
  {
    why: "spellings of one name are one variable",
    texts: { "onboarding/phase-1.md": markdown("[Phase 1] {{ Community Name }}") },
    says: [],
  },
  {
    why: "a condition names variables as well",
    texts: { "onboarding/phase-1.md": markdown("[Phase 1]", "{% if dedicated %}\n- [ ] Account\n{% endif %}") },
    says: [
      "onboarding/phase-1.md:7:7  unknown-variable  Nothing gives `dedicated` a value. Give `dedicated` under `values` of playbooks.onboarding.children[0].",
    ],
  },
  {
    why: "a template with its own answer can do without a value",
    texts: { "onboarding/phase-1.md": markdown("[Phase 1]", '{{ region | default: "to be decided" }}') },
    says: [],
  },
  {
    why: "a value that Liquid cannot read is named in the config",
    config: changed('"{{ form.community }}"', '"{{ form.community | slugfy }}"'),
    says: ['milepost.yml:24:68  unknown-filter  There is no filter "slugfy". Did you mean "slugify"?'],
  },
  {
    why: "a field that the form does not have",
    config: changed("form.community", "form.comunity"),
    says: [
      "milepost.yml:24:68  unknown-variable  `form` has no `comunity`: the form forms/lead.yml has no field of that id. Did you mean `community`?",
    ],
  },
  {
    why: "a form that was not read may have any field",
    config: changed("form.community", "form.anything").replace("    form: forms/lead.yml\n", ""),
    says: [],
  },
  {
    why: "something that an item does not have",
    config: changed("form.community", "item.titel"),
    says: ["milepost.yml:24:68  unknown-variable  `item` has no `titel`. Did you mean `title`?"],
  },
  {
    why: "something that values are not made from",
    config: changed("form.community", "secrets.TOKEN"),
    says: [
      "milepost.yml:24:68  unknown-variable  `secrets.TOKEN` is nothing that a value can be made from. Known: `item`, `form`, `stage`, `pipeline` and `community`.",
    ],
  },
  {
    why: "a private value that the public repository does not accept is named, with both places",
    config: changed("accepts: [community_name]", "accepts: []").replace(
      "onboarding/phase-1.md",
      "onboarding/community.md",
    ),
    says: [
      "milepost.yml:24:68  private-value  `community_name` would go from private openwater/leads to public openwater/infrastructure, through onboarding/community.md. Add `community_name` to `repositories.infrastructure.accepts` if everybody there may read it, or take it out of the template.",
    ],
  },
  {
    why: "a private value that no public template uses goes nowhere",
    config: changed(
      '{ community_name: "{{ form.community }}" }',
      '{ community_name: "{{ form.community }}", fee: "{{ form.hub-url }}" }',
    ),
    says: [],
  },
  {
    why: "a value may stay in a place that is no more public",
    config: changed("visibility: public", "visibility: private").replace("[community_name]", "[]"),
    says: [],
  },
  {
    why: "an internal repository is more public than a private one",
    config: changed("visibility: public", "visibility: internal").replace("[community_name]", "[community_url]"),
    texts: { "onboarding/phase-1.md": markdown("[Phase 1]") },
    says: [
      "milepost.yml:24:68  private-value  `community_name` would go from private openwater/leads to internal openwater/infrastructure, through onboarding/community.md. Add `community_name` to `repositories.infrastructure.accepts` if everybody there may read it, or take it out of the template.",
    ],
  },
  {
    why: "where the config states no visibility, only GitHub can say",
    config: changed(", visibility: private", "").replace("[community_name]", "[]"),
    says: [],
  },
  {
    why: "a title in the config stands in for the template's",
    config: changed("phase-1.md }", 'phase-1.md, title: "Phase 1 of {{ hub }}" }'),
    texts: { "onboarding/phase-1.md": markdown("{{ nothing_of_this_counts }}") },
    says: [
      "milepost.yml:30:34  unknown-variable  Nothing gives `hub` a value. Give `hub` under `values` of playbooks.onboarding.children[0].",
    ],
  },
  {
    why: "a title that Liquid cannot read is named in the config",
    config: changed("phase-1.md }", 'phase-1.md, title: "{{ community_name | slugfy }}" }'),
    says: ['milepost.yml:30:64  unknown-filter  There is no filter "slugfy". Did you mean "slugify"?'],
  },
];

describe("a config and its templates", () => {
  it("have nothing to be told when they fit", () => {
    expect(messagesOf(sample, templates)).toEqual([]);
  });

  it.each(rows)("$why", ({ config = sample, texts = {}, says }) => {
    expect(messagesOf(config, { ...templates, ...texts })).toEqual(says);
  });

  it("are judged by what a step's own values add, and by nobody else's", () => {
    const text = changed(
      "    steps:\n",
      '    steps:\n      - { id: other, at: lead, open: leads/draft-contract.md, values: { fee: "{{ item.title }}" } }\n',
    );
    const texts = { ...templates, "leads/draft-contract.md": markdown("Draft", "{{ fee }}") };
    expect(messagesOf(text, texts)).toEqual([
      "leads/draft-contract.md:7:4  unknown-variable  Nothing gives `fee` a value. Give `fee` under `values` of pipelines.leads.steps[1].",
    ]);
  });

  it("know every field of an item that planning gives", () => {
    const text = changed('"{{ form.community }}"', `"${itemFields.map((name) => `{{ item.${name} }}`).join("")}"`);
    expect(messagesOf(text, templates)).toEqual([]);
  });
});
