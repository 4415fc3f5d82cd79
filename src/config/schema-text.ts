/**
 * The kinds of text that the config is made of. Each carries its noun (`title`) and the rule in words
 * (`patternErrorMessage`), which the JSON Schema, the reference page and our messages all use.
 */
import * as z from "zod";

/** What the manual says of one key. `byDefault` puts a default that is no plain value into words. */
export interface KeyNotes {
  readonly description: string;
  readonly examples: readonly unknown[];
  readonly byDefault?: string;
}

/** Adds what the manual says of a key. Every key of the schema goes through here. */
export function key<T extends z.ZodType>(schema: T, { description, examples, byDefault }: KeyNotes): T {
  const words = byDefault === undefined ? {} : { "x-default": byDefault };
  return schema.meta({ description, examples: [...examples], ...words }) as T;
}

export function kind(pattern: RegExp, noun: string, rule: string, limit = 200) {
  return z.string().max(limit).regex(pattern).meta({ title: noun, patternErrorMessage: rule });
}

/** A name that other parts of the config refer to. A letter first, so that no reader reorders it as a number. */
export const nameText = kind(
  /^[A-Za-z][A-Za-z0-9_.-]*$/,
  "name",
  "Use letters, digits, hyphens, dots and underscores, with a letter first, such as `leads`.",
  50,
);

/** An id within a list; part of idempotency keys, so never with a slash. */
export const idText = kind(
  /^[A-Za-z0-9][A-Za-z0-9_.-]*$/,
  "id",
  "Use letters, digits, hyphens, dots and underscores, such as `phase-1`.",
  50,
);

export const labelText = kind(
  /^[^\s,](?:[^,\r\n\t]*[^\s,])?$/,
  "label name",
  "Use 1 to 50 characters without a comma, and no space at either end.",
  50,
);

/** GitHub keeps at most a hundred on one issue. */
export const labelsList = z.array(labelText).max(100);

export const columnText = kind(
  /^\S(?:[^\r\n]*\S)?$/,
  "column name",
  "Write it as the board shows it, on one line, with no space at either end.",
);

export const colorText = kind(
  /^[0-9a-fA-F]{6}$/,
  "label colour",
  'Write six hexadecimal digits without #, in quotes, such as "1d76db".',
);

export const descriptionText = z.string().max(100).meta({ title: "label description" });

export const repositoryText = kind(
  /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\/[A-Za-z0-9_.-]+$/,
  "repository",
  "Write owner/name, such as `openwater/leads`.",
);

export const projectText = kind(
  /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\/[1-9][0-9]{0,8}$/,
  "board address",
  "Write owner/number, such as `openwater/61` for github.com/orgs/openwater/projects/61.",
);

export const loginText = kind(
  /^@?[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?(?:\[bot\])?$/,
  "login",
  "Write a GitHub login, such as `bd-lead`, without its profile address.",
);

export const teamText = kind(
  /^@?[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?(?:\/[A-Za-z0-9_-]+)?$/,
  "team or login",
  'Write "@owner/team" or a login, such as "@openwater/partnerships".',
);

export const templateText = kind(
  /^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[^\s/\\:](?:[^\\:\r\n]*[^\s/\\:])?\.(?:md|yml|yaml)$/,
  "template path",
  "Write a path inside the templates folder that ends in .md, .yml or .yaml, without `..` or a leading slash.",
);

export const folderText = kind(
  /^(?:\.|(?!.*(?:^|\/)\.{1,2}(?:\/|$))[^\s/\\:](?:[^\\:\r\n]*[^\s/\\:])?)$/,
  "folder",
  "Write a path inside the repository, such as `.github/milepost`, without `..` or a slash at either end; `.` is its root.",
);

export const durationText = kind(
  /^[1-9][0-9]{0,4}[smhd]$/,
  "length of time",
  "Write a whole number above zero and s, m, h or d, such as 15m.",
);

export const momentText = kind(
  /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2}))?$/,
  "date",
  "Write a day, such as 2026-01-31 (midnight UTC), or an instant with its zone, such as 2026-01-31T09:00:00Z.",
);

/** The name of a template variable, as Liquid reads it. */
export const variableText = kind(
  /^[A-Za-z_][A-Za-z0-9_-]*$/,
  "variable name",
  "Use letters, digits, underscores and hyphens, with a letter first, such as `community_name`.",
  100,
);

/** Liquid text. Its grammar is judged together with the templates. */
export const liquidText = z.string().max(2000).meta({ title: "text" });

/** Days that are counted on the calendar's pages, worked or not. */
export const daysText = kind(/^(?:0|[1-9][0-9]{0,3})d$/, "number of days", "Write a whole number and d, such as 28d.");

