/** Every place of a config that sets board fields, with the board that is meant. */
import type { FieldSetting } from "../model/condition.ts";
import type { Playbook } from "../model/pipeline.ts";
import type { Config } from "./config.ts";
import { isInline } from "./template-places.ts";
import type { ConfigPath } from "./where.ts";

export interface BoardSettings {
  /** Name under `boards`; null: no board is named, and nothing is set. */
  readonly board: string | null;
  readonly fields: readonly FieldSetting[];
  /** Of the `set:` itself. */
  readonly path: ConfigPath;
}

/** In the order pipelines, rules, playbooks, recurring work, flows; those that set nothing are left out. */
export function boardSettingsOf(config: Config): readonly BoardSettings[] {
  const cared = { pipelines: config.pipelines, rules: config.rules };
  const found = [
    ...Object.entries(cared).flatMap(([kind, all]) => all.flatMap((one) => ofCare(one, [kind, one.name]))),
    ...Object.values(config.playbooks).flatMap((one) => ofPlaybook(one, ["playbooks", one.name])),
    ...config.recurring.flatMap(({ name, open, play }) => [
      ...(open === null ? [] : [{ ...open, path: ["recurring", name, "set"] }]),
      ...(play === null || !isInline(config, play) ? [] : ofPlaybook(play, ["recurring", name, "play"])),
    ]),
    ...config.flows.flatMap(({ name, playbook }) => {
      return isInline(config, playbook) ? ofPlaybook(playbook, ["flows", name, "play"]) : [];
    }),
  ];
  return found.filter(({ fields }) => fields.length > 0).map(({ board, fields, path }) => ({ board, fields, path }));
}

function ofCare(one: Config["pipelines"][number], path: ConfigPath): readonly BoardSettings[] {
  const { answers, escalations, onClose, priority, steps } = one;
  const lists = { answers, escalations, "on-close": onClose };
  return [
    ...Object.entries(lists).flatMap(([key, list]) =>
      list.map(({ board, fields }, index) => ({ board, fields, path: [...path, key, index, "set"] })),
    ),
    ...(priority === null ? [] : [{ ...priority, path: [...path, "priority", "set"] }]),
    ...steps.flatMap((step, index) => {
      return step.kind === "open" ? [{ ...step, path: [...path, "steps", index, "set"] }] : [];
    }),
  ];
}

function ofPlaybook({ parent, children }: Playbook, path: ConfigPath): readonly BoardSettings[] {
  const inside = children.map((child, index) => ({ ...child, path: [...path, "children", index, "set"] }));
  return [{ ...parent, path: [...path, "set"] }, ...inside];
}
