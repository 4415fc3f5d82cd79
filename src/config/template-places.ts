/** Every file that a config names in its templates folder, and where it names it. */
import type { Playbook } from "../model/pipeline.ts";
import type { Config } from "./config.ts";
import type { ConfigPath } from "./where.ts";

export interface TemplatePlace {
  readonly file: string;
  readonly path: ConfigPath;
}

/** Forms, then checklists and templates, in the order pipelines, rules, playbooks, recurring work, flows. */
export function templatePlacesOf(config: Config): readonly TemplatePlace[] {
  const cared = Object.entries({ pipelines: config.pipelines, rules: config.rules });
  return [
    ...cared.flatMap(([kind, all]) => all.flatMap((one) => ofCare(one, [kind, one.name]))),
    ...Object.values(config.playbooks).flatMap((one) => ofPlaybook(one, ["playbooks", one.name])),
    ...config.recurring.flatMap(({ name, open, play }) => [
      ...(open === null ? [] : [{ file: open.template, path: ["recurring", name, "open"] }]),
      ...(play === null ? [] : inlined(config, play, ["recurring", name, "play"])),
    ]),
    ...config.flows.flatMap(({ name, playbook }) => inlined(config, playbook, ["flows", name, "play"])),
  ];
}

/** Whether a playbook is written where it is used, and not one of `playbooks`. */
export function isInline({ playbooks }: Config, play: Playbook): boolean {
  return playbooks[play.name]?.children !== play.children;
}

function inlined(config: Config, play: Playbook, path: ConfigPath): readonly TemplatePlace[] {
  return isInline(config, play) ? ofPlaybook(play, path) : [];
}

function ofCare({ form, steps, checklists }: Config["pipelines"][number], path: ConfigPath): readonly TemplatePlace[] {
  return [
    ...(form === null ? [] : [{ file: form, path: [...path, "form"] }]),
    ...steps.flatMap((step, index) =>
      step.kind === "open" ? [{ file: step.template, path: [...path, "steps", index, "open"] }] : [],
    ),
    ...checklists.map(({ template }, index) => ({ file: template, path: [...path, "checklists", index, "append"] })),
  ];
}

function ofPlaybook({ parent, children }: Playbook, path: ConfigPath): readonly TemplatePlace[] {
  return [
    { file: parent.template, path: [...path, "parent"] },
    ...children.map(({ template }, index) => ({ file: template, path: [...path, "children", index, "template"] })),
  ];
}
