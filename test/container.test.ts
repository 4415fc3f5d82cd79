/**
 * The image and the composition, read: Docker is not needed here, and was not run. That the files of the image's last
 * stage are enough to start the App is tried without it.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

const root = fileURLToPath(new URL("../", import.meta.url));
const read = (file: string) => readFileSync(join(root, file), "utf8");

const stages = read("Dockerfile")
  .split(/^(?=FROM )/m)
  .slice(1);
const last = stages.at(-1)!;
const sourcesOf = (stage: string) =>
  [...stage.matchAll(/^COPY (?!--from)(.+)$/gm)].flatMap(([, rest]) => rest!.trim().split(/\s+/).slice(0, -1));
const fromBuild = [...last.matchAll(/^COPY --from=build \S+ \/milepost\/(\S+) /gm)].map(([, path]) => path!);

describe("the image", () => {
  it("is Node 24, of two stages", () => {
    expect(stages.map((stage) => stage.split("\n")[0])).toEqual([
      "FROM node:24-bookworm-slim AS build",
      "FROM node:24-bookworm-slim",
    ]);
  });

  it("runs as nobody in particular, answers for its health, and is told to stop itself", () => {
    expect(last).toMatch(/^USER node$/m);
    expect(last).toMatch(/^HEALTHCHECK [^\n]*\\\n {2}CMD \["node", [^\n]*\/healthz/m);
    expect(last).toMatch(/^CMD \["node", "dist\/entry\/app\/main\.js"\]$/m);
    expect(last).not.toMatch(/--chown=node|^RUN /m);
  });

  it("copies only what is there and what .dockerignore lets through", () => {
    const [first, ...rest] = read(".dockerignore")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"));
    const allowed = rest.map((line) => line.replace(/^!/, ""));
    const copied = sourcesOf(stages[0]!).map((path) => path.replace(/^\.\//, ""));
    expect(first).toBe("*");
    expect(rest.every((line) => line.startsWith("!"))).toBe(true);
    expect(copied.toSorted()).toEqual(allowed.toSorted());
    expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect(copied.filter((path) => /env|pem|key/i.test(path))).toEqual([]);
  });

  it("has all that the App reads: it starts, and says what its settings lack", () => {
    const folder = mkdtempSync(join(tmpdir(), "milepost-image-"));
    try {
      for (const path of fromBuild) {
        expect(existsSync(join(root, path)), `${path} is missing; run npm run build`).toBe(true);
        expect(dirname(path)).toBe(".");
        symlinkSync(join(root, path), join(folder, path));
      }
      const options = { cwd: folder, encoding: "utf8", env: { PATH: process.env.PATH } } as const;
      const { status, stderr } = spawnSync(
        process.execPath,
        ["--preserve-symlinks", "--preserve-symlinks-main", "dist/entry/app/main.js"],
        options,
      );
      expect([status, stderr.split("\n")[0]]).toEqual([2, expect.stringContaining("APP_ID is not set.")]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe("the composition", () => {
  interface Service {
    readonly [key: string]: unknown;
    readonly environment?: Readonly<Record<string, string>>;
  }
  const { services } = parse(read("compose.yaml"), { merge: true }) as { services: Record<string, Service> };
  const apps = Object.entries(services).filter(([name]) => name.startsWith("app-"));

  it("has two Apps on one database, and nothing else", () => {
    expect(Object.keys(services)).toEqual(["app-1", "app-2", "database"]);
    for (const [, { environment }] of apps)
      expect(environment?.DATABASE_URL).toMatch(
        /^postgresql:\/\/milepost:\$\{POSTGRES_PASSWORD:\?[^}]+\}@database:5432\/milepost$/,
      );
  });

  it.each(apps)(
    "%s may write nowhere, has no powers, and gets its secrets from a file that is not in the repository",
    (_, app) => {
      expect(app).toMatchObject({
        read_only: true,
        cap_drop: ["ALL"],
        security_opt: ["no-new-privileges:true"],
        env_file: ["milepost.env"],
      });
      expect(read(".gitignore").split("\n")).toContain("milepost.env");
      expect(app.ports).toEqual([expect.stringMatching(/^127\.0\.0\.1:/)]);
    },
  );

  it("waits longer for an App's end than the App waits for what runs", () => {
    const grace = Number(/graceSeconds = (\d+)/.exec(read("src/entry/app/main.ts"))![1]);
    for (const [, app] of apps) expect(Number.parseInt(String(app.stop_grace_period), 10)).toBeGreaterThan(grace);
  });
});
