/** A view → the document that programs read. Its shape is in `report-schema.ts`, which the schema is published from. */
import type { ReportView } from "./view.ts";

/** The first line of every document: what it is, and by which version of the shape. */
export const documentKind = { kind: "milepost-report", version: 1 } as const;

export type ReportDocument = typeof documentKind & ReportView;

/** Numbers are numbers (days, hours, shares from 0 to 1), what is not known is null, moments are UTC. */
export function jsonReport(view: ReportView): ReportDocument {
  return { ...documentKind, ...view };
}
