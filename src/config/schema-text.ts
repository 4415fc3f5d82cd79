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

function kind(pattern: RegExp, noun: string, rule: string, limit = 200) {
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
