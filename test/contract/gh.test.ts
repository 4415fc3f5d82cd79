/**
 * GitHub's own command line, as Debian ships it, against the sandbox. `gh` speaks TLS to every host but github.com's
 * own, so the sandbox is put behind a self-signed certificate that `gh` is told to trust. Without `gh` (or `openssl`)
 * on the PATH these tests say so and pass; with MILEPOST_REQUIRE_GH=1 they fail instead.
 */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { pass } from "../../src/sandbox/http.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { livedIn } from "./lived-in.ts";

const missing = ["gh", "openssl"].filter((program) => spawnSync(program, ["version"]).error !== undefined);
const required = process.env.MILEPOST_REQUIRE_GH === "1";
const repo = "openwater/leads";

const folder = mkdtempSync(join(tmpdir(), "milepost-gh-"));
const endings: (() => void)[] = [() => rmSync(folder, { recursive: true })];
afterAll(() => {
  for (const end of endings.reverse()) end();
});

if (missing.length > 0 && !required) {
  process.stderr.write(
    `\nNOT TESTED: GitHub's command line against the sandbox, because ${missing.join(" and ")} is not installed. On Debian: apt-get install gh openssl\n\n`,
  );
}

/** A certificate for 127.0.0.1, made once. */
function certificate(): { readonly key: string; readonly cert: string; readonly file: string } {
  const [keyFile, certFile] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  execFileSync(
    "openssl",
    ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"].concat([
      "-addext",
      "subjectAltName=IP:127.0.0.1",
      "-keyout",
      keyFile,
      "-out",
      certFile,
    ]),
    { stdio: "ignore" },
  );
  return { key: readFileSync(keyFile, "utf8"), cert: readFileSync(certFile, "utf8"), file: certFile };
}

