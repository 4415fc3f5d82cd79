/**
 * Routes about check runs. https://docs.github.com/en/rest/checks/runs
 */
import { commitAt } from "../commits.ts";
import { type CheckInput, createCheck, updateCheck } from "../ops-checks.ts";
import type { CheckRow } from "../rows-files.ts";
import { paged, pageOf } from "./page.ts";
import { notFound, RestError } from "./rest-error.ts";
import { type Answer, type Call, field, ok, param, type Routes, repositoryIn } from "./route.ts";
import { showCheck } from "./show-check.ts";

export const checkRoutes: Routes = {
  "POST /repos/{owner}/{repo}/check-runs": make,
  "GET /repos/{owner}/{repo}/check-runs/{check_run_id}": (call) => ok(showCheck(call.shows, checkIn(call))),
  "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}": (call) => {
    const check = checkIn(call);
    updateCheck(call.world, call.actor, check, inputOf(call));
    return ok(showCheck(call.shows, check));
  },
  "GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations": (call) => {
    const check = checkIn(call);
    const nothing = { start_column: null, end_column: null, title: null, raw_details: null };
    const base = `${call.shows.api}/repos/${param(call, "owner")}/${param(call, "repo")}/git/blobs`;
    const show = (one: Readonly<Record<string, unknown>>) => ({
      ...nothing,
      ...one,
      blob_href: `${base}/${check.headSha}`,
    });
    return paged(call, check.output.annotations, show);
  },
  "GET /repos/{owner}/{repo}/commits/{ref}/check-runs": ofCommit,
};

function make(call: Call): Answer {
  const name = text(call, "name");
  const headSha = text(call, "head_sha");
  const missing = [name ? "" : '"name"', headSha ? "" : '"head_sha"'].filter((one) => one !== "");
  if (!name || !headSha) {
    throw wrong(`${missing.join(", ")} ${missing.length > 1 ? "weren't" : "wasn't"} supplied.`);
  }
  const check = createCheck(call.world, call.actor, repositoryIn(call), { ...inputOf(call), name, headSha });
  return { status: 201, body: showCheck(call.shows, check) };
}

/** By name and status; newest of each name unless `filter=all`. */
function ofCommit(call: Call): Answer {
  const repository = repositoryIn(call);
  const commit = commitAt(repository, param(call, "ref"));
  if (commit === null) throw new RestError(422, `No commit found for SHA: ${param(call, "ref")}`);
  const [name, status] = [call.query.get("check_name"), call.query.get("status")];
  const all = [...call.world.store.checks.values()].filter(
    (row) =>
      row.repository === repository.id &&
      row.headSha === commit.oid &&
      (name === null || row.name === name) &&
      (status === null || row.status === status),
  );
  const newest = new Map(all.map((row) => [`${row.app}/${row.name}`, row]));
  const rows = call.query.get("filter") === "all" ? all : [...newest.values()];
  const page = pageOf(call, rows);
  const runs = page.rows.map((row) => showCheck(call.shows, row));
  return { status: 200, body: { total_count: rows.length, check_runs: runs }, headers: page.headers };
}

function checkIn(call: Call): CheckRow {
  const check = call.world.store.checks.get(Number(param(call, "check_run_id")));
  if (!check || check.repository !== repositoryIn(call).id) throw notFound();
  return check;
}

const statuses = ["queued", "in_progress", "completed"];
const conclusions = ["action_required", "cancelled", "failure", "neutral", "success", "skipped", "stale", "timed_out"];

function inputOf(call: Call): CheckInput {
  const [status, conclusion] = [text(call, "status"), text(call, "conclusion")];
  if (status !== undefined && !statuses.includes(status)) throw notOneOf("status", status, statuses);
  if (conclusion !== undefined && !conclusions.includes(conclusion)) {
    throw notOneOf("conclusion", conclusion, conclusions);
  }
  const given = {
    name: text(call, "name"),
    status,
    conclusion,
    externalId: text(call, "external_id"),
    detailsUrl: text(call, "details_url"),
    startedAt: text(call, "started_at"),
    completedAt: text(call, "completed_at"),
    output: outputOf(field(call, "output")),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as CheckInput;
}

/** Title and summary are wanted; texts of at most 65,535 characters; at most 50 annotations a request. */
function outputOf(value: unknown): CheckRow["output"] | undefined {
  if (value === undefined) return undefined;
  const { title, summary, text: more = null, annotations = [] } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof title !== "string" || typeof summary !== "string") {
    throw wrong('For \'properties/output\', "title" or "summary" wasn\'t supplied.');
  }
  for (const one of [summary, more]) {
    if (typeof one === "string" && [...one].length > 65_535) {
      throw wrong(`Only 65535 characters are allowed; ${[...one].length} were supplied.`);
    }
  }
  if (!Array.isArray(annotations) || annotations.length > 50) {
    throw wrong(`No more than 50 items are allowed; ${(annotations as { length: number }).length} were supplied.`);
  }
  const wanted = ["path", "start_line", "end_line", "annotation_level", "message"];
  const poor = annotations.some((one) => wanted.some((key) => (one as Readonly<Record<string, unknown>>)[key] == null));
  if (poor) throw wrong(`An annotation lacks one of ${wanted.join(", ")}.`);
  return { title, summary, text: typeof more === "string" ? more : null, annotations };
}

function text(call: Call, name: string): string | undefined {
  const value = field(call, name);
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  throw wrong(`For 'properties/${name}', ${JSON.stringify(value)} is not a string.`);
}

function notOneOf(name: string, value: string, list: readonly string[]): RestError {
  return wrong(`For 'properties/${name}', ${value} is not a member of ${JSON.stringify(list)}.`);
}

function wrong(what: string): RestError {
  return new RestError(422, `Invalid request.\n\n${what}`);
}
