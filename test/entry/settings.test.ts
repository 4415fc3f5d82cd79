import { describe, expect, it } from "vitest";
import { readSettings } from "../../src/entry/app/settings.ts";
import { privateKey, secret } from "../support/quiet-github.ts";

const right = { APP_ID: "42", PRIVATE_KEY: privateKey, WEBHOOK_SECRET: secret };

describe("readSettings", () => {
  it("takes what is needed, and github.com and port 3000 where nothing else is said", () => {
    expect(readSettings(right)).toEqual({
      kind: "settings",
      settings: {
        appId: 42,
        privateKey,
        webhookSecret: secret,
        baseUrl: "https://api.github.com",
        port: 3000,
        host: "0.0.0.0",
        logLevel: "info",
        dashboardTokens: new Map(),
        databaseUrl: null,
        ...{ sweepEverySeconds: 1800, redeliverEverySeconds: 300 },
      },
    });
  });

  const wrong: readonly { why: string; env: Record<string, string | undefined>; says: string }[] = [
    { why: "no App id", env: { APP_ID: undefined }, says: "APP_ID is not set. It is on the App's settings page" },
    { why: "the App's name in its place", env: { APP_ID: "milepost" }, says: "APP_ID is not a number" },
    { why: "another database", env: { DATABASE_URL: "mysql://x" }, says: "DATABASE_URL is no address of a PostgreSQL" },
    { why: "sweeps without a rest", env: { SWEEP_EVERY: "1" }, says: "SWEEP_EVERY is not a number of seconds" },
    { why: "minutes", env: { REDELIVER_EVERY: "5m" }, says: "REDELIVER_EVERY is not a number of seconds" },
    { why: "no key", env: { PRIVATE_KEY: undefined }, says: "PRIVATE_KEY is not set" },
    { why: "a path in place of the key", env: { PRIVATE_KEY: "./key.pem" }, says: "PRIVATE_KEY is not a PEM key" },
    {
      why: "no secret",
      env: { WEBHOOK_SECRET: undefined },
      says: "WEBHOOK_SECRET is not set, so anybody could send events",
    },
    { why: "an empty secret", env: { WEBHOOK_SECRET: "" }, says: "`openssl rand -hex 32`" },
    {
      why: "31 characters",
      env: { WEBHOOK_SECRET: secret.slice(1) },
      says: "has 31 characters, and at least 32 are needed",
    },
    {
      why: "an API that is no address",
      env: { GITHUB_API_URL: "github.example.org" },
      says: "GITHUB_API_URL is no address. Write it as https://HOST/api/v3",
    },
    { why: "a host with a path", env: { GHE_HOST: "https://github.example.org" }, says: "GHE_HOST is no host" },
    { why: "a port that is none", env: { PORT: "http" }, says: "PORT is not a port" },
    {
      why: "a dashboard's token without its organisation",
      env: { DASHBOARD_TOKENS: secret },
      says: "DASHBOARD_TOKENS, entry 1, is not organisation=token",
    },
    {
      why: "a dashboard's token that could be guessed",
      env: { DASHBOARD_TOKENS: `openwater=${secret} deepwater=${secret.slice(1)}` },
      says: "DASHBOARD_TOKENS, entry 2, is not organisation=token with a token of at least 32 letters",
    },
    {
      why: "a dashboard's token that an address would change",
      env: { DASHBOARD_TOKENS: `openwater=${secret}+` },
      says: "entry 1",
    },
  ];
  it.each(wrong)("names what is wrong and what to do: $why", ({ env, says }) => {
    const read = readSettings({ ...right, ...env });
    const complaints = read.kind === "wrong" ? read.complaints : [];
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toContain(says);
  });

  it("names everything at once, and never a value", () => {
    const read = readSettings({
      WEBHOOK_SECRET: "short-canary",
      PRIVATE_KEY: "key-canary",
      DASHBOARD_TOKENS: "openwater=canary",
    });
    expect(read).toMatchObject({ kind: "wrong", complaints: { length: 4 } });
    expect(JSON.stringify(read)).not.toContain("canary");
  });

  it("takes a token per organisation, whatever the case of its name and whatever stands between", () => {
    const read = readSettings({ ...right, DASHBOARD_TOKENS: `OpenWater=${secret},deepwater=${secret}0\n` });
    expect(read.kind === "settings" && [...read.settings.dashboardTokens]).toEqual([
      ["openwater", secret],
      ["deepwater", `${secret}0`],
    ]);
  });

  it.each([
    ["in one line", privateKey.replaceAll("\n", "\\n")],
    ["in base64", Buffer.from(privateKey).toString("base64")],
  ])("takes a key %s", (_how, text) => {
    const read = readSettings({ ...right, PRIVATE_KEY: text });
    expect(read.kind === "settings" && read.settings.privateKey).toBe(privateKey);
  });

  it.each([
    [{ GHE_HOST: "github.openwater.example" }, "https://github.openwater.example/api/v3"],
    [{ GITHUB_API_URL: "http://127.0.0.1:8080/" }, "http://127.0.0.1:8080"],
  ])("finds another GitHub by %j", (env, baseUrl) => {
    expect(readSettings({ ...right, ...env })).toMatchObject({ settings: { baseUrl } });
  });
});
