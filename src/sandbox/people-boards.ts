/**
 * What a person does to cards, columns and fields. Options are overwritten as a list, with their ids, as the settings
 * page does: one that is left out and written anew is another one.
 */
import { fieldValueOf } from "./build-history.ts";
import type { Person } from "./people.ts";
import { cardOf, type Hands, type IssueName } from "./people-hands.ts";
import type { FieldRow, Id, ProjectRow } from "./rows.ts";
import type { Sandbox } from "./sandbox.ts";

type CardAct = "addToBoard" | "removeFromBoard" | "moveCard" | "setField" | "clearField" | "archiveCard";
type FieldAct = "renameOption" | "recreateOption" | "renameField" | "deleteField";

/** What a person does to cards and to the fields of a board. */
export function boardActs(hands: Hands): Pick<Person, CardAct | FieldAct> {
  return { ...cardActs(hands), ...fieldActs(hands) };
}

function cardActs({ sandbox, mutate, act, issueOf }: Hands): Pick<Person, CardAct> {
  const cell = (issue: IssueName, project: ProjectRow, name: string) => {
    const field = fieldNamed(sandbox, project, name);
    const itemId = cardOf(sandbox, issueOf(issue), project).id;
    return { field, at: { projectId: project.id, itemId, fieldId: field.id } };
  };
  return {
    async addToBoard(issue, project) {
      const input = { projectId: project.id, contentId: issueOf(issue).id };
      const done = (await mutate("addProjectV2ItemById", input, "item { id }")) as { item: { id: Id } };
      return done.item.id;
    },
    async removeFromBoard(issue, project) {
      const card = cardOf(sandbox, issueOf(issue), project);
      await act("deleteProjectV2Item", { projectId: project.id, itemId: card.id });
    },
    async moveCard(issue, project, column) {
      const columns = sandbox.store.fieldByName(project.id, "Status")?.options ?? [];
      if (!columns.some((one) => one.name === column)) {
        throw new Error(`The board "${project.title}" has no column "${column}".`);
      }
      const { field, at } = cell(issue, project, "Status");
      await act("updateProjectV2ItemFieldValue", { ...at, value: valueInput(field, column) });
    },
    async setField(issue, project, name, value) {
      const { field, at } = cell(issue, project, name);
      await act("updateProjectV2ItemFieldValue", { ...at, value: valueInput(field, value) });
    },
    clearField: async (issue, project, name) => act("clearProjectV2ItemFieldValue", cell(issue, project, name).at),
    async archiveCard(issue, project, archived = true) {
      const itemId = cardOf(sandbox, issueOf(issue), project).id;
      await act(archived ? "archiveProjectV2Item" : "unarchiveProjectV2Item", { projectId: project.id, itemId });
    },
  };
}

function fieldActs({ sandbox, act }: Hands): Pick<Person, FieldAct> {
  const overwrite = async (field: FieldRow, options: readonly FieldRow["options"][number][], without?: string) => {
    const singleSelectOptions = options.map(({ id, ...rest }) => (id === without ? rest : { id, ...rest }));
    await act("updateProjectV2Field", { fieldId: field.id, singleSelectOptions });
  };
  return {
    async renameOption(project, name, from, to) {
      const field = fieldNamed(sandbox, project, name);
      optionNamed(field, from);
      await overwrite(
        field,
        field.options.map((option) => (option.name === from ? { ...option, name: to } : option)),
      );
    },
    async recreateOption(project, name, option) {
      const field = fieldNamed(sandbox, project, name);
      await overwrite(field, field.options, optionNamed(field, option));
    },
    renameField: async (project, name, to) =>
      act("updateProjectV2Field", { fieldId: fieldNamed(sandbox, project, name).id, name: to }),
    deleteField: async (project, name) =>
      act("deleteProjectV2Field", { fieldId: fieldNamed(sandbox, project, name).id }),
  };
}

function fieldNamed(sandbox: Sandbox, project: ProjectRow, name: string): FieldRow {
  const field = sandbox.store.fieldByName(project.id, name);
  if (!field) throw new Error(`The board "${project.title}" has no field "${name}".`);
  return field;
}

function optionNamed(field: FieldRow, name: string): Id {
  const option = field.options.find((one) => one.name === name);
  if (!option) throw new Error(`The field "${field.name}" has no option "${name}".`);
  return option.id;
}

/** GraphQL's `ProjectV2FieldValue`. */
function valueInput(field: FieldRow, given: string | number): Readonly<Record<string, unknown>> {
  const value = fieldValueOf(field, given);
  switch (value.kind) {
    case "single-select":
      return { singleSelectOptionId: value.optionId };
    case "iteration":
      return { iterationId: value.iterationId };
    case "date":
      return { date: value.date };
    case "number":
      return { number: value.number };
    case "text":
      return { text: value.text };
  }
}
