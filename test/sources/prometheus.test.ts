/**
 * The client of Prometheus's HTTP API against answers as its manual documents them
 * (https://prometheus.io/docs/prometheus/latest/querying/api/), over a real connection. `prometheus-server.test.ts` asks
 * a real server.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { type PrometheusOptions, type PrometheusQuestion, readPrometheus } from "../../src/sources/prometheus.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

type Say = (request: IncomingMessage, response: ServerResponse) => void;

const span = { from: "2026-09-29", to: "2026-09-30" };
const midnightBefore = Date.UTC(2026, 8, 30) / 1000 - 1;

async function ask(
  say: Say,
  more: Partial<PrometheusQuestion> = {},
  options: Partial<PrometheusOptions> = {},
  over = span,
) {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    say(request, response);
  });
  await new Promise<void>((ready) => void server.listen(0, "127.0.0.1", ready));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const question = { url: origin, query: "mau", stepDays: 1, place: "namespace", cluster: null, secret: null, ...more };
  const setting = { origins: [origin], secretOf: () => undefined, fetch, ...options };
  const found = await readPrometheus({ ...question, url: question.url.replace("ORIGIN", origin) }, over, setting);
  return { ...found, asked, origin };
}

const json =
  (body: unknown, status = 200): Say =>
  (_, response) =>
    void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));

const matrix = (result: unknown, more = {}) =>
  json({ status: "success", data: { resultType: "matrix", result }, ...more });

const series = (values: unknown, metric: unknown = { namespace: "reef" }) => [{ metric, values }];

describe("Prometheus", () => {
  it("that has no series says nothing, and no zero", async () => {
    const { counts, problems } = await ask(matrix([]));
    expect([counts, problems]).toEqual([[], []]);
  });

  it("is asked once, for the end of each day", async () => {
    const { asked } = await ask(matrix([]), {
      url: "ORIGIN/prefix/",
      query: 'max(active{period="30d"}) by (namespace)',
    });
    expect(asked).toHaveLength(1);
    const url = new URL(asked[0]!.url!, "http://host");
    expect(url.pathname).toBe("/prefix/api/v1/query_range");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      query: 'max(active{period="30d"}) by (namespace)',
      start: "2026-09-29T23:59:59Z",
      end: "2026-09-30T23:59:59Z",
      step: "86400",
      timeout: "20s",
    });
    expect(asked[0]!.headers.authorization).toBeUndefined();
  });

  it("is asked so that the last count is of the last day", async () => {
    const { asked } = await ask(matrix([]), { stepDays: 7 }, {}, { from: "2026-09-01", to: "2026-09-30" });
    // 29 days are four weeks and one day.
    expect(new URL(asked[0]!.url!, "http://host").searchParams.get("start")).toBe("2026-09-02T23:59:59Z");
  });

  it("gives a count per series and day", async () => {
    const values = [
      [midnightBefore, "12"],
      [midnightBefore + 86_400, "13.4"],
    ];
    const { counts, problems } = await ask(matrix(series(values, { namespace: "prod", cluster: "reef" })), {
      cluster: "cluster",
    });
    expect(problems).toEqual([]);
    expect(counts.map(({ place, day, users }) => [place, day, users])).toEqual([
      ["reef/prod", "2026-09-29", 12],
      ["reef/prod", "2026-09-30", 13],
    ]);
  });

  it("gets the token that whoever runs this lets out", async () => {
    const { asked } = await ask(matrix([]), { secret: "METRICS_TOKEN" }, { secretOf: () => "t0ken" });
    expect(asked[0]!.headers.authorization).toBe("Bearer t0ken");
  });

  it("that warns is believed as far as it answers, and the warning is told", async () => {
    const { counts, problems } = await ask(matrix(series([[midnightBefore, "3"]]), { warnings: ["store-2 is\ndown"] }));
    expect(counts).toHaveLength(1);
    expect(problems).toMatchObject([{ what: "Prometheus warns: store-2 is down.", severity: "warning" }]);
  });

  const bad: { why: string; say: Say; what: RegExp; options?: Partial<PrometheusOptions> }[] = [
    {
      why: "a query that cannot be read",
      say: json({ status: "error", errorType: "bad_data", error: "invalid parameter query: parse error" }, 400),
      what: /could not answer: invalid parameter query: parse error \(bad_data\)/,
    },
    {
      why: "a query that took too long there",
      say: json({ status: "error", errorType: "timeout", error: "query timed out in expression evaluation" }, 503),
      what: /query timed out.*\(timeout\)/,
    },
    {
      why: "an error page",
      say: (_, response) => void response.writeHead(502).end("<html>"),
      what: /answered 502 and no JSON/,
    },
    { why: "something else", say: (_, response) => void response.end("<html>"), what: /not Prometheus/ },
    { why: "JSON of somebody else", say: json([1, 2]), what: /not Prometheus/ },
    { why: "half an answer", say: (_, response) => void response.end('{"status":"succ'), what: /not Prometheus/ },
    {
      why: "one moment",
      say: json({ status: "success", data: { resultType: "vector", result: [] } }),
      what: /a vector, and no matrix/,
    },
    {
      why: "a redirect",
      say: (_, response) => void response.writeHead(302, { location: "http://127.0.0.1/" }).end(),
      what: /redirected, which is not followed/,
    },
    { why: "silence", say: () => {}, what: /did not answer within 0\.2 seconds/, options: { mostMilliseconds: 200 } },
    {
      why: "an answer that stops in the middle",
      say: (_, response) => void response.writeHead(200).write('{"status":'),
      what: /did not answer within 0\.2 seconds/,
      options: { mostMilliseconds: 200 },
    },
    {
      why: "a connection that breaks",
      say: (request) => void request.socket.destroy(),
      what: /could not be reached at 127\.0\.0\.1/,
    },
    {
      why: "too much",
      say: matrix(series([[midnightBefore, "1"]])),
      what: /more than 20 bytes/,
      options: { mostBytes: 20 },
    },
    {
      why: "a series without the label",
      say: matrix(series([[midnightBefore, "1"]], { pod: "x" })),
      what: /\{pod="x"\} has no label namespace/,
    },
    {
      why: "no number",
      say: matrix(series([[midnightBefore, "NaN"]])),
      what: /1 values that are no number of people, such as NaN/,
    },
    { why: "fewer than nobody", say: matrix(series([[midnightBefore, "-1"]])), what: /such as -1/ },
    { why: "pairs that are none", say: matrix(series([["x"], 7])), what: /2 values/ },
  ];
  it.each(bad)("with $why gives a problem and no count", async ({ say, what, options }) => {
    const { counts, problems } = await ask(say, {}, options);
    expect(counts).toEqual([]);
    expect(problems).toMatchObject([
      { code: "usage-prometheus", what: expect.stringMatching(what), severity: "error" },
    ]);
  });

  const refused: {
    why: string;
    more?: Partial<PrometheusQuestion>;
    options?: Partial<PrometheusOptions>;
    what: RegExp;
  }[] = [
    { why: "an origin that nobody named", options: { origins: [] }, what: /may not be asked from here/ },
    {
      why: "another port of a named host",
      options: { origins: ["http://127.0.0.1"] },
      what: /may not be asked from here/,
    },
    { why: "a file", more: { url: "file:///etc/passwd" }, what: /neither https nor http/ },
    { why: "a password in the url", more: { url: "http://a:b@127.0.0.1/" }, what: /holds a name or password/ },
    { why: "no url", more: { url: "prometheus" }, what: /cannot be read/ },
    { why: "a token that is not there", more: { secret: "METRICS_TOKEN" }, what: /METRICS_TOKEN is not set/ },
    {
      why: "a token that breaks the header",
      more: { secret: "T" },
      options: { secretOf: () => "a\r\nb: c" },
      what: /not set, or may not/,
    },
  ];
  it.each(refused)("is not asked at all with $why", async ({ more, options, what }) => {
    const { asked, problems } = await ask(matrix([]), more, options);
    expect(asked).toHaveLength(0);
    expect(problems).toMatchObject([{ what: expect.stringMatching(what) }]);
    expect(JSON.stringify(problems)).not.toContain("a:b@");
  });

  it("is not asked for more than it gives", async () => {
    const { asked, problems } = await ask(matrix([]), {}, {}, { from: "1990-01-01", to: "2026-09-30" });
    expect(asked).toHaveLength(0);
    expect(problems).toMatchObject([{ what: expect.stringMatching(/more than 11000 counts/) }]);
  });
});
