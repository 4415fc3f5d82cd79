/** The kinds of text that say where numbers come from. */
import * as z from "zod";
import { kind } from "./schema-text.ts";

export const csvText = kind(
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\/[A-Za-z0-9_.-]+(?:@[A-Za-z0-9][A-Za-z0-9_.+-]{0,99})?:)?(?!.*(?:^|[/:])\.{1,2}(?:\/|$))[^\s/\\:](?:[^\\:\r\n]*[^\s/\\:])?\.csv$/,
  "path of a CSV file",
  "Write a path in the templates folder that ends in .csv, owner/repository:path for a file elsewhere, or owner/repository@tag:file for one of a release.",
);

/** Plain http only reaches a server that whoever runs Milepost has named. */
export const serverText = kind(
  /^https?:\/\/[^\s/?#@]+(?:\/[^\s?#@]*)?$/,
  "address of a server",
  "Write its address, such as https://prometheus.example.org, without a login, a ? or a #.",
);

/** https://prometheus.io/docs/concepts/data_model/#metric-names-and-labels */
export const metricLabelText = kind(
  /^[A-Za-z_][A-Za-z0-9_]*$/,
  "label of a metric",
  "Use letters, digits and underscores, such as `namespace`.",
  100,
);

/** PromQL; its grammar is the server's. */
export const queryText = z.string().min(1).max(2000).meta({ title: "query" });

/** A hub, a cluster or a column, as the source writes it. */
export const placeText = z.string().min(1).max(200).meta({ title: "name in the source" });
