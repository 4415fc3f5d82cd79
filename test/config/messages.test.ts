/**
 * What people read when their config is wrong: place, code, what happened, what to do. The texts are written by hand,
 * and are what a reviewer should read.
 */
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { problemText } from "../../src/model/problem.ts";
import { changed, sample } from "./sample.ts";

interface Row {
  readonly why: string;
  readonly text: string;
  readonly says: readonly string[];
}

function messagesOf(text: string): readonly string[] {
  return loadConfig(text, "milepost.yml").problems.map(problemText);
}

const file: readonly Row[] = [
  {
    why: "an empty file is explained",
    text: "",
    says: [
      "milepost.yml:1:1  config-empty  The config is empty. Begin with `version: 1`, `repositories:` and `pipelines:`; templates/pipelines/leads.yml is a whole one.",
    ],
  },
  {
    why: "comments alone are an empty file",
    text: "# to do\n\n  # later\n",
    says: [
      "milepost.yml:1:1  config-empty  The config is empty. Begin with `version: 1`, `repositories:` and `pipelines:`; templates/pipelines/leads.yml is a whole one.",
    ],
  },
  {
    why: "a list is not a config",
    text: "- version: 1\n",
    says: [
      "milepost.yml:1:1  wrong-type  The config is a list, but a map of keys is expected. Write its keys on lines of their own, indented, or between { and }.",
    ],
  },
  {
    why: "a tab is named where it stands",
    text: changed("  leads: { name", "\tleads: { name"),
    says: ["milepost.yml:8:1  tab-indent  A tab is used for indentation. Use spaces; YAML allows no tabs there."],
  },
  {
    why: "so is one that runs on to the next quote, lines below",
    text: changed("items: { repository", 'items: "{ repository'),
    says: [
      "milepost.yml:12:12  unclosed-quote  A quoted text that begins here is not closed. Add the closing quote on the same line.",
    ],
  },
  {
    why: "and one in a list, where the next quote closes it",
    text: changed(
      '["@openwater/partnerships"]',
      '[\n    "@openwater/partnerships,\n    "@openwater/engineering",\n  ]',
    ),
    says: [
      "milepost.yml:5:5  unclosed-quote  A quoted text that begins here is not closed. Add the closing quote on the same line.",
    ],
  },
  {
    why: "a list's bracket is closed by its own kind",
    text: changed("[partner]", "[partner"),
    says: [
      "milepost.yml:21:17  unclosed-bracket  The `[` is not closed where it should be. Add the missing `]`, and indent what is inside further than the key.",
    ],
  },
  {
    why: "a bare text with a colon needs quotes",
    text: changed("mode: apply", "mode: apply: now"),
    says: [
      'milepost.yml:2:7  quote-needed  There are two `key: value` on one line. If it is one text with a colon in it, put it in quotes: "stage: lead".',
    ],
  },
  {
    why: "a bare @ needs quotes",
    text: changed('["@openwater/partnerships"]', "\n  - @openwater/partnerships"),
    says: ['milepost.yml:5:5  quote-needed  A text cannot begin with @ unless it is quoted. Put it in quotes: "…".'],
  },
  {
    why: "a key needs a space after its colon",
    text: changed("mode: apply", "mode:apply"),
    says: [
      "milepost.yml:2:1  colon-missing  A line stands where a `key: value` is expected. Add the missing colon and a space after it, or indent the line under the key that it belongs to.",
    ],
  },
  {
    why: "keys of one map begin in one column",
    text: changed("      prospect: [partner]", "     prospect: [partner]"),
    says: [
      "milepost.yml:21:1  bad-indent  The indentation fits nothing above it. Give all keys of one map, and all dashes of one list, the same indentation.",
    ],
  },
  {
    why: "so is what follows the end of the document",
    text: `${sample}...\nversion: 1\n`,
    says: [
      "milepost.yml:32:1  many-documents  One document was expected, and a second one begins here. Remove the line `---` or `...` that separates them.",
    ],
  },
  {
    why: "a directive would change what scalars mean",
    text: `%YAML 1.1\n---\n${sample}`,
    says: ["milepost.yml:1:1  yaml-directive  The config has a YAML directive. Remove the line that begins with %."],
  },
  {
    why: "a double key names both lines",
    text: changed("    board: partnerships\n", "    board: partnerships\n    board: delivery\n"),
    says: [
      "milepost.yml:15:5  duplicate-key  The key `board` is given twice, on line 14 and here. Keep one of the two.",
    ],
  },
  {
    why: "a tag is not guessed at",
    text: changed("{ project: openwater/61 }", "!board { project: openwater/61 }"),
    says: [
      'milepost.yml:6:24  yaml-tag  A YAML tag ("!board") is used here. Remove it; quote the value if it is text.',
    ],
  },
  {
    why: "an alias needs its anchor",
    text: changed("[partner]", "*ways"),
    says: [
      "milepost.yml:21:17  unknown-alias  The alias `*ways` has no anchor `&ways` before it. Anchors before it: none.",
    ],
  },
  {
    why: "aliases that multiply are stopped",
    text: `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d,*d,*d,*d]\n`,
    says: [
      "milepost.yml:5:8  too-many-values  With its aliases expanded the config holds more than 20000 values. Use fewer aliases (`*name`).",
    ],
  },
  {
    why: "size is stopped before anything else",
    text: `a: ${"x".repeat(300 * 1024)}`,
    says: [
      "milepost.yml:1:1  config-too-large  The config is 301 KB; the limit is 256 KB. Move long texts into templates.",
    ],
  },
  {
    why: "a NUL byte means another encoding",
    text: "v\0e\0r\0s\0",
    says: ["milepost.yml:1:2  not-utf-8  The config is not UTF-8 text. Save the file as UTF-8."],
  },
  {
    why: "so does what UTF-16 becomes when read as UTF-8",
    text: "\uFFFD\uFFFDversion: 1",
    says: ["milepost.yml:1:1  not-utf-8  The config is not UTF-8 text. Save the file as UTF-8."],
  },
  {
    why: "a prototype is out of reach",
    text: changed("mode: apply", "constructor: { prototype: 1 }"),
    says: ["milepost.yml:2:1  unsafe-key  The key `constructor` is not allowed anywhere. Choose another name."],
  },
  {
    why: "__proto__ too",
    text: changed("    moves:", "    __proto__: {}\n    moves:"),
    says: ["milepost.yml:19:5  unsafe-key  The key `__proto__` is not allowed anywhere. Choose another name."],
  },
];

