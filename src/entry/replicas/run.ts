/**
 * `milepost demo --replicas 3`: several processes of the App on one PostgreSQL, one of them killed and another restarted
 * while cards move, and what came of it. It needs a PostgreSQL on this machine, and no account and no network.
 */

import { instantOf } from "../../model/time.ts";
import { countText } from "../../report/words.ts";
import { createTerminal, type Streams, type Terminal } from "../demo/terminal.ts";
import { type Fleet, startFleet } from "./fleet.ts";
import { findPostgres } from "./postgres-server.ts";
import { type ManyOrganisations, placeOrganisations } from "./world.ts";

export interface ReplicasOptions {
  readonly replicas: number;
  /** The process's own unless given. */
  readonly streams?: Streams;
}

const size = { organisations: 4, leads: 6 };
/** Cards a second. */
const pace = 2;
/** How long is waited for the last item; GitHub asks for a second between two writes. */
const patienceSeconds = 120;

/** Plays it. Returns the exit code: 0, 1 when something was lost or doubled, 2 when there is no PostgreSQL. */
export async function runReplicas({ replicas, streams }: ReplicasOptions): Promise<number> {
  const to = streams ?? { out: process.stdout, err: process.stderr, env: process.env };
  if (findPostgres() === null) {
    to.err.write(
      "Several processes share a PostgreSQL, and there is none on this machine.\nOn Debian or Ubuntu: apt-get install postgresql\n",
    );
    return 2;
  }
  const terminal = createTerminal(to);
  const many = placeOrganisations(instantOf(Math.floor(Date.now() / 1000)), size);
  many.sandbox.clock.run();
  terminal.line(terminal.style("bold", `Milepost demo: ${replicas} processes, one PostgreSQL`));
  terminal.line();
  terminal.progress(0, 1, "starting PostgreSQL and the processes");
  const fleet = await startFleet(many, replicas);
  try {
    return await play(many, fleet, terminal);
  } finally {
    await fleet.close();
  }
}

async function play(many: ManyOrganisations, fleet: Fleet, terminal: Terminal): Promise<number> {
  const { moves } = many;
  await until(() => fleet.served().reduce((sum, one) => sum + one, 0) === size.organisations, 30);
  const who = fleet.served().map((count, place) => `${place + 1} serves ${count}`);
  terminal.row(
    "GitHub",
    `${countText(size.organisations, "organisation")} with ${size.leads} leads each, a sandbox in this process`,
  );
  terminal.row("Processes", `${who.join(", ")}: an installation is served by one at a time`);
  const doings: Promise<void>[] = [];
  for (const [index, move] of moves.entries()) {
    await move();
    if (index === Math.floor(moves.length / 3)) {
      terminal.row("Then", `process 1 is killed (kill -9), and comes back after five seconds`, { style: "red" });
      doings.push(fleet.kill(0, 5));
    }
    if (index === Math.floor((2 * moves.length) / 3)) {
      terminal.row("Then", `process ${fleet.size} is told to stop (SIGTERM), and is started again`, {
        style: "yellow",
      });
      doings.push(fleet.restart(fleet.size - 1));
    }
    const { right, items } = many.tally();
    terminal.progress(index + 1, moves.length, `cards are moved; ${right} of ${items} items are right`);
    await seconds(1 / pace);
  }
  await Promise.all(doings);
  for (let waited = 0; waited < patienceSeconds && !isDone(many); waited += 1) {
    const { right, items } = many.tally();
    terminal.progress(right, items, `${right} of ${items} items are right`);
    await seconds(1);
  }
  return tell(many, fleet, terminal);
}

function tell(many: ManyOrganisations, { counts, takeovers }: Fleet, terminal: Terminal): number {
  const { items, right, folded, doubled } = many.tally();
  const isRight = right === items && doubled === 0;
  const slowest = Math.max(0, ...takeovers.map((one) => one ?? Number.POSITIVE_INFINITY));
  const style = isRight ? "green" : "red";
  terminal.row(
    "Delivered",
    `${countText(counts.delivered, "webhook")}; ${counts.failed} came to nobody, and GitHub was asked for them again`,
  );
  if (takeovers.length > 0)
    terminal.row(
      "Taken over",
      Number.isFinite(slowest)
        ? `what the killed one served, by others after ${slowest} s`
        : "not everything that the killed one served",
    );
  terminal.row("In the end", `${right} of ${items} items are right, ${doubled} have something twice`, { style });
  if (folded > 0) terminal.row("", `${countText(folded, "welcome issue")} made twice and closed as a duplicate`);
  return isRight ? 0 : 1;
}

function isDone({ tally }: ManyOrganisations): boolean {
  const { items, right } = tally();
  return items === right;
}

async function until(holds: () => boolean, most: number): Promise<void> {
  for (let waited = 0; waited < most && !holds(); waited += 1) await seconds(1);
}

function seconds(count: number): Promise<void> {
  return new Promise((passed) => void setTimeout(passed, count * 1000));
}