/** Puts the sandbox behind TLS and returns a way to run `gh` against it. */
async function ghOn(
  sandbox: Sandbox,
): Promise<(args: readonly string[]) => Promise<{ code: number | null; out: string; err: string }>> {
  const { key, cert, file } = certificate();
  const server = createServer({ key, cert }, (request, response) => void pass(sandbox, request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  endings.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const env = {
    PATH: process.env.PATH ?? "",
    HOME: folder,
    GH_HOST: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    GH_ENTERPRISE_TOKEN: sandbox.tokenOf("bd-lead"),
    GH_NO_UPDATE_NOTIFIER: "1",
    NO_COLOR: "1",
    SSL_CERT_FILE: file,
  };
  return (args) =>
    new Promise((resolve) => {
      const child = spawn("gh", [...args], { env });
      const said = { out: "", err: "" };
      child.stdout.on("data", (chunk: Buffer) => {
        said.out += chunk.toString();
      });
      child.stderr.on("data", (chunk: Buffer) => {
        said.err += chunk.toString();
      });
      child.on("close", (code) => resolve({ code, ...said }));
    });
}

describe.skipIf(missing.length > 0 && !required)("gh", () => {
  it("is there, when it has to be", () => {
    expect(missing).toEqual([]);
  });

  it("lists issues", async () => {
    const { sandbox } = livedIn();
    const gh = await ghOn(sandbox);
    const done = await gh(["issue", "list", "--repo", repo, "--json", "number,title,labels,state,assignees"]);
    expect(done).toMatchObject({ code: 0, err: "" });
    expect(JSON.parse(done.out)).toMatchObject([
      { number: 2, title: "Draft contract" },
      {
        number: 1,
        title: "Estuary Institute",
        state: "OPEN",
        labels: [{ name: "lead" }],
        assignees: [{ login: "engineer-1" }],
      },
    ]);
  });

  it("lists labels", async () => {
    const { sandbox } = livedIn();
    const gh = await ghOn(sandbox);
    const done = await gh(["label", "list", "--repo", repo]);
    expect(done).toMatchObject({ code: 0, err: "" });
    expect(done.out.split("\n").filter((line) => line !== "")).toEqual([
      "lead\tA possible partner\t#0e8a16",
      "stage: lead\t\t#ededed",
      "good first issue\t\t#ededed",
    ]);
  });

  it("asks GraphQL, by pages", async () => {
    const { sandbox } = livedIn();
    const gh = await ghOn(sandbox);
    const query = `query($endCursor: String) { repository(owner: "openwater", name: "leads") {
      issues(first: 1, after: $endCursor) { nodes { number } pageInfo { hasNextPage endCursor } } } }`;
    const jq = ".data.repository.issues.nodes[].number";
    const done = await gh(["api", "graphql", "--paginate", "-f", `query=${query}`, "--jq", jq]);
    expect(done).toMatchObject({ code: 0, err: "", out: "1\n2\n3\n" });
  });

  it("asks REST, by pages", async () => {
    const { sandbox } = livedIn();
    const gh = await ghOn(sandbox);
    const done = await gh(["api", "--paginate", `repos/${repo}/issues?state=all&per_page=1`, "--jq", ".[].number"]);
    expect(done).toMatchObject({ code: 0, err: "" });
    expect(done.out.trim().split("\n").sort()).toEqual(["1", "2", "3", "4"]);
  });

  it("comments on an issue and labels it", async () => {
    const { sandbox, issue, leads } = livedIn();
    const gh = await ghOn(sandbox);
    expect(await gh(["issue", "comment", "1", "--repo", repo, "--body", "Done"])).toMatchObject({ code: 0 });
    expect(await gh(["issue", "edit", "1", "--repo", repo, "--add-label", "stage: lead"])).toMatchObject({ code: 0 });
    const wanted = ["lead", "stage: lead"].map((name) => sandbox.store.labelByName(leads.id, name)!.id);
    expect(issue.labels).toEqual(wanted);
    expect(sandbox.store.commentsOf(issue.id).at(-1)!.body).toBe("Done");
  });

  it("finds issues by label and by words, once they are in the index", async () => {
    const { sandbox } = livedIn();
    const gh = await ghOn(sandbox);
    const numbers = async (...how: readonly string[]) => {
      const done = await gh(["issue", "list", "--repo", repo, ...how, "--json", "number", "--jq", ".[].number"]);
      expect(done).toMatchObject({ code: 0, err: "" });
      return done.out;
    };
    sandbox.clock.advance(60);
    expect(await numbers("--label", "lead")).toBe("1\n");
    expect(await numbers("--label", "stage: lead")).toBe("");
    expect(await numbers("--search", "contract")).toBe("2\n");
  });

  it("opens an issue with everything on it, closes it as not planned, and reopens it", async () => {
    const { sandbox, leads } = livedIn();
    const gh = await ghOn(sandbox);
    const more = ["--label", "lead", "--assignee", "engineer-1", "--milestone", "Q2"];
    const made = await gh(["issue", "create", "--repo", repo, "--title", "Temple", "--body", "Hello", ...more]);
    expect(made.out).toBe("https://github.com/openwater/leads/issues/5\n");
    expect(await gh(["issue", "close", "5", "--repo", repo, "--reason", "not planned"])).toMatchObject({ code: 0 });
    expect(sandbox.store.issueByNumber(leads.id, 5)).toMatchObject({ state: "CLOSED", stateReason: "NOT_PLANNED" });
    expect(await gh(["issue", "reopen", "5", "--repo", repo])).toMatchObject({ code: 0 });
    const fields = "title,body,state,labels,assignees,milestone,author,comments";
    const seen = await gh(["issue", "view", "5", "--repo", repo, "--json", fields]);
    expect(JSON.parse(seen.out)).toMatchObject({
      title: "Temple",
      body: "Hello",
      state: "OPEN",
      labels: [{ name: "lead" }],
      assignees: [{ login: "engineer-1" }],
      milestone: { title: "Q2" },
      author: { login: "bd-lead" },
      comments: [],
    });
  });

  it("says what GitHub says when it may not", async () => {
    const { sandbox } = livedIn();
    const gh = await ghOn(sandbox);
    const done = await gh(["api", "repos/openwater/nothing"]);
    expect(done.code).toBe(1);
    expect(done.err).toContain("Not Found");
  });
});
