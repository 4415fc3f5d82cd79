/**
 * A first run over many items of a sandbox that keeps GitHub's limits, on a virtual clock: each item wants a label and
 * its status comment. A process can be cut off after so many writes; the next one knows nothing but what GitHub says.
 */
import { Octokit } from "@octokit/core";
import { loadConfig } from "../../src/config/load.ts";
import { lookAtAll } from "../../src/entry/look-at-all.ts";
import { createPorts } from "../../src/entry/ports.ts";
import type { Clock } from "../../src/github/ports.ts";
import { instant } from "../../src/model/time.ts";
import { builder } from "../../src/sandbox/build.ts";
import { createSandbox } from "../../src/sandbox/create-sandbox.ts";

const text = `version: 1
mode: apply
starts: 2025-01-01
identities: [machine]
brake: { writes: 100000, share: 100% }
repositories:
  support: { name: openwater/support }
pipelines:
  support:
    items: { repository: support, label: support }
    stages:
      - { id: received, label: "stage: received" }
      - { id: solved, label: "stage: solved", outcome: done, closed-as: completed }
`;

export function startBackfill(items: number) {
  const sandbox = createSandbox({ seed: 5, now: "2026-01-05T09:00:00Z", enforceLimits: true });
  const build = builder(sandbox.world);
  build.org("openwater", { owners: ["bd-lead"], members: ["machine"] });
  const support = build.repo("openwater/support", { labels: ["support", "stage: received", "stage: solved"] });
  for (let n = 0; n < items; n += 1) {
    const past = { by: "bd-lead", at: "2026-01-02T09:00:00Z", labels: ["support"] };
    build.issue(support, { title: `Request ${n}`, ...past });
  }
  const { config } = loadConfig(text, "milepost.yml");
  const clock: Clock = {
    now: () => instant(sandbox.clock.now()),
    sleep: async (seconds) => sandbox.clock.advance(Math.ceil(seconds)),
  };

  /** One process; `cutAfter`: it is gone after so many writes, in the middle of whatever it does. Settles then, too. */
  async function run(cutAfter: number | null) {
    let writes = 0;
    let cut = () => {};
    const isCut = new Promise<"cut">((resolve) => {
      cut = () => resolve("cut");
    });
    const fetch = async (url: string, init: RequestInit): Promise<Response> => {
      if (cutAfter !== null && writes >= cutAfter) return new Promise<Response>(() => {});
      const response = await sandbox.fetch(new Request(url, init));
      if (/"query":\s*"\s*mutation/.test(String(init.body))) writes += 1;
      if (writes !== cutAfter) return response;
      cut();
      return new Promise<Response>(() => {});
    };
    const octokit = new Octokit({ auth: sandbox.tokenOf("machine"), baseUrl: "http://sandbox", request: { fetch } });
    const ports = createPorts(octokit, clock);
    const whole = { config: config!, ports, writer: ports.writer, outgoing: null, issues: null };
    const wait = (seconds: number) => clock.sleep(seconds);
    return Promise.race([lookAtAll({ ...whole, onReconciled: () => {}, wait }), isCut]);
  }

  /** The most of our own comments within any window of so many seconds, by the times that GitHub put on them. */
  function mostWithin(seconds: number): number {
    const times = [...sandbox.store.comments.values()].map(({ createdAt }) => Date.parse(createdAt) / 1000).sort();
    let [first, most] = [0, 0];
    for (const [last, at] of times.entries()) {
      while (times[first]! <= at - seconds) first += 1;
      most = Math.max(most, last - first + 1);
    }
    return most;
  }

  /** Requests that met a limit of the sandbox's own. */
  const limitsMet = () => sandbox.meter.log.filter((line) => / (403|429)$/.test(line));

  return { sandbox, run, mostWithin, limitsMet };
}
