/**
 * Pages of a list, with GitHub's `Link` header. A page that a fault cuts short keeps the links of the whole one.
 * https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api
 */
import type { Answer, Call } from "./route.ts";

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly headers: Readonly<Record<string, string>>;
}

/** One page, shown row by row. */
export function paged<Row>(call: Call, rows: readonly Row[], show: (row: Row) => unknown): Answer {
  const page = pageOf(call, rows);
  return { status: 200, body: page.rows.map(show), headers: page.headers };
}

/** The rows of the page that was asked for. */
export function pageOf<Row>(call: Call, rows: readonly Row[]): Page<Row> {
  const size = pageSize(call);
  const number = Math.max(1, wholeNumber(call.query.get("page")) ?? 1);
  const last = Math.max(1, Math.ceil(rows.length / size));
  const whole = rows.slice((number - 1) * size, number * size);
  const shown = whole.length > 1 && call.world.truncate() ? whole.slice(0, Math.ceil(whole.length / 2)) : whole;
  return { rows: shown, headers: linkHeader(call, number, last) };
}

/** `per_page`: 30 when not given or senseless, 100 at most. */
export function pageSize(call: Call): number {
  const asked = wholeNumber(call.query.get("per_page"));
  return asked === null || asked < 1 ? 30 : Math.min(asked, 100);
}

/** The address of this call with other query values. */
export function linkTo(call: Call, values: Readonly<Record<string, string>>): string {
  const url = new URL(call.url);
  for (const [name, value] of Object.entries(values)) url.searchParams.set(name, value);
  return url.href;
}

function linkHeader(call: Call, number: number, last: number): Readonly<Record<string, string>> {
  const links = [
    ...(number > 1 ? [["prev", Math.min(number - 1, last)] as const] : []),
    ...(number < last ? [["next", number + 1] as const, ["last", last] as const] : []),
    ...(number > 1 ? [["first", 1] as const] : []),
  ];
  if (links.length === 0) return {};
  return { link: links.map(([rel, page]) => `<${linkTo(call, { page: String(page) })}>; rel="${rel}"`).join(", ") };
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}
