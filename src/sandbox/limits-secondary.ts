/**
 * Secondary rate limits, which GitHub does not let anyone look up: content made, and points spent, in sliding windows
 * of the sandbox's clock.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 */
import { secondsOf } from "./clock.ts";
import type { SandboxClock } from "./sandbox.ts";

/** What is counted. */
export type Spent = "content" | "rest-points" | "graphql-points";

/** At most `most` in any `seconds`. */
interface Rule {
  readonly spent: Spent;
  readonly most: number;
  readonly seconds: number;
}

const rules: readonly Rule[] = [
  { spent: "content", most: 80, seconds: 60 },
  { spent: "content", most: 500, seconds: 3600 },
  { spent: "rest-points", most: 900, seconds: 60 },
  { spent: "graphql-points", most: 2000, seconds: 60 },
];

export interface SecondaryLimits {
  /** Seconds until the caller may go on; null: it may now. `content`: the request would make some. */
  waitSeconds(
    key: string,
    asked: { readonly points: "rest-points" | "graphql-points"; readonly content: boolean },
  ): {
    readonly seconds: number;
    readonly spent: Spent;
  } | null;
  spend(key: string, spent: Spent, amount: number): void;
}

/** Makes the limits of one sandbox; nothing spent yet. */
export function createSecondaryLimits(clock: SandboxClock): SecondaryLimits {
  const books = new Map<string, { at: number; amount: number }[]>();
  const bookOf = (key: string, spent: Spent) => {
    const name = `${spent} ${key}`;
    const book = books.get(name) ?? [];
    if (book.length === 0) books.set(name, book);
    return book;
  };
  return {
    waitSeconds(key, asked) {
      const now = secondsOf(clock.now());
      for (const rule of rules) {
        if (rule.spent !== asked.points && !(asked.content && rule.spent === "content")) continue;
        const seconds = waitOf(bookOf(key, rule.spent), rule, now);
        if (seconds !== null) return { seconds, spent: rule.spent };
      }
      return null;
    },
    spend(key, spent, amount) {
      if (amount === 0) return;
      const now = secondsOf(clock.now());
      const book = bookOf(key, spent);
      while (book.length > 0 && book[0]!.at <= now - 3600) book.shift();
      book.push({ at: now, amount });
    },
  };
}

/** Null when the window has room. Otherwise until so much has left it that it has. */
function waitOf(book: readonly { at: number; amount: number }[], rule: Rule, now: number): number | null {
  // Later than now: spent before the clock was set back to place history.
  const within = book.filter((one) => one.at > now - rule.seconds && one.at <= now);
  let sum = within.reduce((total, one) => total + one.amount, 0);
  if (sum < rule.most) return null;
  for (const one of within) {
    sum -= one.amount;
    if (sum < rule.most) return one.at + rule.seconds - now;
  }
  return rule.seconds;
}