const keys: readonly Row[] = [
  {
    why: "a misspelt key is not ignored",
    text: changed("    stages:", "    stagess:"),
    says: ['milepost.yml:15:5  unknown-key  There is no key "stagess" in `leads`. Did you mean `stages`?'],
  },
  {
    why: "camelCase is a spelling of the same word",
    text: changed("    moves:", "    illegalMoves: undo\n    moves:"),
    says: ['milepost.yml:19:5  unknown-key  There is no key "illegalMoves" in `leads`. Did you mean `illegal-moves`?'],
  },
  {
    why: "a key that is like no other gets the list",
    text: changed("{ project: openwater/61 }", "{ project: openwater/61, webhook: x }"),
    says: [
      'milepost.yml:6:42  unknown-key  There is no key "webhook" in `partnerships`. Known keys: `project`, `status-field` and `fields`.',
    ],
  },
  {
    why: "a missing version",
    text: changed("version: 1\n", ""),
    says: ["milepost.yml:1:1  missing-key  The config has no `version`. Add `version: 1`. Version of this language."],
  },
  {
    why: "a byte order mark moves no column",
    text: `\uFEFF${changed("version: 1", 'version: "1"')}`,
    says: ["milepost.yml:1:10  version  `version` is not a number. Write `version: 1`."],
  },
  {
    why: "a version in quotes",
    text: changed("version: 1", 'version: "1"'),
    says: ["milepost.yml:1:10  version  `version` is not a number. Write `version: 1`."],
  },
  {
    why: "text where a list is wanted",
    text: changed('["@openwater/partnerships"]', "openwater"),
    says: [
      'milepost.yml:4:7  wrong-type  `team` is the text "openwater", but a list is expected. Write one entry per line, each after `- `, or between [ and ]. For example `team: ["@openwater/partnerships"]`.',
    ],
  },
  {
    why: "nothing where text is wanted, which # often causes",
    text: changed("form: forms/lead.yml", "form: #forms/lead.yml"),
    says: [
      "milepost.yml:13:11  wrong-type  `form` is empty, but text is expected. Give it a value or remove the key; quote a value that begins with #. For example `form: forms/lead.yml`.",
    ],
  },
  {
    why: "no is not a boolean here either",
    text: changed("    moves:", "    status-comment: no\n    moves:"),
    says: [
      'milepost.yml:19:21  wrong-type  `status-comment` is the bare word "no", which some YAML readers take for something else, but true or false is expected. Write `true` or `false`. For example `status-comment: false`.',
    ],
  },
  {
    why: "a word out of a list",
    text: changed("mode: apply", "mode: aply"),
    says: ['milepost.yml:2:7  wrong-value  `mode` is "aply", which it cannot be. Did you mean `apply`?'],
  },
  {
    why: "apply needs a beginning",
    text: changed("starts: 2025-01-01\n", ""),
    says: [
      "milepost.yml:2:7  starts-missing  `mode: apply` needs `starts`: without it, everything that ever happened would open issues now. Add `starts:` with today's date.",
    ],
  },
  {
    why: "a day that the calendar does not have",
    text: changed("2025-01-01", "2025-02-30"),
    says: [
      'milepost.yml:3:9  bad-date  There is no such moment as "2025-02-30". Write a day that the calendar has, such as 2026-01-31.',
    ],
  },
  {
    why: "a moment without a zone",
    text: changed("2025-01-01", "2025-01-01T09:00"),
    says: [
      'milepost.yml:3:9  bad-date  "2025-01-01T09:00" is not a date. Write a day, such as 2026-01-31 (midnight UTC), or an instant with its zone, such as 2026-01-31T09:00:00Z.',
    ],
  },
];

