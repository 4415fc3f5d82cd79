/**
 * Liquid text → parsed text → printed text, by liquidjs with everything switched off that reaches beyond its input:
 * no files, no clock, no randomness, no functions, own properties only, and limits on size, time and memory. Each
 * `{{ … }}` is printed by the caller, who is told which variables it names and where it stands.
 */
import { analyzeSync, type Filter, type FilterImplOptions, Liquid, Output, type Template, toValueSync } from "liquidjs";
import type { Problem } from "../model/problem.ts";
import { type Locate, liquidProblem } from "./liquid-problem.ts";

/** A Liquid text that has been read. */
export interface LiquidText {
  readonly nodes: readonly Template[];
  /** By the offset of their `{{`. */
  readonly outputs: ReadonlyMap<number, LiquidOutput>;
  /** Paths of the variables that the text does not assign itself, as written, in order of appearance. */
  readonly variables: readonly string[];
}

/** One `{{ … }}`. */
export interface LiquidOutput {
  readonly offset: number;
  readonly variables: readonly string[];
  /** Whether it says itself what to print when there is no value (`| default: "AWS"`). */
  readonly hasDefault: boolean;
}

/** Turns what an output came to into text. */
export type Print = (value: unknown, output: LiquidOutput) => string;

/** Reads Liquid; `text` is null when it cannot be read. */
export function parseLiquid(source: string, locate: Locate): { text: LiquidText | null; problems: Problem[] } {
  try {
    const nodes = engine.parse(source);
    const globals = pathsOf(nodes);
    const outputs = new Map<number, LiquidOutput>();
    for (const node of outputsIn(nodes)) {
      const output = outputOf(node, globals);
      outputs.set(output.offset, output);
      node.value.filters.push(printing(output.offset));
    }
    return { text: { nodes, outputs, variables: [...globals] }, problems: [] };
  } catch (error) {
    return { text: null, problems: [liquidProblem(error, locate, { source, filters: Object.keys(engine.filters) })] };
  }
}

/** Renders once; what values hold is never read as Liquid. The scope must be plain JSON. */
export function renderLiquid(
  text: LiquidText,
  scope: object,
  { print, locate }: { readonly print: Print; readonly locate: Locate },
): { text: string; problems: Problem[] } {
  try {
    const globals: Printing = { [printer]: (value, offset) => print(value, text.outputs.get(offset)!) };
    return {
      text: String(engine.renderSync([...text.nodes], scope, { globals })),
      problems: [],
    };
  } catch (error) {
    return { text: "", problems: [liquidProblem(error, locate)] };
  }
}

// A symbol, so that no template can name it.
const printer = Symbol("printer");

const allowedTags = ["#", "assign", "break", "capture", "case", "comment", "continue", "for", "if", "raw", "unless"];

const engine = makeEngine();
const printingEngine = makePrintingEngine();

function makeEngine(): Liquid {
  const made = new Liquid({
    strictFilters: true,
    ownPropertyOnly: true,
    parseLimit: 100_000,
    renderLimit: 1_000,
    memoryLimit: 1_000_000,
    templates: {},
    timezoneOffset: 0,
    locale: "en-US",
  });
  for (const tag of Object.keys(made.tags)) if (!allowedTags.includes(tag)) delete made.tags[tag];
  delete made.filters.sample;
  for (const name of Object.keys(made.filters).filter((one) => one.startsWith("date"))) {
    made.registerFilter(name, withoutClock(made.filters[name]!));
  }
  made.registerFilter("slugify", slug);
  made.registerFilter("plus_days", plusDays);
  made.registerFilter("first_word", (value: unknown) => textOf(value).trim().split(/\s+/)[0]);
  return made;
}

/** What Liquid holds, as text: nothing for nil, lists by commas. */
export function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(", ");
  return value === null || value === undefined ? "" : String(value);
}

/** A day (`2026-01-31`) so many days later, or earlier when negative; nothing for what is no day. */
function plusDays(value: unknown, days: unknown): string {
  const text = textOf(value).trim();
  const at = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  const moved = new Date(at + Math.trunc(Number(days)) * 86_400_000);
  // `2026-02-30` may be read as 2 March: what is not written as it was read is no day.
  if (Number.isNaN(moved.getTime()) || new Date(at).toISOString().slice(0, 10) !== text) return "";
  return moved.toISOString().slice(0, 10);
}

function slug(value: unknown): string {
  return textOf(value)
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

function withoutClock(filter: FilterImplOptions): FilterImplOptions {
  const handler = typeof filter === "function" ? filter : filter.handler;
  return function (value: unknown, ...rest: unknown[]) {
    if (value === "now" || value === "today") throw new Error(`"${value}" has no date here`);
    return handler.call(this, value, ...rest);
  };
}

/**
 * The filter that ends every output. liquidjs makes filters with bound arguments only by reading them, so it is read
 * by an engine of its own: no template can name it.
 */
function printing(offset: number): Filter {
  const [probe] = printingEngine.parse(`{{ x | print: ${offset} }}`);
  return (probe as Output).value.filters[0]!;
}

function makePrintingEngine(): Liquid {
  const made = new Liquid({ templates: {} });
  made.registerFilter("print", function (value: unknown, offset: number) {
    return (this.context.globals as Printing)[printer](value, offset);
  });
  return made;
}

interface Printing {
  readonly [printer]: (value: unknown, offset: number) => string;
}

function* outputsIn(nodes: readonly Template[]): Generator<Output> {
  for (const node of nodes) {
    if (node instanceof Output) yield node;
    else if (node.children) yield* outputsIn(toValueSync(node.children(false, true)) as Template[]);
  }
}

function outputOf(node: Output, globals: ReadonlySet<string>): LiquidOutput {
  return {
    offset: node.token.begin,
    variables: [...pathsOf([node])].filter((path) => globals.has(path)),
    hasDefault: node.value.filters.some((filter) => filter.name === "default"),
  };
}

function pathsOf(nodes: readonly Template[]): ReadonlySet<string> {
  const found = Object.values(analyzeSync([...nodes], { partials: false }).globals).flat();
  found.sort((a, b) => a.location.row - b.location.row || a.location.col - b.location.col);
  return new Set(found.map((variable) => variable.segments.map(String).join(".")));
}
