// The queue on PostgreSQL beside the one in memory, same run: how long a wish waits when nothing else does, added by one
// process' connections and run by another's, and how many keys a second go through. Run after a build, with a PostgreSQL on
// this machine: `npm run bench -- queue`.
import { startPostgres } from "../dist/entry/replicas/postgres-server.js";
import { openShared } from "../dist/postgres/shared.js";
import { createQueue } from "../dist/trigger/queue.js";

const idle = 200;
const keys = 2000;

export async function benchQueue() {
  const server = await startPostgres();
  const fail = (error) => {
    throw error;
  };
  const [one, other] = [await openShared(server.url, fail), await openShared(server.url, fail)];
  // Its connection is the one that listens.
  const leases = other.lease({ onTaken() {}, async onLost() {} });
  leases.want([]);
  const rows = {};
  rows["in memory"] = await measure((options) => {
    const queue = createQueue(options);
    return [queue, queue];
  });
  rows["on PostgreSQL, two processes' connections"] = await measure((options) => [
    one.makeQueue("bench", options),
    other.makeQueue("bench", options),
  ]);
  console.log(
    `\n${idle} wishes one after the other, then ${keys} keys at once, four runs at a time, Node ${process.versions.node}`,
  );
  console.table(rows);
  await leases.close();
  await Promise.all([one.close(), other.close()]);
  await server.close();
}

async function measure(make) {
  const begun = new Map();
  let ran = () => {};
  const waits = [];
  const [adding, serving] = make({
    async run(key) {
      waits.push(performance.now() - begun.get(key));
      ran();
    },
    textOf: (key) => key,
    now: () => `${new Date().toISOString().slice(0, 19)}Z`,
    wake: (seconds, callback) => void setTimeout(callback, seconds * 1000).unref(),
    concurrency: 4,
    onError: (_, error) => console.error(error),
  });
  await serving.serve();
  await new Promise((listening) => setTimeout(listening, 500));
  for (let n = 0; n < idle; n += 1) {
    const done = new Promise((settle) => {
      ran = settle;
    });
    begun.set(`idle-${n}`, performance.now());
    await adding.add(`idle-${n}`);
    await done;
  }
  const sorted = waits.splice(0).sort((a, b) => a - b);
  let left = keys;
  const all = new Promise((settle) => {
    ran = () => {
      left -= 1;
      if (left === 0) settle();
    };
  });
  const begin = performance.now();
  for (let n = 0; n < keys; n += 1) begun.set(`many-${n}`, begin);
  for (let n = 0; n < keys; n += 50)
    await Promise.all(Array.from({ length: 50 }, (_, more) => adding.add(`many-${n + more}`, "sweep")));
  await all;
  const perSecond = Math.round(keys / ((performance.now() - begin) / 1000));
  await Promise.all([...new Set([adding, serving])].map((queue) => queue.stop()));
  const at = (share) => Math.round(sorted[Math.floor(sorted.length * share)] * 10) / 10;
  return {
    "idle p50 ms": at(0.5),
    "p99 ms": at(0.99),
    "slowest ms": Math.round(sorted.at(-1) * 10) / 10,
    "keys a second": perSecond,
  };
}