const quoteIt = (written: string, what: string, quoted = written): Row => ({
  why: `${written} is quoted where text is wanted`,
  text: changed("label: lead }", `label: ${written} }`),
  says: [`milepost.yml:12:40  not-text  \`label\` is ${what}, but text is expected. Quote it: "${quoted}".`],
});

const scalars: readonly Row[] = [
  quoteIt("no", 'the bare word "no", which some YAML readers take for something else'),
  quoteIt("On", 'the bare word "On", which some YAML readers take for something else'),
  quoteIt("12:30", 'the bare word "12:30", which some YAML readers take for something else'),
  quoteIt("1_000", 'the bare word "1_000", which some YAML readers take for something else'),
  quoteIt("0o7", 'the bare word "0o7", which some YAML readers take for something else'),
  quoteIt("010", 'the bare word "010", which some YAML readers take for something else'),
  quoteIt("true", "the boolean true"),
  quoteIt("1.50", "the number 1.50"),
  {
    why: "a key is text too",
    text: changed("      lead: [prospect]", "      on: [prospect]"),
    says: ['milepost.yml:20:7  not-text  The key `on` is not text to every YAML reader. Quote it: "on".'],
  },
];

const badLength = (written: string): Row => ({
  why: `${written} is no length of time`,
  text: changed("mode: apply", `visibility-bound: ${written}`),
  says: [
    `milepost.yml:2:19  bad-length-of-time  "${written}" is not a length of time. Write a whole number above zero and s, m, h or d, such as 15m.`,
  ],
});

