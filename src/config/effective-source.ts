/** Where usage and answers come from, as the file says it → the model's. */
import type { SatisfactionRule, SourceFile, UsageRule } from "../model/source-rule.ts";
import { splitName } from "./names.ts";
import type { SatisfactionFile, UsageFile } from "./schema-source.ts";

export interface Folder {
  readonly owner: string;
  readonly repo: string;
  readonly path: string;
}

/** `folder`: where the templates are. */
export function usageFrom(file: UsageFile, folder: Folder): UsageRule {
  return {
    from: usageSource(file, folder),
    by: file.by,
    communities: file.communities,
    leaveOut: file["leave-out"],
    staff: file.staff,
    asked: file.asked ?? null,
    isPublic: file.public,
  };
}

export function satisfactionFrom(file: SatisfactionFile, folder: Folder): SatisfactionRule {
  return { from: answerSource(file, folder), satisfiedFrom: file["satisfied-from"] };
}

function usageSource({ file, prometheus }: UsageFile, folder: Folder): UsageRule["from"] {
  if (prometheus === undefined) return { kind: "file", file: placeOf(file ?? "", folder) };
  const { url, query, place, cluster = null, step, days, secret = null } = prometheus;
  return { kind: "prometheus", rule: { url, query, stepDays: step, days, place, cluster, secret } };
}

function answerSource(source: SatisfactionFile, folder: Folder): SatisfactionRule["from"] {
  const { file, columns, unanswered, form } = source;
  if (form !== undefined)
    return { kind: "form", rule: form.of, score: form.score, touchPoint: form["touch-point"] ?? null };
  const { community, date, score, "touch-point": touchPoint = null, item = null } = columns;
  return {
    kind: "file",
    file: placeOf(file ?? "", folder),
    columns: { community, date, score, touchPoint, item },
    knowsAsked: unanswered,
  };
}

/** A path in the templates folder, `owner/repository:path`, or `owner/repository@tag:file` of a release. */
export function placeOf(text: string, { owner, repo, path }: Folder): SourceFile {
  const colon = text.indexOf(":");
  const at = text.indexOf("@");
  if (at >= 0 && at < colon)
    return { ...splitName(text.slice(0, at)), path: text.slice(colon + 1), release: text.slice(at + 1, colon) };
  if (colon >= 0) return { ...splitName(text.slice(0, colon)), path: text.slice(colon + 1) };
  return { owner, repo, path: path === "" ? text : `${path}/${text}` };
}
