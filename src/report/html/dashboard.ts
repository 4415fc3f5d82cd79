/**
 * A report as of several dates → one page that is a file by itself: no request, nothing from elsewhere, a content policy
 * that runs only what its own hashes name. Pure: the same reports give the same bytes. Older dates wait in templates,
 * which browsers neither show nor print; without a script the newest date is shown, with everything.
 */
import type { Element, ElementContent } from "hast";
import { toHtml } from "hast-util-to-html";
import { h } from "hastscript";
import { cleanLine } from "../../content/clean.ts";
import { titleOf } from "../audience.ts";
import type { ReportView } from "../view.ts";
import { dayText } from "../words.ts";
import { headOf } from "./page-head.ts";
import { pageLinks } from "./page-links.ts";
import { pageScript } from "./page-script.ts";
import { viewBody } from "./view-body.ts";

/** The page, of one to eight dates, the newest first. Throws `RangeError` without any. */
export function dashboardHtml(views: readonly ReportView[]): string {
  const book = dashboardBook();
  for (const view of views.toReversed()) book.add(view);
  return book.html();
}

/** A page that is written date by date, so that no more than one of its reports need be held at once. */
export interface DashboardBook {
  /** Oldest first. */
  add(view: ReportView): void;
  /** Throws `RangeError` when nothing was added. */
  html(): string;
}

/** Starts a page without dates. */
export function dashboardBook(): DashboardBook {
  const links = pageLinks();
  const written: { readonly face: DateFace; readonly body: ElementContent }[] = [];
  return {
    add: (view) => void written.unshift({ face: faceOf(view), body: textOf(viewBody(view, links)) }),
    html() {
      const faces = written.map(({ face }) => face);
      const [newest] = faces;
      if (newest === undefined) throw new RangeError("A dashboard needs a report. Give at least one.");
      const keys = keysOf(faces);
      const [shown, ...others] = written.map(({ body }) => body);
      const page = h(
        "html",
        { lang: "en" },
        headOf(`${cleanLine(newest.title)}, ${dayText(newest.asOf)}`),
        h(
          "body",
          h("a.skip", { href: "#content" }, "Skip to the report"),
          controls(faces, keys),
          h("main#content", { tabIndex: -1, dataDate: keys[0]! }, shown!),
          ...others.map((body, at) => h("template.date", { dataDate: keys[at + 1]! }, body)),
          links.list(),
          h("div#tip", { role: "status", hidden: true }),
          h("script", pageScript),
        ),
      );
      return `${toHtml({ type: "root", children: [{ type: "doctype" }, page] }, { allowDangerousHtml: true })}\n`;
    },
  };
}

/** What the page around it says of a date. */
interface DateFace extends Pick<ReportView, "title" | "asOf" | "period"> {
  /** Names of those that have sections. */
  readonly pipelines: readonly string[];
}

function faceOf({ title, asOf, period, sections }: ReportView): DateFace {
  const pipelines = new Set(sections.flatMap(({ pipeline }) => (pipeline === null ? [] : [pipeline])));
  return { title, asOf, period, pipelines: [...pipelines] };
}

/** Text at once, which takes a tenth of its tree's room; `raw` has nothing in it but what was escaped here. */
function textOf(body: Iterable<ElementContent>): ElementContent {
  const raw = { type: "raw", value: Array.from(body, (part) => toHtml(part)).join("") } as const;
  return raw as unknown as ElementContent;
}

/** What names each date in the page's address: its day, where no two have the same. */
function keysOf(views: readonly DateFace[]): readonly string[] {
  const days = views.map(({ asOf }) => dayText(asOf));
  return new Set(days).size === days.length ? days : views.map(({ asOf }, at) => `${asOf}-${at + 1}`);
}

/** Hidden until the script shows them: without it they would do nothing. */
function controls(views: readonly DateFace[], keys: readonly string[]): Element {
  const named = [...new Set(views.flatMap(({ pipelines }) => pipelines))];
  const dates = views.map((view, at) => {
    const words = `${dayText(view.asOf)} · ${cleanLine(view.period.id)}${at === 0 && views.length > 1 ? " (newest)" : ""}`;
    return h("option", { value: keys[at]! }, words);
  });
  const choices = named.map((pipeline) => h("option", { value: pipeline }, titleOf(cleanLine(pipeline))));
  return h(
    "form.controls",
    { hidden: true, ariaLabel: "What is shown" },
    h("label", "As of ", h("select#date", ...dates)),
    h("label", "Pipeline ", h("select#pipeline", h("option", { value: "" }, "all"), ...choices)),
    h("p#shown", { role: "status" }),
  );
}
