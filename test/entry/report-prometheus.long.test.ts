/** A Prometheus that takes a question and never answers: the report is made without it, after half a minute. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { base, closing, figure, lived, table } from "./lived-communities.ts";

it("says that it did not answer, and that usage is not known", async () => {
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    // It begins to answer, so that only the whole time can end the wait.
    response.write('{"status":"success",');
  });
  await new Promise<void>((ready) => void server.listen(0, "127.0.0.1", ready));
  closing.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const config = `${base}usage: { prometheus: { url: "${origin}", query: active_users } }\n`;
  const { run } = await lived({ config, env: { PROMETHEUS_ORIGINS: origin } });
  const { code, json } = await run();
  expect([code, asked]).toEqual([3, 1]);
  expect(table(json, "data")).toEqual([
    `${origin} | Prometheus did not answer within 30 seconds. Check that it runs and can be reached from here.`,
  ]);
  expect(figure(json, "usage")!.now).toMatchObject({ value: null, note: "nothing was counted" });
});
