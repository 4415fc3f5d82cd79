/**
 * A report of openwater, which is made up, as of any Monday: every kind of picture, numbers that are known and numbers
 * that are not, names that try to be markup, and as many items as a test asks for. The same arguments give the same
 * report. Numbers follow from closed forms so that tests can work them out; they need not make sense together.
 */
import { daysBetween, type Instant, instant, plusSeconds } from "../../../src/model/time.ts";
import type {
  Cell,
  ChartView,
  Figure,
  ItemLink,
  Marks,
  Quantity,
  ReportView,
  Section,
  Series,
  TableView,
} from "../../../src/report/view.ts";

const day = 86_400;
export const stages = ["Lead", "Qualified lead", "Prospect", "Contract review", "Partner"] as const;
export const communities = ["estuary", "delta", "lagoon", "tidewater", "headwater", "floodplain"] as const;

export interface Wanted {
  readonly asOf?: string;
  /** Open items in the ageing picture. */
  readonly open?: number;
  /** Pipelines; each has the sections that a pipeline has. */
  readonly pipelines?: readonly string[];
  /** Items behind each number that leads to items. */
  readonly behind?: number;
  readonly audience?: "public" | "team";
}

/** The report. */
export function openwater({
  asOf = "2026-11-23T09:00:00Z",
  open = 40,
  pipelines = ["leads", "support"],
  behind = 12,
  audience = "team",
}: Wanted = {}): ReportView {
  const now = instant(asOf);
  const from = plusSeconds(now, -7 * day - 9 * 3_600);
  return {
    title: "openwater: how long it really takes",
    audience,
    asOf: now,
    period: {
      id: `2026-W${47 - Math.floor(daysBetween(now, instant("2026-11-23T09:00:00Z")) / 7)}`,
      from,
      to: plusSeconds(from, 7 * day),
    },
    incomplete: [],
    attention: [
      { kind: "breached", item: lead(7), what: "first response was due on Friday at 15:30 UTC." },
      {
        kind: "at-risk",
        item: lead(12),
        what: "first response is due today at 16:00 UTC; 21 of 24 working hours are used.",
      },
      { kind: "ageing", item: lead(3), what: "in Prospect for 41 days; 85 of 100 leave within 30." },
      { kind: "due", item: { label: "Delta: annual report", url: null }, what: "is due on 30 November." },
    ],
    figures: figures(behind),
    sections: [...pipelines.flatMap((pipeline) => pipelineSections(pipeline, now, { open, behind })), journeys(now)],
    definitions: [
      {
        name: "Opened → signed",
        meaning: "From the opening of the issue to the first time it is in Partner. Jumps count.",
      },
      { name: "[31–53]", meaning: "Limits that hold the true share 95 times in 100." },
      { name: "n", meaning: "How many items a number rests on." },
    ],
  };
}

export function lead(number: number): ItemLink {
  return { label: `Lead ${number}`, url: `https://github.com/openwater/leads/issues/${number}` };
}

export function quantity(value: number | null, unit: Quantity["unit"], more: Partial<Quantity> = {}): Quantity {
  return { value, unit, n: null, lower: null, upper: null, note: null, ...more };
}

const some = (count: number, from = 1) => Array.from({ length: count }, (_, at) => lead(from + at));

function figures(behind: number): readonly Figure[] {
  return [
    {
      id: "open",
      name: "Leads in progress",
      now: quantity(41, "items"),
      before: quantity(38, "items"),
      better: null,
      items: some(behind),
    },
    {
      id: "signed",
      name: "Leads: opened → signed within 90 days",
      now: quantity(0.42, "share", { n: 112, lower: 0.31, upper: 0.53 }),
      before: quantity(0.28, "share", { n: 104, lower: 0.2, upper: 0.4 }),
      better: "up",
      items: some(behind),
    },
    {
      id: "live",
      name: "Onboarding: signed → hub live, half take up to",
      now: quantity(18.5, "days", { n: 31, lower: 14, upper: 27 }),
      before: quantity(13, "days", { n: 30, lower: 10, upper: 17 }),
      better: "down",
      items: some(behind),
    },
    {
      id: "reply",
      name: "Support: first response within 24 working hours, this week",
      now: quantity(0.875, "share", { n: 24, lower: 0.69, upper: 0.96 }),
      before: quantity(0.9, "share", { n: 20, lower: 0.7, upper: 0.97 }),
      better: "up",
      items: some(behind),
    },
    {
      id: "value",
      name: "Live → first value, half take up to",
      now: quantity(null, "days", { n: 3, note: "not enough (n = 3)" }),
      before: null,
      better: "down",
      items: [],
    },
  ];
}

