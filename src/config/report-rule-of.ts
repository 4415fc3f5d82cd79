/** The report of a name. Without `reports` in the config there is one, `weekly`, for the team. */
import { defaultReport, type ReportRule } from "../model/report-rule.ts";
import type { Config } from "./config.ts";

/** Every report of the config, in its order; never none. */
export function reportRulesOf({ reports }: Pick<Config, "reports">): readonly ReportRule[] {
  return reports.length === 0 ? [defaultReport] : reports;
}

/** `name` null: the first one. Null when no report has that name. */
export function reportRuleOf(config: Pick<Config, "reports">, name: string | null): ReportRule | null {
  const all = reportRulesOf(config);
  return (name === null ? all[0] : all.find((one) => one.name === name)) ?? null;
}
