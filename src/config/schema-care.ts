/** What the config may say of an item's care, whatever its stage: answers, titles, assignment, closing and more. */
import * as z from "zod";
import { clockSchema, noticeSchema, overlapSchema } from "./schema-clock.ts";
import { conditionSchema, setNotes, settingsSchema, whenNotes } from "./schema-condition.ts";
import { deliverablesSchema } from "./schema-deliverable.ts";
import { gateSchema } from "./schema-gate.ts";
import { contractsSchema, invoicesSchema } from "./schema-money.ts";
import {
  answerText,
  fieldText,
  idText,
  key,
  labelText,
  liquidText,
  loginText,
  nameText,
  teamText,
  templateText,
  variableText,
} from "./schema-text.ts";

export const valuesSchema = z.record(variableText, liquidText);

const board = key(nameText.optional(), {
  description: "The board whose fields `set` fills: a name under `boards`.",
  examples: ["delivery"],
  byDefault: "the pipeline's board",
});

const when = key(conditionSchema.optional(), whenNotes);
const set = key(settingsSchema.default({}), setNotes);
const mention = key(z.array(teamText).default([]), {
  description: "Who is mentioned in the comment: teams and logins.",
  examples: [["engineering-manager"]],
});

const answerSchema = z
  .strictObject({
    when,
    field: key(fieldText.optional(), {
      description: "The field of the form that `labels` follows.",
      examples: ["impact"],
      byDefault: "none; the rule goes by `when`",
    }),
    labels: key(z.record(answerText, labelText).default({}), {
      description: "For each answer to `field`, the label to carry while it is the answer.",
      examples: [{ High: "impact: high", Low: "impact: low" }],
    }),
    label: key(labelText.optional(), {
      description: "Carried while the rule holds.",
      examples: ["dedicated"],
      byDefault: "none",
    }),
    set,
    board,
    assign: key(z.array(loginText).default([]), {
      description: "Who is assigned while the rule holds.",
      examples: [["engineer-1"]],
    }),
    milestone: key(z.string().min(1).max(200).optional(), {
      description: "Title of the repository's open milestone that the issue is put under while the rule holds.",
      examples: ["2026 Q4"],
      byDefault: "none",
    }),
  })
  .meta({ id: "answer", title: "answer", description: "What follows from an answer or a condition." });

const titlesSchema = z
  .strictObject({
    pattern: key(liquidText.optional(), {
      description: "What a title that still holds a placeholder becomes, once everything in it is answered.",
      examples: ["[Support] {{ form.title }}"],
      byDefault: "titles are flagged, not repaired",
    }),
    label: key(labelText.optional(), {
      description: "Carried while the title cannot be repaired.",
      examples: ["needs-title"],
      byDefault: "none",
    }),
  })
  .meta({ id: "titles", title: "titles", description: "What becomes of unfilled titles." });

const asksSchema = z
  .strictObject({
    only: key(z.literal("representatives").default("representatives"), {
      description: "Who may ask without being asked for an approval: representatives of the item's community.",
      examples: ["representatives"],
    }),
    label: key(labelText.default("awaiting:rep"), {
      description: "Carried while a representative is awaited.",
      examples: ["awaiting representative"],
    }),
    when,
  })
  .meta({ id: "asks", title: "asks", description: "Who may ask." });

const escalationSchema = z
  .strictObject({
    id: key(idText, { description: "Names the escalation; it happens once per item.", examples: ["critical"] }),
    when: key(conditionSchema, {
      description: "What makes an item grave.",
      examples: [{ field: "impact", is: "High" }],
    }),
    set,
    board,
    mention,
    say: key(liquidText.optional(), {
      description: "The comment; Liquid.",
      examples: ["This one cannot wait: {{ form.title }}"],
      byDefault: "a plain sentence",
    }),
  })
  .meta({ id: "escalation", title: "escalation", description: "What a grave item brings about." });

const rankSchema = z.strictObject({
  name: key(z.string().min(1).max(50), { description: "Name of the priority.", examples: ["P1"] }),
  when,
  label: key(labelText.optional(), {
    description: "Carried by items of this priority.",
    examples: ["prio: 1"],
    byDefault: "none",
  }),
});

const prioritySchema = z
  .strictObject({
    rules: key(z.array(rankSchema).min(1), {
      description: "In order; the first that holds gives the priority.",
      examples: [[{ name: "P1", when: { label: "funded" } }, { name: "P8" }]],
    }),
    set,
    board,
  })
  .meta({ id: "priority", title: "priority", description: "How urgent an item is." });

const assignSchema = z
  .strictObject({
    id: key(idText, { description: "Names the rule.", examples: ["triage"] }),
    when,
    rotation: key(z.array(teamText).min(1), {
      description: "Who takes an item in turn: logins in this order, and teams. Who is away is passed over.",
      examples: [["engineer-1", "engineer-2"]],
    }),
  })
  .meta({ id: "assignment", title: "assignment", description: "Who takes an item." });

