/** Regions of public holidays that a config names → those that nobody knows. Their data is loaded only when one is named. */
import { unknownRegions } from "../calendar/holidays.ts";
import type { LoadedConfig } from "../config/load.ts";
import type { Problem } from "../model/problem.ts";

/** One error for each, where the config names it. */
export async function regionProblems({
  config,
  where,
}: Pick<LoadedConfig, "config" | "where">): Promise<readonly Problem[]> {
  if (config === null) return [];
  const unknown = await unknownRegions(config.calendar);
  return unknown.map((index) => {
    const entry = config.calendar.closed[index]!;
    const region = entry.kind === "holidays" ? entry.region : "";
    return {
      code: "unknown-region",
      where: where(["calendar", "closed", index, "holidays"]),
      what: `No public holidays are known for "${region}".`,
      todo: "Write a country such as US, or a part of one such as DE-BE.",
      severity: "error",
    };
  });
}
