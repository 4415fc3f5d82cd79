/**
 * The HTTP around every answer, the port, and the description that is printed beside it.
 */
import { describe, expect, it } from "vitest";
import { describeSandbox } from "../../src/sandbox/describe.ts";
import { listen } from "../../src/sandbox/http.ts";
import { ask, askGraphql } from "../contract/ask.ts";
import { livedIn } from "../contract/lived-in.ts";
import { asLead, repo } from "./as-lead.ts";

describe("HTTP", () => {
  it("answers 304, free of charge, to whoever has it already", async () => {
    const { look } = asLead();
    const first = await look(`${repo}/issues/1`);
    const again = await look(`${repo}/issues/1`, { "if-none-match": first.headers.get("etag")! });
    expect([again.status, again.text]).toEqual([304, ""]);
    expect(again.headers.get("x-ratelimit-used")).toBe(first.headers.get("x-ratelimit-used"));
  });

  it("has the headers that clients look for", async () => {
    const { look } = asLead();
    const { headers } = await look(`${repo}/issues/1`);
    expect(headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(headers.get("date")).toBe("Mon, 02 Mar 2026 08:00:00 GMT");
    expect(headers.get("x-github-request-id")).toMatch(/^[0-9A-F]{4}(:[0-9A-F]{6,8}){4}$/);
    expect(headers.get("x-ratelimit-reset")).toBe(String(Date.parse("2026-03-02T09:00:00Z") / 1000));
  });

  it("does not know every path", async () => {
    const { look } = asLead();
    expect(await look("/nothing/here")).toMatchObject({ status: 404, body: { message: "Not Found" } });
    expect((await look("/graphql")).status).toBe(404);
  });

  it("serves GraphQL at both of its paths", async () => {
    const { sandbox, token } = asLead();
    const body = { query: "{ viewer { login } }" };
    for (const path of ["/graphql", "/api/graphql"]) {
      expect((await ask(sandbox, `POST ${path}`, { token, body })).body).toEqual({
        data: { viewer: { login: "bd-lead" } },
      });
    }
    expect((await ask(sandbox, "POST /graphql", { token, body: "{" })).status).toBe(400);
    expect((await askGraphql(sandbox, token, "{ viewer { height } }")).body).toHaveProperty("errors");
  });

  it("passes through a port of this machine unchanged", async () => {
    const { sandbox, token, look } = asLead();
    const { url, close } = await listen(sandbox);
    const response = await fetch(`${url}${repo}/issues/1`, { headers: { authorization: `Bearer ${token}` } });
    const body = (await response.json()) as { url: string };
    expect(body.url).toBe(`${url}${repo}/issues/1`);
    expect({ ...body, url: "" }).toHaveProperty(
      "title",
      ((await look(`${repo}/issues/1`)).body as { title: string }).title,
    );
    await close();
    await expect(fetch(url)).rejects.toThrow();
  });
});

describe("describing a sandbox", () => {
  it("names what is in it, with a token for each person that works", async () => {
    const { sandbox, app } = livedIn();
    const found = describeSandbox(sandbox);
    expect(found).toMatchObject({
      now: "2026-03-02T08:00:00Z",
      organisations: [{ login: "openwater", teams: ["engineering"] }],
      repositories: [
        { name: "openwater/leads", visibility: "private", issues: 3 },
        { name: "openwater/infrastructure", visibility: "public", issues: 0 },
      ],
      boards: [{ owner: "openwater", number: 1, columns: ["Lead", "Qualified", "Partner"], items: 1 }],
      apps: [{ slug: "milepost", id: app.id, installations: [{ id: app.installationId, account: "openwater" }] }],
    });
    expect(found.users.map(({ login }) => login)).toEqual([
      "owner",
      "bd-lead",
      "engineer-1",
      "rep-estuary",
      "stranger",
    ]);
    const told = await ask(sandbox, "GET /user", { token: found.users[1]!.token });
    expect(told.body).toMatchObject({ login: "bd-lead" });
  });
});