interface Sizes {
  readonly open: number;
  readonly behind: number;
}

function pipelineSections(pipeline: string, now: Instant, sizes: Sizes): readonly Section[] {
  const title = pipeline.slice(0, 1).toUpperCase() + pipeline.slice(1);
  const part = (
    id: string,
    name: string,
    charts: readonly ChartView[],
    tables: readonly TableView[] = [],
  ): Section => ({
    id: `${pipeline}-${id}`,
    title: `${title}: ${name}`,
    pipeline,
    words:
      id === "funnel"
        ? []
        : ["Opened → signed: 42 % within 90 days [31–53], of those that began in the last 26 weeks (n = 112)."],
    charts,
    tables,
  });
  return [
    part(
      "times",
      "how long it takes",
      [chart(`${pipeline}-curves`, "Opened → signed (n = 112)", curves, timesTable("curves-table", true))],
      [timesTable(`${pipeline}-times`, false)],
    ),
    part(
      "funnel",
      "how far they get",
      [
        chart(
          `${pipeline}-funnel`,
          "From stage to stage (n = 157)",
          funnel,
          itemsTable(`${pipeline}-moves`, sizes.behind),
        ),
      ],
      [{ ...itemsTable(`${pipeline}-reached`, sizes.behind), folded: false }],
    ),
    part("stages", "where it is stuck", [
      chart(
        `${pipeline}-ageing`,
        `Open items by age (n = ${sizes.open})`,
        ageing(sizes.open),
        ageingTable(pipeline, sizes.open),
      ),
      chart(`${pipeline}-bars`, "Days that an item may expect in each stage", bars, timesTable("bars-table", true)),
    ]),
    part("flow", "what comes and goes", [
      chart(`${pipeline}-trend`, "Came and went, by week", trend(now), itemsTable(`${pipeline}-weeks`, sizes.behind)),
      chart(`${pipeline}-areas`, "Cumulative flow of 26 weeks", areas(now), timesTable("areas-table", true)),
    ]),
  ];
}

export function chart(id: string, title: string, marks: Marks, table: TableView): ChartView {
  return { id, title, reading: "One plain sentence says how to read it.", marks, table };
}

const rise = (most: number, slow: number, bend = 1) =>
  Array.from({ length: 60 }, (_, at) => {
    const days = 2 + at * 4;
    const share = most * (1 - Math.exp(-((days / slow) ** bend)));
    const room = 0.07 * Math.sqrt(share * (1 - share)) * (1 + at / 50);
    return { day: days, share, lower: Math.max(0, share - room * 1.8), upper: Math.min(1, share + room * 2) };
  });

export const curves: Marks = {
  kind: "curves",
  curves: [
    { name: "signed", steps: rise(0.52, 70, 1.4) },
    { name: "lost", steps: rise(0.3, 110) },
  ],
  at: [30, 90, 180],
};

export const funnel: Marks = {
  kind: "funnel",
  edges: [
    { from: "Lead", to: "Qualified lead", count: 121 },
    { from: "Lead", to: "Lost", count: 34 },
    { from: "Qualified lead", to: "Prospect", count: 88 },
    { from: "Qualified lead", to: "Lost", count: 21 },
    { from: "Prospect", to: "Contract review", count: 63 },
    { from: "Prospect", to: "Qualified lead", count: 6 },
    { from: "Prospect", to: "Lost", count: 15 },
    { from: "Contract review", to: "Partner", count: 57 },
    { from: "Contract review", to: "Prospect", count: 4 },
    { from: "Partner", to: "Prospect", count: 9 },
  ],
};

