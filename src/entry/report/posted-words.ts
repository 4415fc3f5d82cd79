/** What became of posting a report, in words and as an exit code, the same for every door. */
import { type ExitCode, exitCode } from "../exit.ts";
import type { LookedAtAll } from "../look-at-all.ts";
import { countsOf, resultWords } from "../result-json.ts";
import type { Published } from "./publish.ts";

/** As looks at items are told: `ref` is the report's name. */
export function asLooks(published: readonly Published[]): LookedAtAll {
  const results = published.map(({ rule, posted }) => ({ ...posted, ref: `the report ${rule.name}` }));
  return { results, left: [], errors: [], braked: null };
}

/** Ends with a line break; "" for a report that is posted nowhere. */
export function postedWords(published: Published, isDry: boolean): string {
  const { rule, posted } = published;
  if (rule.post.kind === "summary") return "";
  const notes = (posted.plan?.notes ?? []).map((note) => `  . ${note}\n`);
  const stands = posted.url === null ? [] : [`The report ${rule.name} stands at ${posted.url}\n`];
  return [resultWords(asLooks([published]), isDry), ...notes, ...stands].join("");
}

/** Whether it stands where it should; 3 when GitHub has not settled it yet. */
export function endOfPosting({ posted }: Pick<Published, "posted">): ExitCode {
  const isRefused = posted.plan?.problems.some(({ severity }) => severity === "error") === true;
  if (isRefused || countsOf([posted]).failed > 0) return exitCode.failed;
  return posted.done.some(({ outcome }) => outcome.kind === "unknown" || outcome.kind === "refused")
    ? exitCode.workLeft
    : exitCode.done;
}