const texts: readonly Row[] = [
  ...["-3d", "0", "0m", "99999w", "1.5 days", "P3D", "12:30"].map(badLength),
  {
    why: "a bound of a week would stop all work",
    text: changed("mode: apply", "visibility-bound: 7d"),
    says: [
      "milepost.yml:2:19  bad-length-of-time  `visibility-bound` is 7d; it can be from 1m to 1d. 15m suits GitHub.",
    ],
  },
  {
    why: "a comma separates labels in many places on GitHub",
    text: changed('"stage: lead"', '"stage, lead"'),
    says: [
      'milepost.yml:16:41  bad-label-name  "stage, lead" is not a label name. Use 1 to 50 characters without a comma, and no space at either end.',
    ],
  },
  {
    why: "an empty label",
    text: changed('"stage: lead"', '""'),
    says: [
      "milepost.yml:16:41  bad-label-name  The label name is empty. Use 1 to 50 characters without a comma, and no space at either end.",
    ],
  },
  {
    why: "a label as a key is judged as well",
    text: changed("boards:", 'labels:\n  "a,b": {}\nboards:'),
    says: [
      'milepost.yml:6:3  bad-label-name  "a,b" is not a label name. Use 1 to 50 characters without a comma, and no space at either end.',
    ],
  },
  {
    why: "a colour by name",
    text: changed('"stage: lead"', '"stage: lead", color: red'),
    says: [
      'milepost.yml:16:63  bad-label-colour  "red" is not a label colour. Write six hexadecimal digits without #, in quotes, such as "1d76db".',
    ],
  },
  {
    why: "a colour in three digits",
    text: changed('"stage: lead"', '"stage: lead", color: "#fff"'),
    says: [
      'milepost.yml:16:63  bad-label-colour  "#fff" is not a label colour. Write six hexadecimal digits without #, in quotes, such as "1d76db".',
    ],
  },
  {
    why: "a colour that is also a number",
    text: changed('"stage: lead"', '"stage: lead", color: 123456'),
    says: ['milepost.yml:16:63  not-text  `color` is the number 123456, but text is expected. Quote it: "123456".'],
  },
  {
    why: "GitHub's label descriptions end at 100 characters",
    text: changed('"stage: lead"', `"stage: lead", description: "${"d".repeat(101)}"`),
    says: [
      `milepost.yml:16:69  bad-label-description  A label description has at most 100 characters; this one has 101: "${"d".repeat(60)}…". Shorten it.`,
    ],
  },
  {
    why: "a board's address is not what is wanted",
    text: changed("openwater/61", "https://github.com/orgs/openwater/projects/61"),
    says: [
      'milepost.yml:6:28  bad-board-address  "https://github.com/orgs/openwater/projects/61" is not a board address. Write owner/number, such as `openwater/61` for github.com/orgs/openwater/projects/61.',
    ],
  },
  {
    why: "a template stays in its folder",
    text: changed("leads/draft-contract.md", "../../etc/passwd.md"),
    says: [
      'milepost.yml:23:31  bad-template-path  "../../etc/passwd.md" is not a template path. Write a path inside the templates folder that ends in .md, .yml or .yaml, without `..` or a leading slash.',
    ],
  },
  {
    why: "nor does it begin at the root",
    text: changed("leads/draft-contract.md", "/etc/passwd.md"),
    says: [
      'milepost.yml:23:31  bad-template-path  "/etc/passwd.md" is not a template path. Write a path inside the templates folder that ends in .md, .yml or .yaml, without `..` or a leading slash.',
    ],
  },
  {
    why: "a quoted zero cannot be seen, and ends a path for some readers",
    text: changed("leads/draft-contract.md", '"leads/draft\\0contract.md"'),
    says: [
      "milepost.yml:23:31  control-character  This text holds a control character, which nobody can see. Take out the escape, such as \\0 or \\u0007.",
    ],
  },
  {
    why: "an id is part of a key and holds no slash",
    text: changed("id: phase-1", "id: phase/1"),
    says: [
      'milepost.yml:30:15  bad-id  "phase/1" is not an id. Use letters, digits, hyphens, dots and underscores, such as `phase-1`.',
    ],
  },
  {
    why: "letters that reorder the message are spelled out",
    text: changed("id: phase-1", 'id: "phase\u202E1"'),
    says: [
      'milepost.yml:30:15  bad-id  "phase\\u202e1" is not an id. Use letters, digits, hyphens, dots and underscores, such as `phase-1`.',
    ],
  },
];

