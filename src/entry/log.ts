/**
 * The log: one JSON line per thing worth knowing, with fields from the allow-list of `log-fields.ts` only, at every
 * level. Libraries get a log of their own, whose sentences are not trusted either.
 */
import pino, { type DestinationStream, type Logger, type LoggerOptions } from "pino";
import { safeError, safeFields } from "./log-fields.ts";

export type Log = Logger;

export interface LogOptions {
  /** pino's levels; `silent` for none. */
  readonly level: string;
  /** Where lines go; standard output unless given. */
  readonly to?: DestinationStream;
}

/** Our own log. What it is told in words must be ours: a constant sentence, never a value. */
export function createLog({ level, to }: LogOptions): Log {
  return make(level, to, (words) => words);
}

/** A log to hand to a library: Probot prints bodies of requests and whole events when asked for details. */
export function createLibraryLog({ level, to }: LogOptions): Log {
  return make(level, to, safeWords);
}

function make(level: string, to: DestinationStream | undefined, wordsOf: (words: string) => string): Log {
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    hooks: {
      // Every call goes through here, so nothing reaches pino's own formatting of objects, errors and `%s`.
      logMethod(args, method) {
        const [first, second] = args as readonly unknown[];
        const words = typeof first === "string" ? first : typeof second === "string" ? second : "an error";
        const fields = first instanceof Error ? safeError(first) : safeFields(first);
        method.apply(this, [fields, wordsOf(words)]);
      },
      // And every line through here, since the bindings of a child pass by the hook above.
      streamWrite: safeLine,
    },
  };
  return to ? pino(options, to) : pino(options);
}

function safeLine(line: string): string {
  const { level, time, msg, ...fields } = JSON.parse(line) as Record<string, unknown>;
  return `${JSON.stringify({ level, time, ...safeFields(fields), msg })}\n`;
}

/** Sentences of Probot and Octokit that hold nothing but a route, a status, an event's name and a delivery id. */
const knownWords = [
  /^GitHub request: [A-Z]+ https?:\/\/[\w.:-]+\/(?:api\/)?graphql - \d{3}$/,
  /^GitHub request: [A-Z]+ https?:\/\/[\w.:-]+\/(?:api\/v3\/)?(?:app|orgs|repos|user|rate_limit)(?:\/[\w.-]+)* - \d{3}$/,
  /^[a-z0-9_]{1,40} event received \(id: [\w-]{1,60}\)$/,
  /^Webhook received$/,
];

function safeWords(words: string): string {
  return knownWords.some((known) => known.test(words)) ? words : "a library's message, not shown";
}
