/**
 * What an installation token may do: as much as the App was given, as long as it lasts, and never more.
 */
import { describe, expect, it } from "vitest";
import { suspend, uninstall } from "../../src/sandbox/ops-accounts.ts";
import type { TokenRow } from "../../src/sandbox/rows.ts";
import { ask, installationToken, jwtOf } from "../contract/ask.ts";
import { livedIn } from "../contract/lived-in.ts";

const repo = "/repos/openwater/leads";
const open = "/repos/openwater/infrastructure";
const seconds = () => Math.floor(Date.now() / 1000);

describe("an installation token", () => {
  it("writes as the App's Bot", async () => {
    const { sandbox, app } = livedIn();
    const token = await installationToken(sandbox, app);
    const told = await ask(sandbox, `POST ${repo}/issues`, { token, body: { title: "By the App" } });
    expect(told).toMatchObject({
      status: 201,
      body: { user: { login: "milepost[bot]", type: "Bot" }, performed_via_github_app: { slug: "milepost" } },
    });
  });

  it("lasts an hour of real time, whatever the sandbox's clock says", async () => {
    const { sandbox, app } = livedIn();
    const token = await installationToken(sandbox, app);
    sandbox.clock.advance(10 * 365 * 86_400);
    expect(await ask(sandbox, `GET ${repo}`, { token })).toMatchObject({ status: 200 });
    const row = sandbox.store.tokens.get(token) as TokenRow & { kind: "installation" };
    const left = Date.parse(row.expiresAt) / 1000 - seconds();
    expect(left).toBeGreaterThan(3590);
    expect(left).toBeLessThanOrEqual(3600);
    sandbox.store.tokens.set(token, { ...row, expiresAt: "2020-01-01T00:00:00Z" });
    expect(await ask(sandbox, `GET ${repo}`, { token })).toMatchObject({
      status: 401,
      body: { message: "Bad credentials" },
    });
  });

  it("may be narrowed, and then sees and does no more", async () => {
    const { sandbox, app } = livedIn();
    const narrow = { repositories: ["infrastructure"], permissions: { issues: "read" } };
    const token = await installationToken(sandbox, app, narrow);
    expect(await ask(sandbox, `GET ${repo}/issues`, { token })).toMatchObject({ status: 404 });
    expect(await ask(sandbox, "GET /installation/repositories", { token })).toMatchObject({
      body: { total_count: 1, repository_selection: "selected", repositories: [{ name: "infrastructure" }] },
    });
    expect(await ask(sandbox, `POST ${open}/issues`, { token, body: { title: "x" } })).toMatchObject({
      status: 403,
      body: { message: "Resource not accessible by integration" },
    });
  });

  it("may not be widened", async () => {
    const { sandbox, app } = livedIn();
    const path = `POST /app/installations/${app.installationId}/access_tokens`;
    const token = jwtOf(app);
    expect(await ask(sandbox, path, { token, body: { permissions: { administration: "read" } } })).toMatchObject({
      status: 422,
      body: { message: "The permissions requested are not granted to this installation." },
    });
    expect(await ask(sandbox, path, { token, body: { permissions: { contents: "write" } } })).toMatchObject({
      status: 422,
    });
    expect(await ask(sandbox, path, { token, body: { repositories: ["elsewhere"] } })).toMatchObject({ status: 422 });
    expect(await ask(sandbox, "POST /app/installations/1/access_tokens", { token })).toMatchObject({ status: 404 });
  });

  it("is refused when the installation is suspended, and unknown when it is gone", async () => {
    const { sandbox, app, asOwner } = livedIn();
    const token = await installationToken(sandbox, app);
    const installation = sandbox.store.installations.get(app.installationId)!;
    suspend(sandbox.world, asOwner, installation, true);
    const refused = { status: 403, body: { message: "This installation has been suspended" } };
    expect(await ask(sandbox, `GET ${repo}`, { token })).toMatchObject(refused);
    expect(
      await ask(sandbox, `POST /app/installations/${app.installationId}/access_tokens`, { token: jwtOf(app) }),
    ).toMatchObject(refused);
    uninstall(sandbox.world, asOwner, installation);
    expect(await ask(sandbox, `GET ${repo}`, { token })).toMatchObject({ status: 401 });
  });

  it("does not cover a private repository of someone else", async () => {
    const { sandbox, app, place } = livedIn();
    place.org("elsewhere", { owners: ["stranger"] });
    place.repo("elsewhere/secret", { visibility: "private" });
    place.repo("elsewhere/open", { visibility: "public" });
    const token = await installationToken(sandbox, app);
    expect(await ask(sandbox, "GET /repos/elsewhere/secret", { token })).toMatchObject({ status: 404 });
    expect(await ask(sandbox, "GET /repos/elsewhere/open", { token })).toMatchObject({ status: 200 });
    expect(await ask(sandbox, "POST /repos/elsewhere/open/issues", { token, body: { title: "x" } })).toMatchObject({
      status: 403,
    });
  });

  const lacking: readonly (readonly [string, Readonly<Record<string, string>>, unknown])[] = [
    [`GET ${repo}/issues`, { contents: "read" }, undefined],
    [`GET ${repo}/contents/docs`, { issues: "write" }, undefined],
    [`POST ${repo}/issues/1/comments`, { issues: "read" }, { body: "x" }],
    [`POST ${repo}/issues/1/labels`, { issues: "read" }, { labels: ["lead"] }],
    [`DELETE ${repo}/labels/lead`, { issues: "read" }, undefined],
    ["GET /orgs/openwater/teams/engineering/members", { issues: "write" }, undefined],
    ["GET /user", { issues: "write" }, undefined],
  ];
  it.each(lacking)("is not enough for %s with %o", async (what, permissions, body) => {
    const { sandbox, app } = livedIn();
    const token = await installationToken(sandbox, app, { permissions });
    expect(await ask(sandbox, what, { token, body })).toMatchObject({
      status: 403,
      body: { message: "Resource not accessible by integration" },
    });
  });
});