const names: readonly Row[] = [
  {
    why: "two letters wrong in a long word",
    text: changed("playbooks:", "playboocs2:"),
    says: ['milepost.yml:25:1  unknown-key  There is no key "playboocs2". Did you mean `playbooks`?'],
  },
  {
    why: "a misspelt stage in a move",
    text: changed("lead: [prospect]", "lead: [propsect]"),
    says: [
      'milepost.yml:20:14  unknown-stage  There is no stage "propsect" in the pipeline `leads`. Did you mean `prospect`?',
    ],
  },
  {
    why: "a stage that is like no other gets the list",
    text: changed("at: prospect", "at: invoicing"),
    says: [
      'milepost.yml:23:15  unknown-stage  There is no stage "invoicing" in the pipeline `leads`. Known: `lead`, `prospect` and `partner`.',
    ],
  },
  {
    why: "a misspelt stage as a key",
    text: changed("prospect: [partner]", "prospects: [partner]"),
    says: [
      "milepost.yml:18:9  unreachable-stage  No move leads to the stage `partner`: from `lead` on, `moves` reaches `lead` and `prospect`. Add `partner` to the moves of a stage before it.",
      'milepost.yml:21:7  unknown-stage  There is no stage "prospects" in the pipeline `leads`. Did you mean `prospect`?',
    ],
  },
  {
    why: "a misspelt board",
    text: changed("    board: partnerships", "    board: partnership"),
    says: [
      'milepost.yml:14:12  unknown-board  There is no board "partnership" under `boards`. Did you mean `partnerships`?',
    ],
  },
  {
    why: "a misspelt repository",
    text: changed("repository: infrastructure", "repository: infrastucture"),
    says: [
      'milepost.yml:27:17  unknown-repository  There is no repository "infrastucture" under `repositories`. Did you mean `infrastructure`?',
    ],
  },
  {
    why: "a misspelt playbook",
    text: changed("play: onboarding", "play: onbording"),
    says: [
      'milepost.yml:24:30  unknown-playbook  There is no playbook "onbording" under `playbooks`. Did you mean `onboarding`?',
    ],
  },
];

