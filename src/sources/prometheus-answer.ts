/**
 * What Prometheus answered to a range query → counts, and what is wrong with the answer. A matrix of series, each with
 * its labels and pairs of a Unix time and a number written as text.
 * https://prometheus.io/docs/prometheus/latest/querying/api/#expression-query-result-formats
 */
import type { Problem } from "../model/problem.ts";
import type { UsageCount } from "../model/usage.ts";
import type { PrometheusQuestion, PrometheusRead } from "./prometheus.ts";

/** Numbers are rounded to whole people. Never throws. */
export function countsFrom(text: string, question: PrometheusQuestion): PrometheusRead {
  const where = new URL(question.url).origin;
  const problem = (what: string, todo: string, severity: Problem["severity"] = "error"): Problem => {
    return { code: "usage-prometheus", where, what, todo, severity };
  };
  const answer = mapOf(parsed(text));
  if (answer === null) return { counts: [], problems: [problem("What answered is not Prometheus.", "Check the url.")] };
  if (answer.status !== "success") {
    const what = `Prometheus could not answer: ${plain(answer.error)} (${plain(answer.errorType)}).`;
    return { counts: [], problems: [problem(what, "Try the query on the server's own page.")] };
  }
  const data = mapOf(answer.data);
  if (data?.resultType !== "matrix" || !Array.isArray(data.result)) {
    const what = `Prometheus answered a ${plain(data?.resultType)}, and no matrix.`;
    return { counts: [], problems: [problem(what, "Write a query that gives one number per hub.")] };
  }
  const warnings = (Array.isArray(answer.warnings) ? answer.warnings : []).slice(0, 20).map((warning: unknown) => {
    return problem(`Prometheus warns: ${plain(warning)}.`, "The counts may not be whole.", "warning");
  });
  const series = data.result.map((one: unknown) => seriesFrom(one, question, problem));
  return {
    counts: series.flatMap(({ counts }) => counts),
    problems: [...warnings, ...series.flatMap(({ problems }) => problems)],
  };
}

type MakeProblem = (what: string, todo: string) => Problem;

function seriesFrom(one: unknown, { place, cluster }: PrometheusQuestion, problem: MakeProblem): PrometheusRead {
  const labels = mapOf(mapOf(one)?.metric) ?? {};
  const values = mapOf(one)?.values;
  const shown = `{${Object.entries(labels)
    .slice(0, 5)
    .map(([name, value]) => `${name}="${plain(value)}"`)
    .join(", ")}}`;
  const name = labels[place];
  if (typeof name !== "string" || name === "" || !Array.isArray(values))
    return {
      counts: [],
      problems: [problem(`The series ${shown} has no label ${place}; it is left out.`, "Keep it with `by`.")],
    };
  const group = cluster === null ? undefined : labels[cluster];
  const full = typeof group === "string" && group !== "" ? `${group}/${name}` : name;
  const counts: UsageCount[] = [];
  const odd: string[] = [];
  for (const pair of values as readonly unknown[]) {
    const [at, written] = Array.isArray(pair) ? (pair as readonly unknown[]) : [];
    if (typeof at !== "number" || !Number.isFinite(at) || Math.abs(at) > 1e11 || typeof written !== "string") {
      odd.push(plain(JSON.stringify(pair)));
      continue;
    }
    const users = Number(written);
    if (written.trim() === "" || !Number.isFinite(users) || users < 0) odd.push(plain(written));
    else counts.push({ place: full, day: dayAt(at), users: Math.round(users), where: `Prometheus ${shown}` });
  }
  if (odd.length === 0) return { counts, problems: [] };
  const what = `The series ${shown} has ${odd.length} values that are no number of people, such as ${odd[0]}; they are left out.`;
  return { counts, problems: [problem(what, "Look at the query.")] };
}

/** UTC. */
function dayAt(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function mapOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}

/** Text of somebody else, on one line, cut. */
function plain(value: unknown): string {
  const text = typeof value === "string" ? value : value === undefined ? "nothing" : JSON.stringify(value);
  return text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .trim()
    .slice(0, 200);
}
