/**
 * One organisation's report as a page, made when somebody looks and kept for a while: however many look, GitHub is read
 * once. Nothing is kept that a config before the present one allowed, and nobody waits long: until a page is there, the
 * answer is that it is being made.
 */
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Config } from "../../config/config.ts";
import { reportRulesOf } from "../../config/report-rule-of.ts";
import { GitHubError } from "../../github/ports.ts";
import type { Gathered } from "../../measure/organisation.ts";
import { defaultReport, type ReportRule } from "../../model/report-rule.ts";
import { type Instant, plusSeconds } from "../../model/time.ts";
import type { AudienceName } from "../../report/audience.ts";
import type { Log } from "../log.ts";
import type { Ports } from "../ports.ts";
import { itemCache } from "../report/item-cache.ts";
import { makeReport } from "../report/make-report.ts";
import { readOrganisation } from "../report/read-organisation.ts";
import type { SourceAccess } from "../report/read-sources.ts";
import type { Engine } from "./engine.ts";

export interface DashboardOptions {
  readonly ports: Pick<Ports, "reader" | "clock">;
  readonly log: Log;
  /** Null: there is no config. Throws when that cannot be told. */
  readonly current: () => Promise<Engine | null>;
  readonly pace: DashboardPace;
  readonly access: SourceAccess;
}

/** How often and how patiently. */
export interface DashboardPace {
  /** A page is made at most once in so many seconds. */
  readonly freshSeconds: number;
  /** Real seconds that somebody waits for a page. */
  readonly waitSeconds: number;
}

/** A quarter of an hour; reverse proxies give up after half a minute or a minute. */
export const defaultPace: DashboardPace = { freshSeconds: 900, waitSeconds: 10 };

export type Shown =
  /** Compressed by gzip. */
  | { readonly kind: "page"; readonly gzip: Buffer }
  /** There is none for this audience. */
  | { readonly kind: "none" }
  | { readonly kind: "making" }
  /** GitHub did not answer; it is asked again after a while. */
  | { readonly kind: "failed" };

export interface Dashboard {
  /** The newest page there is, made anew when it is older than it may be. Never throws. */
  show(audience: AudienceName): Promise<Shown>;
  /** Settles when nothing is being made. */
  idle(): Promise<void>;
}

interface Kept {
  readonly shown: Exclude<Shown, { readonly kind: "making" }>;
  /** Whether all lists were read to their ends. */
  readonly isWhole: boolean;
  /** The config that it was made by; null: there was none. */
  readonly text: string | null;
  /** Until then it is not made anew. */
  readonly until: Instant;
}

/** After a failure GitHub is left alone for so long. */
const pauseSeconds = 60;

const compressed = promisify(gzip);

/** Starts without pages; nothing is read before somebody looks. */
export function createDashboard({ ports, log, current, pace, access }: DashboardOptions): Dashboard {
  const { reader, clock } = ports;
  const items = itemCache(null);
  const kept = new Map<AudienceName, Kept>();
  const underWay = new Map<AudienceName, Promise<void>>();
  const paused = new Map<AudienceName, Instant>();
  let read: { readonly text: string; readonly until: Instant; readonly gathered: Promise<Gathered> } | null = null;

  /** Both audiences look at the same reading. */
  function gather({ config, world, text }: Engine): Promise<Gathered> {
    const now = clock.now();
    if (read !== null && read.text === text && now < read.until) return read.gathered;
    const gathered = world
      .read()
      .then((known) =>
        readOrganisation({ config, reader, world: known, now, cache: items, onProgress: () => {}, access }),
      );
    const mine = { text, until: plusSeconds(now, pace.freshSeconds), gathered };
    read = mine;
    const forget = () => {
      if (read === mine) read = null;
    };
    gathered.then(({ gaps }) => gaps.length > 0 && forget(), forget);
    return gathered;
  }

  async function make(audience: AudienceName, engine: Engine | null): Promise<Pick<Kept, "shown" | "isWhole">> {
    const rule = engine === null ? null : ruleFor(audience, engine.config);
    if (engine === null || rule === null) return { shown: { kind: "none" }, isWhole: true };
    const gathered = await gather(engine);
    const { config } = engine;
    const made = await makeReport(gathered, { config, ask: rule, asOf: gathered.readAt, formats: ["html"] });
    const page = { kind: "page", gzip: await compressed(made.files[0]!.text) } as const;
    return { shown: page, isWhole: gathered.gaps.length === 0 };
  }

  async function refresh(audience: AudienceName): Promise<void> {
    const engine = await current();
    const text = engine?.text ?? null;
    const known = kept.get(audience);
    if (known?.text === text && clock.now() < known.until) return;
    const older = known?.text === text ? known : null;
    if (older === null) kept.delete(audience);
    const made = await make(audience, engine);
    // What was read in part says less than what was read whole before, and is tried again soon.
    const best = older?.isWhole === true && !made.isWhole ? older : made;
    const seconds = made.isWhole ? pace.freshSeconds : pauseSeconds;
    kept.set(audience, { ...best, text, until: plusSeconds(clock.now(), seconds) });
  }

  function failed(audience: AudienceName, err: unknown): void {
    log.warn({ err }, "the dashboard was not made; it is tried again when somebody looks a minute from now");
    const limit = err instanceof GitHubError ? err.until : null;
    paused.set(audience, limit ?? plusSeconds(clock.now(), pauseSeconds));
  }

  function start(audience: AudienceName): Promise<void> {
    const pause = paused.get(audience);
    if (pause !== undefined && clock.now() < pause) return Promise.resolve();
    paused.delete(audience);
    const mine = refresh(audience)
      .catch((err: unknown) => failed(audience, err))
      .finally(() => underWay.delete(audience));
    underWay.set(audience, mine);
    return mine;
  }

  return {
    async show(audience) {
      await within(pace.waitSeconds, underWay.get(audience) ?? start(audience));
      return kept.get(audience)?.shown ?? { kind: paused.has(audience) ? "failed" : "making" };
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay.values());
    },
  };
}

/** To the public only what the config calls public; without a report for the team there is the usual one. */
function ruleFor(audience: AudienceName, config: Pick<Config, "reports">): ReportRule | null {
  const found = reportRulesOf(config).find((rule) => rule.audience === audience) ?? null;
  return audience === "team" ? (found ?? defaultReport) : found;
}

function within(seconds: number, doing: Promise<void>): Promise<void> {
  return new Promise((settle) => {
    const timer = setTimeout(settle, seconds * 1000);
    void doing.finally(() => {
      clearTimeout(timer);
      settle();
    });
  });
}