/** Cumulative: in week w, stage s has seen (26 + 7w) less a fifth for each stage further on. */
export function areas(now: Instant): Marks {
  return {
    kind: "areas",
    series: stages
      .map((name, stage): Series => {
        const points = Array.from({ length: 26 }, (_, week) => {
          return {
            at: plusSeconds(now, (week - 25) * 7 * day),
            value: Math.max(0, Math.round((26 + 7 * (week - stage)) * 0.8 ** stage)),
            n: null,
          };
        });
        return { name, points };
      })
      .toReversed(),
  };
}

export const middling = [6, 9, 14, 18, null] as const;

export function ageing(open: number): Marks {
  return {
    kind: "ageing",
    stages: stages
      .slice(0, 4)
      .map((name, at) => ({ name, p50: middling[at] ?? null, p85: at === 3 ? null : middling[at]! * 2.4 })),
    dots: Array.from({ length: open }, (_, at) => ({ stage: stages[at % 4]!, days: ageOf(at), item: lead(at + 1) })),
  };
}

/** 0.5 to about 45 days, most of them young. */
export function ageOf(at: number): number {
  return Math.round((0.5 + 45 * (((at * 37) % 101) / 101) ** 2.2) * 10) / 10;
}

const bars: Marks = {
  kind: "bars",
  bars: [
    { name: "Lead", quantity: quantity(6.2, "days", { n: 157, lower: 4.9, upper: 8 }) },
    { name: "Qualified lead", quantity: quantity(9, "days", { n: 121, lower: 7.5, upper: 11.2 }) },
    { name: "Prospect", quantity: quantity(17.4, "days", { n: 88, lower: 13, upper: 24, note: "at least" }) },
    { name: "Contract review", quantity: quantity(null, "days", { n: 3, note: "not enough (n = 3)" }) },
  ],
};

export function trend(now: Instant): Marks {
  const series = (name: string, value: (week: number) => number | null): Series => ({
    name,
    points: Array.from({ length: 8 }, (_, week) => ({
      at: plusSeconds(now, (week - 7) * 7 * day),
      value: value(week),
      n: 20 + week,
    })),
  });
  return {
    kind: "trend",
    unit: "items",
    series: [
      series("came", (week) => 9 + ((week * 5) % 7)),
      series("done", (week) => 6 + ((week * 3) % 5)),
      series("ended otherwise", (week) => (week === 3 ? null : 2 + (week % 3))),
    ],
  };
}

function journeys(now: Instant): Section {
  const back = (days: number) => plusSeconds(now, -days * day);
  const spans = communities.flatMap((row, at) => [
    { row, name: "Leads", from: back(480 - at * 40), to: back(400 - at * 40), open: false },
    { row, name: "Onboarding", from: back(400 - at * 40), to: back(360 - at * 38), open: false },
    ...Array.from({ length: at + 2 }, (_, one) => ({
      row,
      name: "Support",
      from: back(300 - one * 41 - at * 9),
      to: one === 0 && at === 2 ? now : back(292 - one * 40 - at * 9),
      open: one === 0 && at === 2,
    })),
  ]);
  const table: TableView = {
    id: "journeys-table",
    caption: "One row per community.",
    columns: [
      { id: "community", head: "Community" },
      { id: "first", head: "First item" },
      { id: "open", head: "Open" },
    ],
    rows: communities.map((name, at): readonly Cell[] => [
      { kind: "text", text: name },
      { kind: "time", at: back(480 - at * 40), to: "day" },
      { kind: "items", items: some(at % 3) },
    ]),
    folded: true,
  };
  return {
    id: "journeys",
    title: "Communities",
    pipeline: null,
    words: ["6 communities."],
    charts: [chart("journeys", "Each community's way", { kind: "spans", spans }, table)],
    tables: [],
  };
}

