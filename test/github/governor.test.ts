import { describe, expect, it } from "vitest";
import { createGovernor } from "../../src/github/governor.ts";
import { GitHubError } from "../../src/github/ports.ts";
import { testClock } from "./scripted.ts";

const one = { writes: 1, creations: 0 };
const creation = { writes: 1, creations: 1 };

/** What an Octokit throws for an HTTP status. */
function httpError(status: number, message: string, headers: Record<string, string> = {}): Error {
  return Object.assign(new Error(message), { status, response: { headers, data: { message } } });
}

/** What `octokit.graphql` throws for an answer with `errors`. */
function graphqlError(error: object, headers: Record<string, string> = {}): Error {
  return Object.assign(new Error("Request failed"), { errors: [error], data: null, headers });
}

async function failing(promise: Promise<unknown>): Promise<GitHubError> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof GitHubError)) throw new Error(`expected a GitHubError, not ${String(error)}`);
  return error;
}

describe("the governor", () => {
  it("lets a request through and stays open", async () => {
    const governor = createGovernor(testClock());
    expect(await governor.read(async () => "answer")).toBe("answer");
    expect(governor.closedUntil()).toBeNull();
  });

  it("lets ten reads run side by side and no more", async () => {
    const governor = createGovernor(testClock());
    let running = 0;
    let most = 0;
    const open: (() => void)[] = [];
    const reads = Array.from({ length: 25 }, () =>
      governor.read(async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise<void>((resolve) => open.push(resolve));
        running -= 1;
      }),
    );
    for (let done = 0; done < 25; done += 1) {
      while (open.length === 0) await Promise.resolve();
      open.shift()!();
    }
    await Promise.all(reads);
    expect(most).toBe(10);
  });

  it("writes one at a time", async () => {
    const governor = createGovernor(testClock());
    const order: string[] = [];
    const write = (name: string) =>
      governor.write(one, async () => {
        order.push(`${name} starts`);
        await Promise.resolve();
        order.push(`${name} ends`);
      });
    await Promise.all([write("first"), write("second")]);
    expect(order).toEqual(["first starts", "first ends", "second starts", "second ends"]);
  });

  const spacings = [
    { why: "a second after one write", writes: 1, gone: 0, slept: [1] },
    { why: "as many seconds as the document had aliases", writes: 4, gone: 0, slept: [4] },
    { why: "a clock of whole seconds may show one that is hardly gone", writes: 1, gone: 1, slept: [1] },
    { why: "no longer than needed once time has gone by", writes: 1, gone: 2, slept: [] },
    { why: "what is left of it", writes: 4, gone: 3, slept: [2] },
  ];
  it.each(spacings)("keeps writes apart: $why", async ({ writes, gone, slept }) => {
    const clock = testClock();
    const governor = createGovernor(clock);
    await governor.write({ writes, creations: 0 }, async () => {});
    clock.advance(gone);
    await governor.write(one, async () => {});
    expect(clock.slept).toEqual(slept);
  });

  it("makes no more than 80 issues and comments a minute, and says when it may again", async () => {
    const clock = testClock("2026-01-05T09:00:00Z");
    const governor = createGovernor(clock);
    // One document of labels counts each of them.
    await governor.write({ writes: 1, creations: 79 }, async () => {});
    await governor.write(creation, async () => {});
    const error = await failing(governor.write(creation, async () => {}));
    expect([error.kind, error.until]).toEqual(["limited", "2026-01-05T09:01:01Z"]);
    await governor.write(one, async () => {});
    clock.advance(62);
    await governor.write(creation, async () => {});
  });

  it("makes no more than 500 issues and comments an hour", async () => {
    const clock = testClock("2026-01-05T09:00:00Z");
    const governor = createGovernor(clock);
    let made = 0;
    for (let minute = 0; minute < 10; minute += 1) {
      const creations = minute < 9 ? 55 : 5;
      await governor.write({ writes: 1, creations }, async () => {});
      made += creations;
      clock.advance(120);
    }
    expect(made).toBe(500);
    const error = await failing(governor.write(creation, async () => {}));
    expect(error.until).toBe("2026-01-05T10:00:01Z");
  });

  it("lets reads pass while a write waits for its turn: the lanes are two", async () => {
    const clock = testClock();
    const governor = createGovernor(clock);
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const writing = governor.write(one, () => answered);
    const order = [governor.read(async () => "read"), writing.then(() => "write")];
    expect(await Promise.race(order)).toBe("read");
    answer();
    await writing;
  });

  it("spends no more than 1,800 points a minute: what is too much waits for its minute", async () => {
    const clock = testClock("2026-01-05T09:00:00Z");
    const governor = createGovernor(clock);
    // By hand: 355 writes of 5 points and 25 reads are 1,800.
    await governor.write({ writes: 355, creations: 0 }, async () => {});
    for (let read = 0; read < 25; read += 1) await governor.read(async () => {});
    expect(clock.slept).toEqual([]);
    await governor.read(async () => {});
    expect(clock.slept).toEqual([61]);
    expect(clock.now()).toBe("2026-01-05T09:01:01Z");
    for (let read = 0; read < 1799; read += 1) await governor.read(async () => {});
    expect(clock.slept).toEqual([61]);
  });

  it("waits for no points behind a closed gate", async () => {
    const clock = testClock("2026-01-05T09:00:00Z");
    const governor = createGovernor(clock);
    for (let read = 0; read < 1800; read += 1) await governor.read(async () => {});
    governor.close({ kind: "seconds", seconds: 90 });
    expect((await failing(governor.read(async () => {}))).until).toBe("2026-01-05T09:01:30Z");
    expect(clock.slept).toEqual([]);
  });

  it("tells once that GitHub's limit shut the gate, with why and until when", async () => {
    const clock = testClock("2026-01-05T09:00:00Z");
    const told: string[] = [];
    const governor = createGovernor(clock, (until, why) => void told.push(`${until} ${why}`));
    const limit = httpError(429, "You have exceeded a secondary rate limit", { "retry-after": "90" });
    const met = [1, 2, 3].map(() => failing(governor.read(() => Promise.reject(limit))));
    await Promise.all(met);
    await failing(governor.read(async () => {}));
    expect(told).toEqual(["2026-01-05T09:01:30Z 429 You have exceeded a secondary rate limit"]);
    clock.advance(91);
    await governor.read(async () => {});
    await failing(governor.read(() => Promise.reject(limit)));
    expect(told).toHaveLength(2);
  });

  const limits = [
    {
      why: "retry-after wins over everything",
      error: httpError(403, "You have exceeded a secondary rate limit", {
        "retry-after": "90",
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": "1767690000",
      }),
      until: "2026-01-05T09:01:30Z",
    },
    {
      why: "a quota that is not empty says nothing of a secondary limit",
      error: httpError(403, "You have exceeded a secondary rate limit", {
        "x-ratelimit-remaining": "4900",
        "x-ratelimit-reset": String(Date.UTC(2026, 0, 5, 9, 30) / 1000),
      }),
      until: "2026-01-05T09:01:00Z",
    },
    {
      why: "GraphQL's type counts, whatever the words",
      error: graphqlError({ type: "RATE_LIMITED", message: "Try again later" }),
      until: "2026-01-05T09:01:00Z",
    },
    {
      why: "429 with retry-after",
      error: httpError(429, "Too many", { "retry-after": "5" }),
      until: "2026-01-05T09:00:05Z",
    },
    {
      why: "an empty quota is full again at its reset",
      error: httpError(403, "API rate limit exceeded for installation", {
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": String(Date.UTC(2026, 0, 5, 9, 30) / 1000),
      }),
      until: "2026-01-05T09:30:00Z",
    },
    {
      why: "a secondary limit without headers is a minute",
      error: httpError(403, "You have exceeded a secondary rate limit"),
      until: "2026-01-05T09:01:00Z",
    },
    {
      why: "its older wording too",
      error: httpError(403, "You have triggered an abuse detection mechanism"),
      until: "2026-01-05T09:01:00Z",
    },
    { why: "429 without anything", error: httpError(429, ""), until: "2026-01-05T09:01:00Z" },
    { why: "a 403 without a reason may be a limit", error: httpError(403, "Forbidden"), until: "2026-01-05T09:01:00Z" },
    {
      why: "GraphQL says it with status 200",
      error: graphqlError({ type: "RATE_LIMITED", message: "API rate limit exceeded" }),
      until: "2026-01-05T09:01:00Z",
    },
    {
      why: "and gives the reset in its headers",
      error: graphqlError(
        { type: "RATE_LIMITED", message: "API rate limit exceeded" },
        { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(Date.UTC(2026, 0, 5, 9, 30) / 1000) },
      ),
      until: "2026-01-05T09:30:00Z",
    },
  ];
  it.each(limits)("closes for everybody on a limit: $why", async ({ error, until }) => {
    const clock = testClock("2026-01-05T09:00:00Z");
    const governor = createGovernor(clock);
    const limited = await failing(governor.read(() => Promise.reject(error)));
    expect([limited.kind, limited.until, governor.closedUntil()]).toEqual(["limited", until, until]);
    let sent = false;
    const send = async () => {
      sent = true;
    };
    expect((await failing(governor.read(send))).until).toBe(until);
    expect((await failing(governor.write(one, send))).until).toBe(until);
    expect([sent, clock.slept]).toEqual([false, []]);
  });

  it.each(["You have exceeded a secondary rate limit", "You have triggered an abuse detection mechanism"])(
    "knows a limit by its words, however often it comes: %s",
    async (words) => {
      const clock = testClock();
      const governor = createGovernor(clock);
      const meet = () => failing(governor.read(() => Promise.reject(httpError(403, words))));
      await meet();
      clock.advance(60);
      expect((await meet()).kind).toBe("limited");
    },
  );

  it("opens at the stated time", async () => {
    const clock = testClock();
    const governor = createGovernor(clock);
    await failing(governor.read(() => Promise.reject(httpError(429, "", { "retry-after": "30" }))));
    clock.advance(30);
    expect(await governor.read(async () => "through")).toBe("through");
  });

  it("waits twice as long when the limit is met again, up to an hour, and forgets after a success", async () => {
    const clock = testClock();
    const governor = createGovernor(clock);
    const meet = () => failing(governor.read(() => Promise.reject(httpError(429, ""))));
    const waits: number[] = [];
    for (let time = 0; time < 8; time += 1) {
      const error = await meet();
      waits.push((Date.parse(error.until!) - Date.parse(clock.now())) / 1000);
      clock.advance(waits.at(-1)!);
    }
    expect(waits).toEqual([60, 120, 240, 480, 960, 1920, 3600, 3600]);
    await governor.read(async () => {});
    expect((Date.parse((await meet()).until!) - Date.parse(clock.now())) / 1000).toBe(60);
  });

  it("counts a limit once that several requests under way have met", async () => {
    const clock = testClock("2026-01-05T09:00:00Z");
    const governor = createGovernor(clock);
    const errors = await Promise.all(
      [1, 2, 3].map(() => failing(governor.read(async () => Promise.reject(httpError(429, ""))))),
    );
    expect(errors.map((error) => error.until)).toEqual(Array.from({ length: 3 }, () => "2026-01-05T09:01:00Z"));
    clock.advance(60);
    const next = await failing(governor.read(async () => Promise.reject(httpError(429, ""))));
    expect(next.until).toBe("2026-01-05T09:03:00Z");
  });

  it("keeps to the time that GitHub stated when another request meets the limit without one", async () => {
    const governor = createGovernor(testClock("2026-01-05T09:00:00Z"));
    const meet = (headers: Record<string, string>) =>
      failing(governor.read(async () => Promise.reject(httpError(429, "", headers))));
    const [, other] = await Promise.all([meet({ "retry-after": "30" }), meet({})]);
    expect([other.until, governor.closedUntil()]).toEqual(["2026-01-05T09:00:30Z", "2026-01-05T09:00:30Z"]);
  });

  it("takes a 403 without a reason for a limit once, and for a refusal when it comes again", async () => {
    const clock = testClock();
    const governor = createGovernor(clock);
    const meet = () => failing(governor.read(() => Promise.reject(httpError(403, "Forbidden"))));
    expect((await meet()).kind).toBe("limited");
    clock.advance(60);
    expect((await meet()).kind).toBe("forbidden");
    expect(governor.closedUntil()).toBeNull();
  });

  const kinds = [
    {
      error: httpError(403, "Resource not accessible by integration"),
      kind: "forbidden",
      text: "403 Resource not accessible by integration",
    },
    { error: httpError(401, "Bad credentials"), kind: "unauthorised", text: "401 Bad credentials" },
    { error: httpError(500, "Server Error"), kind: "unavailable", text: "500 Server Error" },
    { error: httpError(502, "Bad gateway"), kind: "unavailable", text: "502 Bad gateway" },
    { error: httpError(422, "Validation Failed"), kind: "invalid", text: "422 Validation Failed" },
    { error: new Error("socket hang up"), kind: "unavailable", text: "socket hang up" },
    {
      error: graphqlError({ message: "Something went wrong while executing your query" }),
      kind: "unavailable",
      text: "Something went wrong while executing your query",
    },
    {
      error: graphqlError({
        type: "INSUFFICIENT_SCOPES",
        message: "Your token has not been granted the required scopes",
      }),
      kind: "forbidden",
      text: "Your token has not been granted the required scopes",
    },
  ];
  it.each(kinds)("calls $text $kind and stays open", async ({ error, kind, text }) => {
    const governor = createGovernor(testClock());
    const thrown = await failing(governor.write(one, () => Promise.reject(error)));
    expect([thrown.kind, thrown.message, thrown.until, governor.closedUntil()]).toEqual([kind, text, null, null]);
  });

  it("quotes no more than one line of 200 characters, since GitHub may quote what was sent", async () => {
    const governor = createGovernor(testClock());
    const error = httpError(422, `Body ${"secret ".repeat(100)}\nsecond line`);
    expect((await failing(governor.read(() => Promise.reject(error)))).message.length).toBeLessThan(210);
  });
});
