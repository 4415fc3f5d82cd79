/**
 * Boards for the builder: columns and fields by description, placed without a webhook.
 */
import { accountOf, builderActor, placeAt } from "./build-past.ts";
import { type CustomType, createField, createProject, type NewIteration, type NewOption } from "./ops-projects.ts";
import type { FieldRow, ProjectAccess, ProjectRow } from "./rows.ts";
import type { Actor, World } from "./world.ts";

/** A type, or the options or iterations of a field. */
export type FieldSpec = CustomType | readonly (string | NewOption)[] | readonly NewIteration[];

export interface ProjectSpec {
  readonly number?: number;
  readonly public?: boolean;
  readonly memberAccess?: ProjectAccess;
  /** Columns, left to right. */
  readonly status?: readonly (string | NewOption)[];
  /** Other fields by name: a type, or the options (by name, or with colour and description) or iterations it has. */
  readonly fields?: Readonly<Record<string, FieldSpec>>;
}

/** Places a board with its columns and fields. */
export function placeProject(world: World, owner: string, title: string, spec: ProjectSpec): ProjectRow {
  const actor = builderActor(world, owner);
  return placeAt(world, world.clock.now(), () => {
    const project = createProject(world, actor, {
      owner: accountOf(world, owner),
      title,
      ...(spec.number === undefined ? {} : { number: spec.number }),
      ...(spec.public === undefined ? {} : { public: spec.public }),
      ...(spec.memberAccess ? { memberAccess: spec.memberAccess } : {}),
      ...(spec.status ? { status: spec.status.map(optionOf) } : {}),
    });
    for (const [name, what] of Object.entries(spec.fields ?? {})) placeField(world, actor, project, name, what);
    return project;
  });
}

function placeField(world: World, actor: Actor, project: ProjectRow, name: string, what: FieldSpec): FieldRow {
  if (typeof what === "string") return createField(world, actor, project, { name, dataType: what });
  const iterations = what.filter((one) => typeof one !== "string" && "startDate" in one) as readonly NewIteration[];
  if (iterations.length === 0) {
    const options = (what as readonly (string | NewOption)[]).map(optionOf);
    return createField(world, actor, project, { name, dataType: "SINGLE_SELECT", options });
  }
  return createField(world, actor, project, { name, dataType: "ITERATION", iterations });
}

function optionOf(option: string | NewOption): NewOption {
  return typeof option === "string" ? { name: option } : option;
}
