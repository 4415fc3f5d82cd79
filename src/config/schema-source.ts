/** What the config may say of numbers that no issue holds: usage, and answers of communities. */
import * as z from "zod";
import { csvText, metricLabelText, placeText, queryText, serverText } from "./schema-source-text.ts";
import { fieldText, key, nameText, variableNameOfSecret } from "./schema-text.ts";

const file = key(csvText.optional(), {
  description:
    "A CSV file in the templates folder, at owner/repository:path at its default branch, or at owner/repository@tag:file of a release, for files too long for GitHub to show. Its first line names the columns.",
  examples: ["openwater/data:usage/maus-by-hub.csv", "openwater/data@cloud:maus-by-hub.csv"],
  byDefault: "another source",
});

const prometheusSchema = z.strictObject({
  url: key(serverText, {
    description:
      "The server's address. It is asked only where whoever runs Milepost has put its origin in `PROMETHEUS_ORIGINS`.",
    examples: ["https://prometheus.example.org"],
  }),
  query: key(queryText, {
    description: "What gives one number per hub: people active in the last 30 days. It may leave staff out.",
    examples: ['max(jupyterhub_active_users{period="30d"}) by (namespace)'],
  }),
  place: key(metricLabelText.default("namespace"), {
    description: "The label that names the hub.",
    examples: ["hub"],
  }),
  cluster: key(metricLabelText.optional(), {
    description: "The label that names the hub's cluster.",
    examples: ["cluster"],
    byDefault: "none",
  }),
  step: key(z.int().min(1).max(31).default(1), {
    description: "Days between two counts; each is as of 23:59:59 UTC.",
    examples: [7],
  }),
  days: key(z.int().min(31).max(1100).default(400), {
    description: "How many days back it is asked.",
    examples: [730],
  }),
  secret: key(variableNameOfSecret.optional(), {
    description:
      "The NAME of the environment variable that holds a bearer token, one of `PROMETHEUS_SECRETS`. Never the token itself.",
    examples: ["METRICS_TOKEN"],
    byDefault: "no token is sent",
  }),
});

export const usageSchema = z.strictObject({
  file,
  prometheus: key(prometheusSchema.optional(), {
    description: "A Prometheus server, asked with one range query. One of `file` and `prometheus`.",
    examples: [{ url: "https://prometheus.example.org", query: "max(active_users) by (namespace)" }],
    byDefault: "another source",
  }),
  by: key(z.enum(["hub", "cluster"]).default("hub"), {
    description: "What is a community of its own, unless `communities` says otherwise.",
    examples: ["cluster"],
  }),
  communities: key(z.record(nameText, z.array(placeText).min(1)).default({}), {
    description: "Hubs or clusters of a community, by its slug: `hub`, `cluster` or `cluster/hub`.",
    examples: [{ estuary: ["reef/prod", "reef/workshop"] }],
  }),
  "leave-out": key(z.array(placeText).default([]), {
    description: "Hubs and clusters that no community uses.",
    examples: [["staging", "prometheus"]],
  }),
  staff: key(z.array(placeText).default([]), {
    description:
      "Accounts of staff, who are not counted for the time to first value. Where a source only counts people, five more than these have to be there.",
    examples: [["engineer-1", "engineer-2"]],
  }),
  asked: key(nameText.optional(), {
    description: "The pipeline whose oldest item of a community is the day it asked; from then first value is timed.",
    examples: ["onboarding"],
    byDefault: "nothing is timed",
  }),
  public: key(z.boolean().default(false), {
    description: "Whether a public report may say which community uses how much. Otherwise it has sums and counts.",
    examples: [true],
  }),
});

export const satisfactionSchema = z.strictObject({
  file,
  columns: key(
    z
      .strictObject({
        community: key(placeText.default("community"), { description: "Who answered.", examples: ["Hub"] }),
        date: key(placeText.default("date"), { description: "When, as 2026-09-30.", examples: ["When"] }),
        score: key(placeText.default("score"), { description: "The score, 0 to 10.", examples: ["NPS"] }),
        "touch-point": key(placeText.optional(), {
          description: "What it was about.",
          examples: ["touch_point"],
          byDefault: "none",
        }),
        item: key(placeText.optional(), {
          description: "The issue it belongs to.",
          examples: ["issue"],
          byDefault: "none",
        }),
      })
      .prefault({}),
    { description: "The file's columns, by what they hold. With `file`.", examples: [{ score: "NPS" }] },
  ),
  unanswered: key(z.boolean().default(false), {
    description:
      "Whether a row without a score is somebody who was asked and did not answer; then there is a response rate. With `file`.",
    examples: [true],
  }),
  form: key(
    z
      .strictObject({
        of: key(nameText, {
          description: "The pipeline or rule whose issues are answers; it names their `form`.",
          examples: ["surveys"],
        }),
        score: key(fieldText, { description: "The field of the form that holds the score.", examples: ["score"] }),
        "touch-point": key(fieldText.optional(), {
          description: "The field that says what it is about.",
          examples: ["about"],
          byDefault: "none",
        }),
      })
      .optional(),
    {
      description: "Answers as issues with a form. One of `file` and `form`.",
      examples: [{ of: "surveys", score: "score" }],
      byDefault: "another source",
    },
  ),
  "satisfied-from": key(z.int().min(1).max(10).default(7), {
    description: "The score from which an answer counts as satisfied.",
    examples: [8],
  }),
});

export type UsageFile = z.output<typeof usageSchema>;
export type SatisfactionFile = z.output<typeof satisfactionSchema>;
