/**
 * A personal token that an organisation with single sign-on has not let in: the command says so, with the address that
 * GitHub sends in its header, and ends with 4. The answer is the one in github.com/fwouts/prmonitor/issues/1042.
 */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createGovernor } from "../../src/github/governor.ts";
import { createReader } from "../../src/github/reader.ts";
import { scripted, testClock } from "../github/scripted.ts";
import { runLine } from "./lab-terminal.ts";

const address = "https://github.com/orgs/openwater/sso?authorization_request=ABC123";
const saml =
  "Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.";
const refused = { type: "FORBIDDEN", path: ["repository"], extensions: { saml_failure: true }, message: saml };
const required = { "x-github-sso": `required; url=${address}` };

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A GitHub that knows the token and answers every question of GraphQL's alike. */
async function github(errors: readonly unknown[], headers: Readonly<Record<string, string>>): Promise<string> {
  const server = createServer((request, response) => {
    const isGraphql = request.url === "/graphql";
    response.writeHead(isGraphql || request.url === "/rate_limit" ? 200 : 403, {
      "content-type": "application/json",
      ...(isGraphql ? headers : {}),
    });
    response.end(isGraphql ? JSON.stringify({ data: { repository: null }, errors }) : '{"resources":{}}');
  });
  servers.push(server);
  await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const plan = (url: string) =>
  runLine("plan --all --org openwater", { env: { GITHUB_API_URL: url, GITHUB_TOKEN: "ghp_x" } });

describe("single sign-on", () => {
  it("is not spoken of where it is not in the way", async () => {
    const { err, code } = await plan(
      await github([{ ...refused, message: "Resource not accessible", extensions: {} }], {}),
    );
    expect(err).not.toMatch(/sign-on|sso/i);
    expect(code).not.toBe(0);
  });

  it("row 63: a token that it keeps out is told where to be let in, and the command ends with 4", async () => {
    const { err, code, out } = await plan(await github([refused], required));
    expect({ code, out }).toEqual({ code: 4, out: "" });
    expect(err).toContain("The organisation asks for single sign-on");
    expect(err).toContain(`Open ${address} as the token's owner`);
    expect(err).not.toMatch(/\n {4}at /);
  });

  it.each([
    { why: "a script", header: "required; url=javascript:alert(1)" },
    { why: "no https", header: "required; url=http://github.com/orgs/openwater/sso" },
    { why: "an address with a name before the host", header: "required; url=https://github.com@example.org/sso" },
    { why: "an address without an end", header: `required; url=https://github.com/${"a".repeat(600)}` },
    { why: "a list that was cut short", header: "partial-results; organizations=21955855" },
    { why: "nothing", header: "" },
  ])("names no address when the header holds $why", async ({ header }) => {
    const { err, code } = await plan(await github([refused], { "x-github-sso": header }));
    expect(err).not.toMatch(/Open |javascript|example\.org|aaaa/);
    expect(err).toContain("SAML");
    expect(code).not.toBe(0);
  });

  it("of another organisation keeps a linked issue out, and nothing else", async () => {
    const foreign = { ...refused, path: ["issue", "subIssues", "nodes", 3] };
    const { octokit, finish } = scripted({
      data: { repository: { issue: { id: "I_1" } } },
      errors: [foreign],
      headers: required,
    });
    const reader = createReader(octokit, createGovernor(testClock()));
    expect(await reader.readIssueId({ owner: "openwater", repo: "leads", number: 1 })).toBe("I_1");
    finish();
  });
});