const checklistSchema = z
  .strictObject({
    id: key(idText, { description: "Names the checklist; keep it when files move.", examples: ["accounts"] }),
    append: key(templateText, {
      description:
        "The Markdown file that is appended to the issue once, and kept up to date without unticking anything.",
      examples: ["team/accounts.md"],
    }),
    when,
    values: key(valuesSchema.default({}), {
      description: "What the file's variables stand for: Liquid.",
      examples: [{ name: "{{ form.name }}" }],
    }),
  })
  .meta({ id: "checklist", title: "checklist", description: "A block of an issue that is kept." });

const closeSchema = z
  .strictObject({
    id: key(idText.optional(), {
      description: "Names the rule.",
      examples: ["iteration"],
      byDefault: "its place in the list",
    }),
    as: key(z.enum(["completed", "not-planned"]).optional(), {
      description: "Only when the issue was closed so.",
      examples: ["completed"],
      byDefault: "however it was closed",
    }),
    when,
    board,
    set: key(settingsSchema, setNotes),
  })
  .meta({ id: "closing", title: "closing", description: "Board fields that are set on closing." });

/** The keys that pipelines and rules share. */
export const careShape = {
  deliverables: key(deliverablesSchema.optional(), {
    description: "That items are owed by a day: reports say which were delivered, how late, and what nothing proves.",
    examples: [{ due: "due", evidence: "evidence", of: "grant" }],
    byDefault: "items are not owed by a day",
  }),
  contracts: key(contractsSchema.optional(), {
    description:
      "That an item is a contract once it stands in a stage that is `won` or `done`, and may become one before. Needs `money`; only finance reports tell of it.",
    examples: [{ value: "value", start: "start", end: "end", tier: "tier" }],
    byDefault: "items are no contracts",
  }),
  invoices: key(invoicesSchema.optional(), {
    description:
      "That an item is an invoice for the contract it is a sub-issue of. Needs a pipeline with `contracts`. What is billed and paid only finance reports tell; a public report has none of these items.",
    examples: [{ start: "first-day", end: "last-day", overdue: "60d" }],
    byDefault: "items are no invoices",
  }),
  community: key(fieldText.optional(), {
    description: "The field of the form whose answer names the community: its slug or one of its names.",
    examples: ["community"],
    byDefault: "items have no community",
  }),
  asks: key(asksSchema.optional(), {
    description:
      "Who may ask. For others the representatives are asked to approve: they are mentioned on the issue, also where it is public.",
    examples: [{ only: "representatives", label: "awaiting:rep" }],
    byDefault: "everybody may",
  }),
  answers: key(z.array(answerSchema).default([]), {
    description: "What follows from answers, and goes again when they change.",
    examples: [[{ field: "impact", labels: { High: "impact: high" } }]],
  }),
  titles: key(titlesSchema.optional(), {
    description: "What becomes of titles that were never filled in.",
    examples: [{ pattern: "[Support] {{ form.title }}", label: "needs-title" }],
    byDefault: "titles are left alone",
  }),
  gates: key(z.array(gateSchema).default([]), {
    description: "What an item needs before it may be called ready.",
    examples: [[{ id: "ready", label: "not-ready", needs: [{ table: "Information" }] }]],
  }),
  clocks: key(z.array(clockSchema).default([]), {
    description: "Times to keep, in working time.",
    examples: [[{ id: "first-response", until: "response", target: "24h" }]],
  }),
  escalations: key(z.array(escalationSchema).default([]), {
    description: "What a grave item brings about, once.",
    examples: [[{ id: "critical", when: { field: "impact", is: "High" }, mention: ["engineering-manager"] }]],
  }),
  notices: key(z.array(noticeSchema).default([]), {
    description: "How many days of notice are needed. They are counted, whatever the form claims.",
    examples: [[{ id: "notice", to: "start-date", "at-least": "21d", label: "short-notice" }]],
  }),
  overlaps: key(z.array(overlapSchema).default([]), {
    description: "Things that only one item may have at a time; items that overlap are linked to each other.",
    examples: [[{ id: "hub", resource: ["hub-url"], from: "start-date", to: "end-date", label: "overlap" }]],
  }),
  priority: key(prioritySchema.optional(), {
    description: "How urgent an item is, by the first rule that holds.",
    examples: [{ rules: [{ name: "P1", when: { label: "funded" }, label: "prio: 1" }, { name: "P8" }] }],
    byDefault: "none",
  }),
  assign: key(z.array(assignSchema).default([]), {
    description: "Who takes an open item that nobody has, in turn.",
    examples: [[{ id: "triage", rotation: ["engineer-1", "engineer-2"] }]],
  }),
  checklists: key(z.array(checklistSchema).default([]), {
    description: "Blocks that are appended to issues and kept.",
    examples: [[{ id: "accounts", append: "team/accounts.md" }]],
  }),
  "on-close": key(z.array(closeSchema).default([]), {
    description: "Board fields that are set when an issue is closed.",
    examples: [[{ as: "completed", set: { iteration: "current" } }]],
  }),
} as const;