export const signedDaysText = kind(
  /^[+-]?(?:0|[1-9][0-9]{0,3})d$/,
  "number of days with its sign",
  "Write a whole number and d, such as 28d or -3d.",
);

/** A length of working time. */
export const workingText = kind(
  /^[1-9][0-9]{0,3}[mhd]$/,
  "length of working time",
  "Write a whole number above zero and m, h or d, such as 24h; d is one working day of the calendar.",
);

export const shareText = kind(/^(?:[1-9]|[1-9][0-9]|100)%$/, "share", "Write 1% to 100%, such as 75%.");

/** Unquoted in YAML 1.2 too: neither form is a date or a sum there. */
export const dayText = kind(
  /^(?:\d{4}-)?\d{2}-\d{2}$/,
  "day",
  "Write month and day, such as 12-18, for every year, or a whole date, such as 2026-05-04.",
);

export const dateText = kind(/^\d{4}-\d{2}-\d{2}$/, "whole date", "Write year, month and day, such as 2026-12-01.");

export const currencyText = kind(/^[A-Z]{3}$/, "currency", "Write its three letters, as in ISO 4217, such as USD.");

export const clockTimeText = kind(
  /^(?:[01]\d|2[0-3]):[0-5]\d$/,
  "time of day",
  'Write hours and minutes in quotes, such as "05:00".',
);

export const hoursText = kind(
  /^(?:all-day|(?:[01]\d|2[0-3]):[0-5]\d-(?:[01]\d|2[0-4]):[0-5]\d)$/,
  "span of hours",
  'Write `all-day`, or from and to in quotes, such as "09:00-17:00".',
);

export const zoneText = kind(
  /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+){0,2}$/,
  "time zone",
  "Write an IANA name, such as UTC or Europe/Berlin.",
  60,
);

export const regionText = kind(
  /^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$/,
  "region",
  "Write a country, such as US, or a country and its part, such as DE-BE.",
);

/** An id within an issue form. https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema */
export const fieldText = kind(
  /^[A-Za-z0-9_-]+$/,
  "form field id",
  "Write the `id` of a field of the form: letters, digits, hyphens and underscores.",
  100,
);

/** A field of a dispatched payload. */
export const payloadText = kind(
  /^[A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z_][A-Za-z0-9_-]*){0,4}$/,
  "payload field",
  "Write its name, with dots for depth, such as `incident_id` or `incident.id`.",
  100,
);

export const headingText = kind(/^\S(?:[^\r\n]*\S)?$/, "heading", "Write it on one line, without its # signs.");

export const wordsText = kind(
  /^(?:\d{1,5}\.\.\d{0,5}|\.\.\d{1,5})$/,
  "number of words",
  "Write the least and the most with two dots between them; either may be left out: `50..`, `50..500`, `..500`.",
);

/** A label, or the beginning of one and `*`. */
export const labelPatternText = kind(
  /^[^\s,*](?:[^,*\r\n\t]*[^\s,*])?(?: ?\*)?$/,
  "label pattern",
  'Write a label name; a * at its end stands for any ending: "lost: *".',
  50,
);

export const teamNameText = kind(
  /^@?[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?\/[A-Za-z0-9_-]+$/,
  "team",
  'Write "@owner/team", such as "@openwater/partnerships".',
);

export const communitiesText = kind(
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\/[A-Za-z0-9_.-]+:)?(?!.*(?:^|[/:])\.{1,2}(?:\/|$))[^\s/\\:](?:[^\\:\r\n]*[^\s/\\:])?\.(?:yml|yaml)$/,
  "path of a YAML file",
  "Write a path in the templates folder that ends in .yml or .yaml, or owner/repository:path for a file elsewhere.",
);

/** What an outgoing call may be sent to. Its host is judged by itself. */
export const webhookText = kind(
  /^https:\/\/[^\s/?#@]+(?:[/?][^\s#@]*)?$/,
  "webhook address",
  "Write an https address with a host name, without a login or a #.",
);

export const variableNameOfSecret = kind(
  /^[A-Z][A-Z0-9_]{0,99}$/,
  "name of an environment variable",
  "Write the NAME of the variable that holds the secret, such as PAGER_TOKEN; never the secret itself.",
);

export const milestoneText = kind(
  /^[A-Za-z][A-Za-z0-9_.-]*\/[A-Za-z][A-Za-z0-9_.-]*$/,
  "pipeline and milestone",
  "Write pipeline/milestone, such as `onboarding/live`.",
  101,
);

export const cronText = kind(
  /^[0-9*,/-]+(?: [0-9*,/A-Za-z-]+){4}$/,
  "cron expression",
  'Write its five fields (minute, hour, day, month, weekday) in quotes, such as "0 6 * * 1".',
);

/** Something that an answer or a value may be. */
export const answerText = z.string().min(1).max(200).meta({ title: "answer" });
