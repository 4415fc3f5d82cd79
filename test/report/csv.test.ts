/** CSV as R, pandas and spreadsheets read it: an independent reader gets back what was put in, and no cell is a formula. */
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { instant } from "../../src/model/time.ts";
import { tablesCsv, transitionsCsv, waitsCsv } from "../../src/report/csv.ts";
import type { TransitionRow, WaitRow } from "../../src/report/rows.ts";
import { tableRowsOf } from "../../src/report/table-rows.ts";
import type { Cell, Section, TableView } from "../../src/report/view.ts";

const wait: WaitRow = {
  pipeline: "leads",
  from: "opened",
  to: "signed",
  item: "Temple University",
  url: "https://github.com/openwater/leads/issues/7",
  began: "2025-07-07T09:00:00Z",
  ended: "2025-08-05T09:00:00Z",
  end: "reached",
  which: null,
  days: 29,
  workingDays: 21,
  exact: true,
  current: false,
};

const move: TransitionRow = {
  pipeline: "leads",
  item: "Temple University",
  url: null,
  from: null,
  to: "lead",
  at: "2025-07-07T09:00:00Z",
  exact: true,
  who: "bd-lead",
  days: null,
};

const read = (text: string) => parse(text, { columns: true }) as readonly Record<string, string>[];

describe("waitsCsv", () => {
  it("is its heads only without waits", () => {
    expect(waitsCsv([])).toBe("pipeline,from,to,item,url,began,ended,end,days,working_days,exact,current\n");
  });

  it("has one line per wait, numbers as numbers and nothing where nothing is known", () => {
    const open: WaitRow = {
      ...wait,
      url: null,
      ended: null,
      end: "open",
      days: 1 / 3,
      workingDays: null,
      exact: false,
    };
    const lost: WaitRow = { ...wait, end: "otherwise", which: "lost" };
    expect(waitsCsv([wait, open, lost]).split("\n").slice(1)).toEqual([
      "leads,opened,signed,Temple University,https://github.com/openwater/leads/issues/7,2025-07-07T09:00:00Z,2025-08-05T09:00:00Z,reached,29,21,yes,no",
      "leads,opened,signed,Temple University,,2025-07-07T09:00:00Z,,open,0.333333,,no,no",
      "leads,opened,signed,Temple University,https://github.com/openwater/leads/issues/7,2025-07-07T09:00:00Z,2025-08-05T09:00:00Z,lost,29,21,yes,no",
      "",
    ]);
  });

  it("keeps numbers below nothing as numbers", () => {
    expect(read(waitsCsv([{ ...wait, days: -2.5 }]))[0]!.days).toBe("-2.5");
  });

  it.each([
    { why: "row 62", name: '=HYPERLINK("http://x")' },
    { why: "plus", name: "+1+cmd|' /C calc'!A0" },
    { why: "minus", name: "-2+3" },
    { why: "at", name: "@SUM(1+1)" },
    { why: "a tab before it", name: "\t=1+1" },
    { why: "a carriage return before it", name: "\r=1+1" },
    { why: "full width", name: "\uFF1D1+1" },
  ])("a name that a spreadsheet would calculate is text: $why", ({ name }) => {
    expect(read(waitsCsv([{ ...wait, item: name }]))[0]!.item).toBe(`'${name}`);
  });

  it.each(["Temple, the University", 'the "Temple"', "two\nlines", "Universität Zürich 🌊", "' quoted"])(
    "gives back %j",
    (name) => {
      expect(read(waitsCsv([{ ...wait, item: name }, wait]))[0]!.item).toBe(name);
    },
  );
});

describe("transitionsCsv", () => {
  it("is its heads only without moves", () => {
    expect(transitionsCsv([])).toBe("pipeline,item,url,from,to,at,exact,who,days\n");
  });

  it("has one line per move", () => {
    expect(transitionsCsv([move, { ...move, from: "lead", to: "qualified", days: 4, who: null }])).toBe(
      `pipeline,item,url,from,to,at,exact,who,days
leads,Temple University,,,lead,2025-07-07T09:00:00Z,yes,bd-lead,
leads,Temple University,,lead,qualified,2025-07-07T09:00:00Z,yes,,4
`,
    );
  });
});

describe("tablesCsv", () => {
  const table = (id: string, rows: readonly (readonly Cell[])[]): TableView => {
    const columns = ["name", "a", "b"].map((one) => ({ id: one, head: one }));
    return { id, caption: "", columns, rows, folded: false };
  };
  const section = (more: Partial<Section>): Section => {
    return { id: "leads-marketing", title: "", pipeline: null, words: [], charts: [], tables: [], ...more };
  };
  const text = (one: string): Cell => ({ kind: "text", text: one });
  const links = [
    { label: "Temple", url: null },
    { label: "=1+1", url: null },
  ];
  const share = { value: 0.25, unit: "share", n: 8, lower: 0.1, upper: 0.5, note: null } as const;

  it("is its heads only without tables", () => {
    const heads = "section,table,row,about,column,value,unit,n,lower,upper,text\n";
    expect(tablesCsv(tableRowsOf({ sections: [section({})] }))).toBe(heads);
  });

  it("has one line per cell, charts' tables first, numbers as numbers and no formula", () => {
    const first: Cell = { kind: "time", at: instant("2025-07-07T09:00:00Z"), to: "day" };
    const rows = [
      [text("spring"), { kind: "quantity", quantity: share }, { kind: "items", items: links }],
      [text("=2+2"), { kind: "quantity", quantity: { ...share, value: null, n: 3, note: "not enough" } }, first],
    ] as const;
    const chart = { id: "c", title: "", reading: "", marks: { kind: "bars", bars: [] } } as const;
    const made = section({
      charts: [{ ...chart, table: table("chart", [[text("x"), text("y")]]) }],
      tables: [table("t", rows)],
    });
    expect(
      tablesCsv(tableRowsOf({ sections: [made] }))
        .split("\n")
        .slice(1),
    ).toEqual([
      "leads-marketing,chart,1,x,a,,,,,,y",
      "leads-marketing,t,1,spring,a,0.25,share,8,0.1,0.5,",
      "leads-marketing,t,1,spring,b,2,items,,,,Temple; =1+1",
      "leads-marketing,t,2,'=2+2,a,,share,3,0.1,0.5,not enough",
      "leads-marketing,t,2,'=2+2,b,,,,,,2025-07-07",
      "",
    ]);
  });
});
