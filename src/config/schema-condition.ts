/**
 * What many parts of the config share: conditions, dates of an item, and what board fields are set to. Their meaning
 * is in `model/condition.ts`.
 */
import * as z from "zod";
import {
  answerText,
  fieldText,
  idText,
  key,
  labelText,
  nameText,
  payloadText,
  signedDaysText,
  variableText,
} from "./schema-text.ts";

/** One entry, or a list of them. */
export function oneOrMore<T extends z.ZodType>(one: T) {
  return z.union([one, z.array(one).min(1)]);
}

/** A condition as the file writes it. Exactly one of its kinds is given; `check-conditions.ts` sees to that. */
export interface ConditionFile {
  readonly field?: string | undefined;
  readonly filled?: string | undefined;
  readonly label?: string | undefined;
  readonly stage?: string | readonly string[] | undefined;
  readonly community?: string | undefined;
  readonly value?: string | undefined;
  readonly is?: string | readonly string[] | undefined;
  readonly all?: readonly ConditionFile[] | undefined;
  readonly any?: readonly ConditionFile[] | undefined;
  readonly not?: ConditionFile | undefined;
}

const inner: z.ZodType<ConditionFile, ConditionFile> = z.lazy(() => conditionSchema);

export const conditionSchema: z.ZodType<ConditionFile, ConditionFile> = z
  .strictObject({
    field: key(fieldText.optional(), {
      description: "With `is`: the answer to this field of the form is one of those, without regard to case.",
      examples: ["cluster"],
      byDefault: "another kind of condition",
    }),
    filled: key(fieldText.optional(), {
      description: "This field of the form has an answer.",
      examples: ["contract-end"],
      byDefault: "another kind of condition",
    }),
    label: key(labelText.optional(), {
      description: "The issue carries this label.",
      examples: ["type: onboard"],
      byDefault: "another kind of condition",
    }),
    stage: key(oneOrMore(idText).optional(), {
      description: "The item is in this stage, or in one of these.",
      examples: ["partner", ["prospect", "partner"]],
      byDefault: "another kind of condition",
    }),
    community: key(variableText.optional(), {
      description: "With `is`: this value of the item's community, from the communities file, is one of those.",
      examples: ["cloud-paid-by-us"],
      byDefault: "another kind of condition",
    }),
    value: key(payloadText.optional(), {
      description: "With `is`: this field of the dispatched payload, or this value handed down, is one of those.",
      examples: ["cluster"],
      byDefault: "another kind of condition",
    }),
    is: key(oneOrMore(answerText).optional(), {
      description: "What `field`, `community` or `value` is compared with; any one of a list is enough.",
      examples: ["dedicated", ["yes", "maybe"]],
      byDefault: "none; needed with these three",
    }),
    all: key(z.array(inner).min(1).optional(), {
      description: "Every one of these conditions holds.",
      examples: [[{ label: "urgent" }, { filled: "cluster" }]],
      byDefault: "another kind of condition",
    }),
    any: key(z.array(inner).min(1).optional(), {
      description: "At least one of these conditions holds.",
      examples: [[{ label: "urgent" }, { stage: "received" }]],
      byDefault: "another kind of condition",
    }),
    not: key(inner.optional(), {
      description: "This condition does not hold. What cannot be read neither holds nor does not.",
      examples: [{ label: "internal" }],
      byDefault: "another kind of condition",
    }),
  })
  .meta({
    id: "condition",
    title: "condition",
    description: "What must be so; one of these, and `is` where it is needed.",
  });

/** A date of an item. */
export const dateSchema = z
  .union([
    fieldText,
    z.strictObject({
      field: key(fieldText.optional(), {
        description: "The answer to this field of the form, written 2026-01-31. A bare word means the same.",
        examples: ["contract-end"],
        byDefault: "another kind of date",
      }),
      board: key(nameText.optional(), {
        description: "A date (or the end of an iteration) on the item's card: a name under `boards.*.fields`.",
        examples: ["ends"],
        byDefault: "another kind of date",
      }),
      enters: key(idText.optional(), {
        description: "When the item entered this stage for the last time.",
        examples: ["partner"],
        byDefault: "another kind of date",
      }),
    }),
  ])
  .meta({
    id: "date",
    description: "A date of an item: `opened`, `closed`, the id of a field of the form, or one of these.",
  });

export type DateFile = z.output<typeof dateSchema>;

const fieldValueSchema = z
  .union([
    z.string().max(2000),
    z.number(),
    z.strictObject({
      value: key(z.union([z.string().max(2000), z.number()]).optional(), {
        description: "Text (Liquid), a number, `current`, or days such as +28d.",
        examples: ["P1", 5],
        byDefault: "a date",
      }),
      date: key(dateSchema.optional(), {
        description: "A date of the item to count from.",
        examples: ["contract-end"],
        byDefault: "a value",
      }),
      by: key(signedDaysText.default("0d"), {
        description: "Days to add to `date`, or to take off when it begins with a minus.",
        examples: ["3d", "-3d"],
      }),
      own: key(z.boolean().default(false), {
        description: "Whether a value that is already there is replaced. Otherwise only an empty field is written.",
        examples: [true],
      }),
    }),
  ])
  .meta({
    id: "field-value",
    description:
      "Text (Liquid), a number, `current` (the iteration of that day), days from that day such as +28d or -3d, or one of these.",
  });

/** Board fields and what they are set to. */
export const settingsSchema = z.record(nameText, fieldValueSchema);

export type SettingsFile = z.output<typeof settingsSchema>;

export const setNotes = {
  description: "Board fields to fill when they are empty, by their names under `boards.*.fields`, or `status`.",
  examples: [{ points: 5, ends: "+28d", iteration: "current" }],
} as const;

export const whenNotes = {
  description: "Only while this holds.",
  examples: [{ field: "cluster", is: "dedicated" }],
  byDefault: "always",
} as const;
