/**
 * The shape of `report.json`, from which `schema/report.schema.json` is published. Version 1 only ever gains keys; a
 * change that a reader must know of raises the version.
 */
import * as z from "zod";
import type { Instant } from "../model/time.ts";
import type { ReportDocument } from "./json-report.ts";

const moment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  .describe("UTC");

const quantity = z
  .strictObject({
    value: z.number().nullable().describe("Null: not known, and `note` says why. A share is from 0 to 1."),
    unit: z.enum(["days", "hours", "items", "share", "points", "weeks", "money", "ratio"]),
    n: z.number().int().min(0).nullable().describe("How many items it rests on; null where that has no meaning."),
    lower: z.number().nullable().describe("Limits of 95 %; null: there are none."),
    upper: z.number().nullable(),
    note: z.string().nullable(),
  })
  .meta({ id: "quantity" });

const item = z
  .strictObject({
    label: z.string().describe("Its title, or `Lead 7` where the audience may not know it."),
    url: z.string().nullable(),
  })
  .meta({ id: "item" });

const cell = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("text"), text: z.string() }),
    z.strictObject({ kind: z.literal("item"), item }),
    z.strictObject({ kind: z.literal("time"), at: moment, to: z.enum(["day", "minute"]) }),
    z.strictObject({ kind: z.literal("quantity"), quantity }),
    z.strictObject({ kind: z.literal("items"), items: z.array(item) }),
  ])
  .meta({ id: "cell" });

const table = z
  .strictObject({
    id: z.string(),
    caption: z.string(),
    columns: z.array(z.strictObject({ id: z.string(), head: z.string() })),
    rows: z.array(z.array(cell)).describe("Each as long as `columns`."),
    folded: z.boolean(),
  })
  .meta({ id: "table" });

const series = z
  .strictObject({
    name: z.string(),
    points: z.array(
      z.strictObject({ at: moment, value: z.number().nullable(), n: z.number().int().min(0).nullable() }),
    ),
  })
  .meta({ id: "series" });

const step = z.strictObject({
  day: z.number(),
  share: z.number().min(0).max(1),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
});

const marks = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("curves"),
      curves: z.array(z.strictObject({ name: z.string(), steps: z.array(step) })),
      at: z.array(z.number()),
    }),
    z.strictObject({
      kind: z.literal("funnel"),
      edges: z.array(z.strictObject({ from: z.string(), to: z.string(), count: z.number().int().min(0) })),
    }),
    z.strictObject({ kind: z.literal("areas"), series: z.array(series) }),
    z.strictObject({
      kind: z.literal("ageing"),
      stages: z.array(z.strictObject({ name: z.string(), p50: z.number().nullable(), p85: z.number().nullable() })),
      dots: z.array(z.strictObject({ stage: z.string(), days: z.number(), item })),
    }),
    z.strictObject({ kind: z.literal("bars"), bars: z.array(z.strictObject({ name: z.string(), quantity })) }),
    z.strictObject({ kind: z.literal("trend"), unit: quantity.shape.unit, series: z.array(series) }),
    z.strictObject({
      kind: z.literal("spans"),
      spans: z.array(
        z.strictObject({ row: z.string(), name: z.string(), from: moment, to: moment, open: z.boolean() }),
      ),
    }),
  ])
  .meta({ id: "marks" });

const chart = z
  .strictObject({ id: z.string(), title: z.string(), reading: z.string(), marks, table })
  .meta({ id: "chart" });

/** The whole document. */
export const reportSchema = z
  .strictObject({
    kind: z.literal("milepost-report"),
    version: z.literal(1),
    title: z.string(),
    audience: z.enum(["public", "team", "finance"]),
    asOf: moment,
    period: z
      .strictObject({ id: z.string(), from: moment, to: moment })
      .describe("The seven days up to `asOf`, named by the ISO week that most of them lie in; `to` is not part of it."),
    incomplete: z.array(z.string()).describe("Why something is missing; empty when everything was read."),
    attention: z.array(
      z.strictObject({
        kind: z.enum(["breached", "at-risk", "overdue", "due", "ageing", "gate", "refused", "community", "unread"]),
        item,
        what: z.string(),
      }),
    ),
    figures: z.array(
      z.strictObject({
        id: z.string().describe("Stable from week to week."),
        name: z.string(),
        now: quantity,
        before: quantity.nullable().describe("The same a week earlier."),
        better: z.enum(["up", "down"]).nullable(),
        items: z.array(item),
      }),
    ),
    sections: z.array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        pipeline: z.string().nullable(),
        words: z.array(z.string()),
        charts: z.array(chart),
        tables: z.array(table),
      }),
    ),
    definitions: z.array(z.strictObject({ name: z.string(), meaning: z.string() })),
  })
  .meta({ id: "report" });

/** What `schema/report.schema.json` says. */
export function reportJsonSchema(): unknown {
  return { title: "A report of Milepost", ...z.toJSONSchema(reportSchema, { target: "draft-2020-12" }) };
}

/** What the schema lets through. */
export type WrittenReport = z.output<typeof reportSchema>;

/** Fails to compile when the view and the schema part ways. */
export const agrees: Same<Plain<ReportDocument>, WrittenReport> = true;

/** Without `readonly`, and moments as the strings that they are. */
type Plain<T> = T extends Instant
  ? string
  : T extends string | number | boolean | null
    ? T
    : T extends readonly (infer Item)[]
      ? Plain<Item>[]
      : { -readonly [Key in keyof T]: Plain<T[Key]> };

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
