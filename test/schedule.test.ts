/** Recurring work and dispatches, from the sandbox's GitHub and back: one issue each, completed by its own look. */
import { describe, expect, it } from "vitest";
import { createAttempts } from "../src/apply/attempts.ts";
import { loadConfig } from "../src/config/load.ts";
import type { Reconciled } from "../src/model/change.ts";
import { createWorldKeeper } from "../src/observe/world.ts";
import { reconcile } from "../src/reconcile.ts";
import { runDispatch, runRecurring } from "../src/schedule.ts";
import { sandboxWorld } from "./contract/sandbox-world.ts";

const yaml = `
version: 1
mode: apply
starts: 2026-01-01
boards:
  delivery: { project: openwater/61, fields: { points: Estimate, ends: End date, iteration: Iteration } }
repositories:
  infrastructure: { name: openwater/infrastructure, visibility: public }
templates: { repository: openwater/.github, path: templates }
recurring:
  support:
    every: iteration
    iterations: { first: 2025-12-22, days: 14, number: 1 }
    at: "05:00"
    in: infrastructure
    label: support-rota
    open: support.md
    board: delivery
    set: { status: Partner, points: 5, ends: +28d, iteration: current }
flows:
  outage:
    from: infrastructure
    key: incident
    accepts: [incident, title]
    in: infrastructure
    label: outage
    play:
      parent: outage.md
      board: delivery
      set: { points: 1 }
      values: { title: "{{ payload.title }}" }
      children:
        - { id: report, template: outage.md, set: { points: 3 } }
        - { id: review, template: outage.md, set: { points: 2 } }
`;

const files = {
  "templates/support.md": '---\nname: s\nabout: s\ntitle: "Support - {{ iteration }}"\n---\n- [ ] first\n',
  "templates/outage.md": '---\nname: o\nabout: o\ntitle: "[Outage] {{ title }}"\n---\n- [ ] look at {{ title }}\n',
};

/** 2026-01-05 09:00 UTC, the first day of iteration 2. A runner is a process: what it remembers is its own. */
function scene() {
  const world = sandboxWorld();
  const { store } = world.sandbox;
  for (const [path, text] of Object.entries(files))
    store.repositoryByName("openwater", ".github")!.files.set(path, text);
  const { config, problems } = loadConfig(yaml, "milepost.yml");
  if (!config) throw new Error(JSON.stringify(problems));
  const runner = () => {
    const ports = {
      ...world,
      world: createWorldKeeper(world.reader, config),
      attempts: createAttempts(),
      outgoing: null,
    };
    const follow = async ({ also }: Reconciled): Promise<void> => {
      for (const key of also) await follow(await reconcile(key, config, ports));
    };
    return {
      follow,
      recur: () => runRecurring("support", config, world.installation, ports),
      dispatch: (payload: unknown) => runDispatch({ name: "outage", payload }, config, world.installation, ports),
    };
  };
  const opened = () => [...store.issues.values()].filter(({ title }) => /^(Support|\[Outage)/.test(title));
  return { ...world, runner, opened };
}

const payload = { incident: "Q1", title: '[FIRING:1] "hub" $(touch x) `id`' };

describe("runRecurring", () => {
  it("makes one issue, and a re-run makes none", async () => {
    const { runner, opened } = scene();
    const one = runner();
    await one.follow(await one.recur());
    expect(opened().map(({ title }) => title)).toEqual(["Support - Iteration 2"]);
    expect((await one.recur()).done).toEqual([]);
    expect((await runner().recur()).done).toEqual([]);
    expect(opened()).toHaveLength(1);
  });

  it("two runners at one moment leave one open", async () => {
    const { runner, opened, sandbox } = scene();
    await Promise.all([runner().recur(), runner().recur()]);
    sandbox.clock.advance(960);
    await runner().recur();
    expect(opened().filter(({ state }) => state === "OPEN")).toHaveLength(1);
    expect((await runner().recur()).done).toEqual([]);
  });

  it("its own look fills the card, and the look after that writes nothing", async () => {
    const { runner, infrastructure, sandbox, reader, installation } = scene();
    const one = runner();
    const made = await one.recur();
    await one.follow(made);
    const world = createWorldKeeper(reader, loadConfig(yaml, "milepost.yml").config!);
    const { identities } = await world.read();
    const [key] = made.also;
    const item = await reader.readItem(key!.issue, {
      labels: [],
      identities: identities.map(({ id }) => id),
      statusField: "Status",
      fields: ["Estimate", "End date", "Iteration"],
    });
    const card = item!.cards.known ? item!.cards.value[0]! : null;
    expect(card?.status?.option).toBe("Partner");
    expect(card?.values).toMatchObject({
      Estimate: { number: 5 },
      // 5 January + 28 days.
      "End date": { date: "2026-02-02" },
      Iteration: { title: "Two" },
    });
    expect([key!.installation, item!.repo, sandbox.clock.now() > ""]).toEqual([
      installation,
      infrastructure.name,
      true,
    ]);
  });
});

describe("runDispatch", () => {
  it("acknowledges once the parent exists; its look opens the rest", async () => {
    const { runner, opened } = scene();
    const one = runner();
    const made = await one.dispatch(payload);
    expect([made.acknowledge, opened().length]).toEqual([true, 1]);
    await one.follow(made);
    expect(opened()).toHaveLength(3);
    const again = await runner().dispatch(payload);
    expect([again.acknowledge, again.done]).toEqual([true, []]);
  });

  it("asks to be sent again when GitHub did not answer, and does not make two", async () => {
    const { runner, opened, sandbox } = scene();
    const one = runner();
    sandbox.faults.notApplied502 = 1;
    expect((await one.dispatch(payload).catch(() => ({ acknowledge: false }))).acknowledge).toBe(false);
    sandbox.faults.notApplied502 = 0;
    sandbox.clock.advance(960);
    expect((await one.dispatch(payload)).acknowledge).toBe(true);
    expect(opened()).toHaveLength(1);
  });

  it("acknowledges what can never be opened, with a problem", async () => {
    const { runner, opened } = scene();
    const made = await runner().dispatch({ title: "no id" });
    expect([made.acknowledge, made.plan?.problems.map(({ code }) => code)]).toEqual([true, ["dispatch-without-key"]]);
    expect(opened()).toEqual([]);
  });
});
