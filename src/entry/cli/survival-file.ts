/**
 * A CSV file with one wait per line → columns of numbers, per group. A row that cannot be read, or cannot be so, is
 * listed with its place and left out of the figures; none is dropped in silence.
 */
import { cleanLine } from "../../content/clean.ts";
import type { WaitColumns } from "../../measure/wait.ts";
import { CommandError, exitCode } from "../exit.ts";
import { type JudgedWait, rowReader, type WaitSource } from "./survival-row.ts";
import { readTable } from "./survival-table.ts";

/** A row that is not in the figures. */
export interface BadRow {
  /** `unreadable`: a cell cannot be read. `anomaly`: the cells can, but it cannot have been so. */
  readonly kind: "unreadable" | "anomaly";
  readonly line: number;
  readonly column: number;
  readonly what: string;
  readonly todo: string;
}

/** Everything that a file says. */
export interface WaitsFile {
  readonly rows: number;
  /** Rows left out because they begin after the as-of date. */
  readonly notBegun: number;
  readonly unreadable: number;
  readonly anomalies: number;
  /** In the order of the file, the first `listed` of them. */
  readonly bad: readonly BadRow[];
  /** Days as given, or seconds. Groups by name; one of name null without a group column. */
  readonly groups: readonly { readonly name: string | null; readonly waits: WaitColumns }[];
}

/** This many bad rows are listed, the others only counted. */
export const listed = 10_000;
const mostEnds = 30;
const mostGroups = 200;

/** Reads the file. Throws `CommandError` when it is no table, lacks a column, or has a column that cannot be meant. */
export function readWaits(
  { file, text }: { readonly file: string; readonly text: string },
  source: WaitSource,
  onRows: (rows: number) => void,
): WaitsFile {
  const counts = { rows: 0, notBegun: 0, unreadable: 0, anomalies: 0 };
  const bad: BadRow[] = [];
  const kept: Kept = {
    time: [],
    entry: [],
    end: [],
    group: [],
    ends: createNames([source.reached]),
    groups: createNames([]),
  };
  readTable(file, text, (header) => {
    const judge = rowReader(header, source);
    const group = source.group === null ? null : header.indexOf(source.group);
    return ({ cells, placeOf }) => {
      counts.rows += 1;
      if (counts.rows % 100_000 === 0) onRows(counts.rows);
      const judged = judge(cells);
      if (judged.kind === "wait") return keep(file, kept, judged, group === null ? null : cells[group]!);
      if (judged.kind === "not-begun") counts.notBegun += 1;
      else {
        const { kind, cell, what, todo } = judged;
        counts[kind === "anomaly" ? "anomalies" : "unreadable"] += 1;
        if (bad.length < listed) bad.push({ kind, ...placeOf(cell), what, todo });
      }
    };
  });
  return { ...counts, bad, groups: groupsOf(kept, source) };
}

interface Kept {
  readonly time: number[];
  readonly entry: number[];
  readonly end: number[];
  readonly group: number[];
  readonly ends: Names;
  readonly groups: Names;
}

function keep(file: string, kept: Kept, wait: JudgedWait, group: string | null): void {
  kept.time.push(wait.time);
  kept.entry.push(wait.entry);
  kept.end.push(wait.end === null ? 0 : 1 + kept.ends.of(wait.end));
  kept.group.push(group === null ? 0 : kept.groups.of(group));
  if (kept.ends.list.length > mostEnds) throw tooMany(file, "end", kept.ends.list);
  if (kept.groups.list.length > mostGroups) throw tooMany(file, "group", kept.groups.list);
}

function tooMany(file: string, option: "end" | "group", names: readonly string[]): CommandError {
  const some = names.slice(1, 4).join(", ");
  const words = `The column for --${option} says more than ${names.length - 1} different things (${some} …).`;
  return new CommandError(exitCode.wrong, `${file}  ${words} Name another column.`);
}

/** Names and their numbers, in the order in which they came; the same text always has the same. */
interface Names {
  readonly list: readonly string[];
  readonly of: (text: string) => number;
}

function createNames(first: readonly string[]): Names {
  const list = [...first];
  const numbers = new Map<string, number>();
  const add = (text: string): number => {
    const name = cleanLine(text).slice(0, 100) || "(empty)";
    const there = list.indexOf(name);
    const number = there < 0 ? list.push(name) - 1 : there;
    numbers.set(text, number);
    return number;
  };
  return { list, of: (text) => numbers.get(text) ?? add(text) };
}

/** Ends and groups by name, so that the order of the rows does not matter; the end waited for comes first. */
function groupsOf(kept: Kept, { group, guessed }: WaitSource): WaitsFile["groups"] {
  const [first, ...others] = kept.ends.list;
  const isFirst = !guessed || others.length === 0 || kept.end.includes(1);
  const ends = [...(isFirst ? [first!] : []), ...others.sort()];
  const names = group !== null ? kept.groups.list : [null];
  const parts = names.map((name, group) => {
    const rows = kept.group.reduce((sum, one) => sum + (one === group ? 1 : 0), 0);
    return { name, time: new Float64Array(rows), entry: new Float64Array(rows), end: new Uint8Array(rows), filled: 0 };
  });
  const codes = [0, ...kept.ends.list.map((name) => 1 + ends.indexOf(name))];
  for (let row = 0; row < kept.time.length; row++) {
    const part = parts[kept.group[row]!]!;
    part.time[part.filled] = kept.time[row]!;
    part.entry[part.filled] = kept.entry[row]!;
    part.end[part.filled] = codes[kept.end[row]!]!;
    part.filled += 1;
  }
  return parts
    .map(({ name, time, entry, end }) => ({ name, waits: { time, entry: isLate(entry) ? entry : null, end, ends } }))
    .sort((a, b) => ((a.name ?? "") < (b.name ?? "") ? -1 : 1));
}

function isLate(entry: Float64Array): boolean {
  return entry.some((at) => at > 0);
}