const whole: readonly Row[] = [
  {
    why: "a stage that no move reaches",
    text: changed("prospect: [partner]", "prospect: []"),
    says: [
      "milepost.yml:18:9  unreachable-stage  No move leads to the stage `partner`: from `lead` on, `moves` reaches `lead` and `prospect`. Add `partner` to the moves of a stage before it.",
    ],
  },
  {
    why: "one label for two stages, by composition: é as one letter and as two",
    text: changed('"stage: lead"', '"caf\u00E9"').replace('"stage: prospect"', '"cafe\u0301"'),
    says: [
      'milepost.yml:17:49  same-label  The stages `lead` and `prospect` have the same label, "cafe\u0301", here and on line 16 ("caf\u00E9" = U+0063 U+0061 U+0066 U+00E9 and "cafe\u0301" = U+0063 U+0061 U+0066 U+0065 U+0301). Give each its own label.',
    ],
  },
  {
    why: "one id for two stages",
    text: changed("id: partner,", "id: Prospect,")
      .replace("[partner]", "[Prospect]")
      .replace("at: partner", "at: Prospect"),
    says: [
      'milepost.yml:18:15  same-id  Two stages have the same id, "Prospect", here and on line 17 ("prospect" and "Prospect"). Give each its own id.',
    ],
  },
  {
    why: "a former name that is another stage's name",
    text: changed("[Negotiating]", "[Lead]"),
    says: [
      'milepost.yml:17:74  same-former-name  "Lead" is a former name of `prospect` and also a name of `lead`. Keep it under the stage that old moves to it should count for.',
    ],
  },
  {
    why: "a pipeline that nothing ends is a warning",
    text: changed(", outcome: won", ""),
    says: [
      "milepost.yml:15:5  no-outcome  No stage of the pipeline `leads` has an outcome, so its items never end in any measure. Give the last stages `outcome: won`, `lost` or `done`.",
    ],
  },
  {
    why: "a stage that nothing shows",
    text: changed('board: Prospect, label: "stage: prospect"', "outcome: lost"),
    says: [
      "milepost.yml:17:9  stage-unseen  Nothing shows the stage `prospect`: it has neither `board` nor `label`. Give it a column, a label or both.",
    ],
  },
  {
    why: "a column without a board",
    text: changed("    board: partnerships\n", "").replace("board: Lead, ", "").replace("board: Partner, ", ""),
    says: [
      'milepost.yml:16:32  no-board  The stage `prospect` names the column "Prospect", but its pipeline has no board. Give the pipeline `board:`, or remove the column.',
    ],
  },
  {
    why: "a step that does nothing",
    text: changed("at: prospect, open: leads/draft-contract.md", "at: prospect"),
    says: [
      "milepost.yml:23:9  step-does-nothing  The step at `prospect` does nothing. Give it `open:` with a template, `play:` with a playbook, `comment:` with a text, `label:`, or `bring-forward:` with recurring work.",
    ],
  },
  {
    why: "a step that does two things",
    text: changed("at: prospect, open: leads/draft-contract.md", "at: prospect, open: a.md, play: onboarding, id: one"),
    says: ["milepost.yml:23:37  step-does-two  The step has both `open` and `play`. Write two steps."],
  },
  {
    why: "what belongs to one issue is not said of a playbook",
    text: changed("play: onboarding,", "play: onboarding, title: Hello, labels: [x],"),
    says: [
      "milepost.yml:24:42  key-not-here  `title` belongs to `open`, and this step plays the playbook `onboarding`. Put it on the playbook or on one of its children.",
      "milepost.yml:24:56  key-not-here  `labels` belongs to `open`, and this step plays the playbook `onboarding`. Put it on the playbook or on one of its children.",
    ],
  },
  {
    why: "two steps of one name would take each other's issue for their own",
    text: changed("at: partner, play: onboarding,", "at: partner, open: other/draft-contract.md,"),
    says: [
      'milepost.yml:24:9  same-id  The id "draft-contract" is used twice; what the second one opens would be taken for the first one\'s. Give it an `id:` of its own.',
    ],
  },
  {
    why: "a value does not hide what values are made from",
    text: changed("values: { community_name:", "values: { form:"),
    says: [
      "milepost.yml:24:52  reserved-name  A value cannot be called `form`: `item`, `form`, `stage` and `pipeline` are what values are made from. Choose another name.",
    ],
  },
  {
    why: "two pipelines for the same issues",
    text: changed(
      "playbooks:",
      "  renewals:\n    items: { repository: leads, label: LEAD }\n    stages: [{ id: due, label: due, outcome: done }]\nplaybooks:",
    ),
    says: [
      "milepost.yml:26:12  same-items  The pipelines `leads` and `renewals` claim the same issues. Give each pipeline in a repository an item label of its own.",
    ],
  },
  {
    why: "a pipeline of all issues claims those of every other",
    text: changed(
      "playbooks:",
      "  all:\n    items: { repository: leads }\n    stages: [{ id: due, label: due, outcome: done }]\nplaybooks:",
    ),
    says: [
      "milepost.yml:26:12  same-items  The pipelines `leads` and `all` claim the same issues. Give each pipeline in a repository an item label of its own.",
    ],
  },
  {
    why: "one repository under two names",
    text: changed("repositories:\n", "repositories:\n  again: { name: OpenWater/Leads }\n"),
    says: [
      "milepost.yml:9:18  same-repository  `again` and `leads` are the same repository, openwater/leads. Keep one of the two.",
    ],
  },
  {
    why: "boards that show the stage in different fields",
    text: changed("repositories:\n", "  delivery: { project: openwater/57, status-field: Stage }\nrepositories:\n"),
    says: [
      "milepost.yml:7:13  status-fields-differ  The boards `partnerships` and `delivery` show the stage in fields of different names. Rename one of the fields on GitHub; all boards of one config need the same name.",
    ],
  },
  {
    why: "a stage label that makes the item",
    text: changed("label: lead }", 'label: "Stage: Lead" }'),
    says: [
      'milepost.yml:16:41  item-label  The label "stage: lead" of the stage `lead` is also what makes an issue an item, so leaving the stage would throw it out. Use two labels.',
    ],
  },
  {
    why: "a label that is described twice",
    text: changed('"stage: lead"', '"stage: lead", color: "1d76db"').replace(
      "boards:",
      'labels: { "Stage: Lead": { color: "ededed" } }\nboards:',
    ),
    says: [
      'milepost.yml:17:56  described-twice  The label "stage: lead" is described here and under `labels`. Keep one of the two.',
    ],
  },
  {
    why: "two spellings of one label",
    text: changed("boards:", "labels: { Urgent: {}, urgent: {} }\nboards:"),
    says: ['milepost.yml:5:23  same-label  "Urgent" and "urgent" are one label to GitHub. Keep one of them.'],
  },
  {
    why: "a config without a pipeline",
    text: sample.replace(/pipelines:[\s\S]*/, "pipelines: {}\n"),
    says: ["milepost.yml:10:12  empty  The config has no pipeline. Describe at least one under `pipelines`."],
  },
  {
    why: "a pipeline without a stage",
    text: sample.replace(/stages:[\s\S]*/, "stages: []\n"),
    says: ["milepost.yml:15:13  empty  `stages` is empty. Give at least one entry."],
  },
];