export function timesTable(id: string, folded: boolean): TableView {
  const row = (what: string, ...numbers: readonly Quantity[]): readonly Cell[] => [
    { kind: "text", text: what },
    ...numbers.map((one): Cell => ({ kind: "quantity", quantity: one })),
  ];
  return {
    id,
    caption: "One row per time. Shares count what is still open for as long as it has lasted.",
    columns: [
      { id: "time", head: "Time" },
      { id: "within30", head: "Within 30 days" },
      { id: "within90", head: "Within 90 days" },
      { id: "half", head: "Half take up to (days)" },
    ],
    rows: [
      row(
        "last 26 weeks",
        quantity(0.12, "share", { n: 112, lower: 0.07, upper: 0.19 }),
        quantity(0.42, "share", { n: 112, lower: 0.31, upper: 0.53 }),
        quantity(null, "days", { n: 112, note: "ends otherwise too: see the shares" }),
      ),
      row(
        "all time",
        quantity(0.1, "share", { n: 402, lower: 0.07, upper: 0.13 }),
        quantity(0.39, "share", { n: 402, lower: 0.34, upper: 0.44 }),
        quantity(61, "days", { n: 402, lower: 55, upper: 70 }),
      ),
    ],
    folded,
  };
}

function itemsTable(id: string, behind: number): TableView {
  return {
    id,
    caption: "One row per move that was made.",
    columns: [
      { id: "from", head: "From" },
      { id: "to", head: "To" },
      { id: "items", head: "Items" },
    ],
    rows: stages.slice(1).map((to, at): readonly Cell[] => [
      { kind: "text", text: stages[at]! },
      { kind: "text", text: to },
      { kind: "items", items: some(Math.round(behind * 0.8 ** at)) },
    ]),
    folded: true,
  };
}

function ageingTable(pipeline: string, open: number): TableView {
  return {
    id: `${pipeline}-ageing-table`,
    caption: "One row per open item.",
    columns: [
      { id: "item", head: "Item" },
      { id: "stage", head: "Stage" },
      { id: "days", head: "Days" },
      { id: "beside", head: "Beside others in that stage" },
    ],
    rows: Array.from({ length: open }, (_, at): readonly Cell[] => [
      { kind: "item", item: lead(at + 1) },
      { kind: "text", text: stages[at % 4]! },
      { kind: "quantity", quantity: quantity(ageOf(at), "days") },
      { kind: "text", text: "usual" },
    ]),
    folded: true,
  };
}

/** A view with this text in every place that people or a config can fill. */
export function everywhere(text: string): ReportView {
  const item = { ...lead(1), label: text };
  const number = quantity(0.5, "share", { n: 4, note: text });
  const table = {
    ...timesTable(text, true),
    caption: text,
    columns: ["a", "b", "c", "d"].map((id) => ({ id, head: text })),
    rows: [
      [
        { kind: "text" as const, text },
        { kind: "item" as const, item },
        { kind: "items" as const, items: [item] },
        { kind: "quantity" as const, quantity: { ...number, value: null } },
      ],
    ],
  };
  const points = [0.5, 0.7].map((value, week) => ({
    at: `2026-11-${10 + week * 7}T00:00:00Z` as Instant,
    value,
    n: 3,
  }));
  const step = { share: 0.5, lower: 0.2, upper: 0.7 };
  const marks: readonly Marks[] = [
    { kind: "curves", curves: [{ name: text, steps: [0, 9].map((day) => ({ day, ...step })) }], at: [5] },
    { kind: "funnel", edges: [{ from: text, to: `${text} `, count: 3 }] },
    { kind: "areas", series: [{ name: text, points }] },
    { kind: "ageing", stages: [{ name: text, p50: 2, p85: 5 }], dots: [{ stage: text, days: 3, item }] },
    { kind: "bars", bars: [{ name: text, quantity: number }] },
    {
      kind: "trend",
      unit: "share",
      series: [
        { name: text, points },
        { name: text, points },
      ],
    },
    { kind: "spans", spans: [{ row: text, name: text, from: points[0]!.at, to: points[1]!.at, open: true }] },
  ];
  return {
    ...openwater(),
    title: text,
    period: { ...openwater().period, id: text },
    incomplete: [text],
    attention: [{ kind: "due", item, what: text }],
    figures: [{ id: text, name: text, now: number, before: { ...number, value: null }, better: "up", items: [item] }],
    sections: [
      {
        id: text,
        title: text,
        pipeline: text,
        words: [text],
        charts: marks.map((one) => ({ id: text, title: text, reading: text, marks: one, table })),
        tables: [table],
      },
    ],
    definitions: [{ name: text, meaning: text }],
  };
}
