/**
 * Starts a PostgreSQL that is installed on this machine, in a folder of its own, for as long as the caller wants: for the
 * demo of several processes, and for tests. Nothing of it is left behind.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface PostgresServer {
  /** `postgresql://milepost@127.0.0.1:PORT/postgres`; only processes of this machine get in. */
  readonly url: string;
  /** Ends it as a crash of the machine would, and starts it again with what it had written. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** The folder of PostgreSQL's programs, the newest one; null when it is not installed. */
export function findPostgres(): string | null {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const named = versions.map((version) => join(debian, version, "bin"));
  const onPath = (process.env.PATH ?? "").split(":");
  return (
    [...onPath, ...named].find((folder) => ["initdb", "postgres"].every((one) => existsSync(join(folder, one)))) ?? null
  );
}

/** Throws when there is none, with what to do. */
export async function startPostgres(): Promise<PostgresServer> {
  const bin = findPostgres();
  if (bin === null) throw new Error("PostgreSQL is not installed. On Debian: apt-get install postgresql");
  const folder = mkdtempSync(join(tmpdir(), "milepost-postgres-"));
  const who = ownerFor(folder);
  const data = join(folder, "data");
  const made = spawnSync(
    join(bin, "initdb"),
    ["-D", data, "-U", "milepost", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-instructions"],
    { ...who, encoding: "utf8" },
  );
  if (made.status !== 0) throw new Error(`PostgreSQL could not be set up: ${made.stderr || made.error?.message}`);
  const port = await freePort();
  const settings = { listen_addresses: "127.0.0.1", port, unix_socket_directories: "", max_connections: 100 };
  const args = ["-D", data, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
  const url = `postgresql://milepost@127.0.0.1:${port}/postgres`;
  let server = await start();

  async function start() {
    const child = spawn(join(bin!, "postgres"), args, { ...who, stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    await new Promise<void>((ready, failed) => {
      child.stderr.on("data", (part: Buffer) => {
        said += part.toString("utf8");
        if (/database system is ready to accept connections/.test(said)) ready();
      });
      child.once("exit", () => failed(new Error(`PostgreSQL did not start: ${said.trim().split("\n").at(-1)}`)));
    });
    child.stderr.removeAllListeners("data").resume();
    return child;
  }

  /** SIGQUIT: at once, without a word to its clients; what was written is replayed at the next start. */
  function end(signal: NodeJS.Signals): Promise<void> {
    return new Promise((ended) => {
      if (server.exitCode !== null || server.signalCode !== null) return ended();
      server.once("exit", () => ended());
      server.kill(signal);
    });
  }

  return {
    url,
    async restart() {
      await end("SIGQUIT");
      server = await start();
    },
    async close() {
      await end("SIGINT");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root, so that it runs as Debian's own user for it there. */
function ownerFor(folder: string): { readonly uid?: number; readonly gid?: number; readonly cwd: string } {
  if (process.getuid?.() !== 0) return { cwd: folder };
  const [uid, gid] = ["-u", "-g"].map((flag) =>
    Number(spawnSync("id", [flag, "postgres"], { encoding: "utf8" }).stdout),
  );
  if (!uid || !gid) throw new Error("PostgreSQL does not run as root, and there is no user postgres here.");
  spawnSync("chown", [`${uid}:${gid}`, folder]);
  return { uid, gid, cwd: folder };
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => found(typeof address === "object" && address ? address.port : 0));
    });
  });
}
