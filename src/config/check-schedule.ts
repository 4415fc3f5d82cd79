/** Recurring work, flows and the webhooks that they call. */
import { readCron } from "../calendar/cron.ts";
import type { Problem } from "../model/problem.ts";
import { addCommunities, error, listed, shown } from "./complaint.ts";
import { didYouMean } from "./nearest.ts";
import type { ConfigFile } from "./schema.ts";
import type { RecurringFile } from "./schema-schedule.ts";
import type { ConfigPath, WhereOf } from "./where.ts";

/** Problems of all work that no item starts. */
export function checkSchedule(file: ConfigFile, where: WhereOf): readonly Problem[] {
  return [
    ...Object.entries(file.recurring).flatMap(([name, one]) => [
      ...everyProblems(one, ["recurring", name], where),
      ...cronProblems(one, ["recurring", name], where),
      ...workProblems(one, ["recurring", name], where),
      ...fanProblems(file, { one, path: ["recurring", name] }, where),
    ]),
    ...flowProblems(file, where),
    ...webhookProblems(file, where),
  ];
}

const rhythms = ["iteration", "month", "months", "quarter", "since-close", "cron"] as const;

function everyProblems(
  { every, board, iterations }: RecurringFile,
  path: ConfigPath,
  where: WhereOf,
): readonly Problem[] {
  const given = typeof every === "string" ? [every] : rhythms.filter((key) => every[key] !== undefined);
  if (given.length !== 1) {
    const what = given.length === 0 ? "`every` says no rhythm." : `\`every\` has ${listed(given)}; it can have one.`;
    const todo = "Write one, such as `monday`, `{ month: 15 }` or `{ since-close: 55d }`.";
    return [error("rhythm", where([...path, "every"]), what, todo)];
  }
  if (typeof every === "object" && every.day !== 1 && every.months === undefined) {
    const what = "`day` belongs to `months`.";
    return [error("rhythm", where([...path, "every", "day"], "key"), what, "Write `month: 15`, or add `months:`.")];
  }
  if (given[0] === "iteration" && board === undefined && iterations === undefined) {
    const what = "Nothing says when an iteration begins.";
    const todo = "Name a `board` with an iteration field, or add `iterations:` with a first day and a number of days.";
    return [error("no-iterations", where([...path, "every"]), what, todo)];
  }
  if (given[0] === "iteration" || iterations === undefined) return [];
  const what = "`iterations` says nothing here: this work does not go by iterations.";
  return [error("rhythm", where([...path, "iterations"], "key"), what, "Remove it, or write `every: iteration`.")];
}

/** The schema knows the shape only; whether the zone exists is told by the calendar's own check. */
function cronProblems({ every }: RecurringFile, path: ConfigPath, where: WhereOf): readonly Problem[] {
  if (typeof every === "string" || every.cron === undefined || readCron(every.cron, "UTC") !== null) return [];
  const what = `${shown(every.cron)} names no moments.`;
  const todo = 'Write minute, hour, day, month and weekday, each within its range, such as "0 6 * * 1".';
  return [error("bad-cron", where([...path, "every", "cron"]), what, todo)];
}

function workProblems(one: RecurringFile, path: ConfigPath, where: WhereOf): readonly Problem[] {
  if ((one.open === undefined) === (one.play === undefined)) {
    const what = one.open === undefined ? "The work opens nothing." : "The work has both `open` and `play`.";
    return [
      error("nothing-to-open", where(path), what, "Give it `open:` with a template, or `play:` with a playbook."),
    ];
  }
  if (one.play === undefined) return [];
  const odd = [
    ...(one.title === undefined ? [] : ["title"]),
    ...(["labels", "assignees", "set"] as const).filter((key) => Object.keys(one[key]).length > 0),
  ];
  return odd.map((key) => {
    const what = `\`${key}\` belongs to \`open\`, and this work plays a playbook.`;
    return error("key-not-here", where([...path, key], "key"), what, "Put it on the playbook.");
  });
}

function fanProblems(
  file: ConfigFile,
  { one, path }: { readonly one: RecurringFile; readonly path: ConfigPath },
  where: WhereOf,
): readonly Problem[] {
  const fan = one["per-community"];
  if (fan === undefined) return [];
  const place: ConfigPath = [...path, "per-community"];
  if (file.communities === undefined) {
    const what = "The work is opened per community, and the config names no communities file.";
    return [error("no-communities", where(place, "key"), what, addCommunities)];
  }
  // Picking by a value shows it to nobody, so it need not be among those that templates may use.
  if ((fan.value === undefined) === (fan.is === undefined)) return [];
  const what = "`value` and `is` say something only together.";
  return [error("condition", where(place), what, "Write both, or `{}` for every community.")];
}

function flowProblems({ flows, webhooks }: ConfigFile, where: WhereOf): readonly Problem[] {
  return Object.entries(flows).flatMap(([name, { key, accepts, "on-completed": called }]) => {
    const missing = (field: string, what: string, place: ConfigPath): readonly Problem[] => {
      if (accepts.includes(field)) return [];
      const todo = didYouMean(field, accepts, `Add \`${field}\` to \`flows.${name}.accepts\`.`);
      return [error("not-accepted", where(place), what, todo)];
    };
    const own = missing(key, `The flow is known by \`${key}\`, which it does not accept.`, ["flows", name, "key"]);
    const webhook = called === undefined || !Object.hasOwn(webhooks, called) ? undefined : webhooks[called];
    if (webhook === undefined) return own;
    const what = `The webhook \`${called}\` sends \`${webhook.id}\`, which this flow does not accept.`;
    return [...own, ...missing(webhook.id, what, ["flows", name, "on-completed"])];
  });
}

function webhookProblems({ webhooks }: ConfigFile, where: WhereOf): readonly Problem[] {
  return Object.entries(webhooks).flatMap(([name, { url }]) => {
    const host = hostOf(url);
    if (host !== null && isPublicName(host)) return [];
    const what = host === null ? `${shown(url)} is no address.` : `${shown(host)} is not a public host name.`;
    const todo = "Write https and a host name with a dot, not an address of digits and not a machine of your own.";
    return [error("webhook-host", where(["webhooks", name, "url"]), what, todo)];
  });
}

/** As the URL standard reads it, so that no spelling of an address slips through (`0x7f.1`). */
function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).hostname.replace(/\.$/, "") : null;
}

function isPublicName(host: string): boolean {
  const isAddress = host.startsWith("[") || /^[\d.]+$/.test(host);
  return !isAddress && host.includes(".") && !/\.(?:local|localhost|internal|lan|home|corp|test|invalid)$/.test(host);
}
