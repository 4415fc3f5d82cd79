/**
 * A file of a release, against answers in the shape that GitHub documents
 * (https://docs.github.com/en/rest/releases/releases#get-a-release-by-tag-name, …/assets#get-a-release-asset).
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Octokit } from "@octokit/core";
import { afterEach, describe, expect, it } from "vitest";
import { createGovernor } from "../../src/github/governor.ts";
import { readReleaseAsset } from "../../src/github/read-release-asset.ts";
import { testClock } from "./scripted.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

interface Said {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** A GitHub that answers by path, and a second host that holds the file. */
async function reading(answers: Readonly<Record<string, Said>>) {
  const asked: { readonly path: string; readonly accept: string; readonly token: string }[] = [];
  const listen = async () => {
    const server = createServer(({ url = "", headers }, response) => {
      asked.push({ path: url, accept: headers.accept ?? "", token: headers.authorization ?? "" });
      const {
        status = 200,
        headers: more = {},
        body = "",
      } = answers[url] ?? { status: 404, body: '{"message":"Not Found"}' };
      const shown = Object.entries(more).map(([name, value]) => [name, value.replace("STORE", origins[1] ?? "")]);
      const type = status === 404 ? { "content-type": "application/json" } : {};
      response.writeHead(status, { ...type, ...Object.fromEntries(shown) }).end(body);
    });
    await new Promise<void>((ready) => void server.listen(0, "127.0.0.1", ready));
    closing.push(() => server.close());
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const origins: string[] = [];
  origins.push(await listen(), await listen());
  const octokit = new Octokit({ baseUrl: origins[0]!, auth: "secret" });
  const place = { owner: "openwater", repo: "data", tag: "cloud", file: "usage.csv" };
  return { asked, read: () => readReleaseAsset(octokit, createGovernor(testClock()), place) };
}

const tag = "/repos/openwater/data/releases/tags/cloud";
const asset = "/repos/openwater/data/releases/assets/7";
const json = { "content-type": "application/json; charset=utf-8" };
const bytes = { "content-type": "application/octet-stream" };

const release = (more: object = {}): Said => ({
  headers: json,
  body: JSON.stringify({
    id: 1,
    tag_name: "cloud",
    assets: [
      { id: 6, name: "errors.txt", state: "uploaded", size: 0, content_type: "text/plain" },
      { id: 7, name: "usage.csv", state: "uploaded", size: 30, content_type: "text/csv", ...more },
    ],
  }),
});

const text = "date,hub,users\n2026-09-30,prød,4\n";

describe("a file of a release", () => {
  it("is nothing when there is no such release, or it has no such file", async () => {
    expect(await (await reading({})).read()).toEqual({ known: true, value: null });
    expect(await (await reading({ [tag]: release({ name: "other.csv" }) })).read()).toEqual({
      known: true,
      value: null,
    });
    expect(await (await reading({ [tag]: release() })).read()).toEqual({ known: true, value: null });
  });

  it("is read from GitHub itself, as text or as bytes", async () => {
    for (const headers of [bytes, { "content-type": "text/csv" }]) {
      const { read, asked } = await reading({ [tag]: release(), [asset]: { headers, body: text } });
      expect(await read()).toEqual({ known: true, value: text });
      expect(asked.map(({ path, accept }) => [path, accept])).toEqual([
        [tag, expect.stringContaining("application/")],
        [asset, "application/octet-stream"],
      ]);
    }
  });

  it("is read where GitHub leads, without the token", async () => {
    const { read, asked } = await reading({
      [tag]: release(),
      [asset]: { status: 302, headers: { location: "STORE/blob" } },
      "/blob": { headers: bytes, body: text },
    });
    expect(await read()).toEqual({ known: true, value: text });
    expect(asked.map(({ path, token }) => [path, token])).toEqual([
      [tag, "token secret"],
      [asset, "token secret"],
      ["/blob", ""],
    ]);
  });

  const unknown: { why: string; answers: Readonly<Record<string, Said>>; says: RegExp }[] = [
    { why: "GitHub is down", answers: { [tag]: { status: 502 } }, says: /could not be read/ },
    { why: "the store is down", answers: { [tag]: release(), [asset]: { status: 503 } }, says: /could not be read/ },
    {
      why: "the token may not",
      answers: { [tag]: { status: 403, headers: json, body: '{"message":"Resource not accessible by integration"}' } },
      says: /could not be read/,
    },
    { why: "it is being uploaded", answers: { [tag]: release({ state: "open" }) }, says: /not uploaded to its end/ },
    { why: "it is too long", answers: { [tag]: release({ size: 20_000_001 }) }, says: /longer than 20000000 bytes/ },
    {
      why: "it is no text",
      answers: { [tag]: release(), [asset]: { headers: bytes, body: new Uint8Array([0xff, 0xfe, 0]) } },
      says: /not text in UTF-8/,
    },
    {
      why: "the answer is no release",
      answers: { [tag]: { headers: json, body: "[]" } },
      says: /did not say which files/,
    },
  ];
  it.each(unknown)("is unknown when $why", async ({ answers, says }) => {
    expect(await (await reading(answers)).read()).toEqual({ known: false, why: expect.stringMatching(says) });
  });
});
