/**
 * One report of the config, by its rhythm: when it was due and is not there, it is made as of the moment at which it was
 * due and posted, late if it must be. It is made only then, since making it reads everything; what was missed longer ago
 * is not made up for, because the newest says it all.
 */
import { earliest } from "../../apply/apply.ts";
import { reportPeriod, reportTimes } from "../../calendar/report-times.ts";
import type { ReportRule } from "../../model/report-rule.ts";
import { secondsOf } from "../../model/time.ts";
import { lateSeconds } from "../../plan/posting/text.ts";
import { planUpkeep, postedFor } from "../../plan/posting/upkeep.ts";
import type { MakeReport } from "./maker.ts";
import { carryOutPart, type PostedReport, type PostOptions, placeUrl, postReport, readPosts } from "./post-report.ts";

/** Throws `GitHubError` when GitHub cannot be read just now. Nothing is made in a dry run, or for a summary that nobody reads. */
export async function runReport(
  rule: ReportRule,
  make: MakeReport,
  options: Omit<PostOptions, "due">,
): Promise<PostedReport> {
  const { config, installation, ports } = options;
  const key = { installation, issue: `report/${rule.name}` };
  const idle: PostedReport = { key, ref: null, plan: null, done: [], also: [], nextLook: null, url: null };
  const { post, every } = rule;
  if (every === null || post.kind === "summary" || ports.writer === null) return idle;
  const now = ports.clock.now();
  const { due, next } = reportTimes(every, config.calendar, now);
  if (due === null || (rule.starts !== null && due < rule.starts)) return { ...idle, nextLook: next };
  const period = reportPeriod(every, due, config.calendar.zone);
  const world = await ports.world.read();
  const have = await readPosts(post, { config, world, reader: ports.reader });
  const occasion = { name: rule.name, period, due, post };
  const there = postedFor(have, occasion, { world, config, now });
  if (!have.known || there !== null) {
    const upkeep = await carryOutPart(rule, planUpkeep(have, occasion, { world, config, now }), options);
    const url = there === null ? null : placeUrl(there, post, world);
    return { ...upkeep, nextLook: earliest([upkeep.nextLook, next]), url };
  }
  const { rendered } = await make(rule, due);
  const late = secondsOf(ports.clock.now()) - secondsOf(due) >= lateSeconds;
  const posted = await postReport({ ...rendered, late }, rule, { ...options, due });
  return { ...posted, nextLook: earliest([posted.nextLook, next]) };
}