describe("what a wrong config is told", () => {
  it("is nothing when it is right", () => {
    expect(messagesOf(sample)).toEqual([]);
  });

  it.each([...file, ...keys, ...scalars, ...texts, ...names, ...whole])("$why", ({ text, says }) => {
    expect(messagesOf(text)).toEqual(says);
  });
});

describe("a secret in the config", () => {
  const secrets = ["ghp_", "ghs_", "github_pat_"].map((prefix) => `${prefix}${"Q7".repeat(12)}`);
  const places: readonly [why: string, place: (secret: string) => string][] = [
    ["as a value", (secret) => changed("[Negotiating]", `[${secret}]`)],
    ["in a comment", (secret) => `${sample}# token: ${secret}\n`],
    ["as an unknown key", (secret) => changed("mode: apply", `${secret}: 1`)],
    ["in a file that is no YAML", (secret) => `a: "${secret}\n\t[`],
  ];
  const rows = places.flatMap(([why, place]) =>
    secrets.map((secret) => ({ why: `${secret.slice(0, 4)}… ${why}`, secret, text: place(secret) })),
  );

  it.each(rows)("is refused and not repeated: $why", ({ secret, text }) => {
    const said = messagesOf(text);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(
      "secret-in-config  This looks like a GitHub token; it is not repeated here. Remove it and revoke it: everybody who can read this file has it.",
    );
    expect(said.join()).not.toContain(secret.slice(0, 9));
  });

  it("is a private key as well", () => {
    // In two parts, so that scanners do not take this file for one.
    const key = `${"-".repeat(5)}BEGIN RSA PRIVATE KEY${"-".repeat(5)}`;
    expect(messagesOf(changed("[Negotiating]", `["${key}"]`))).toEqual([
      "milepost.yml:17:75  secret-in-config  This looks like a private key; it is not repeated here. Remove it and revoke it: everybody who can read this file has it.",
    ]);
  });

  it("is not a word that only begins like one", () => {
    expect(messagesOf(changed("[Negotiating]", "[ghp, ghs_, graph_pat_label]"))).toEqual([]);
  });
});
