/**
 * The parts of a webhook about boards. A card's webhook names neither repository nor issue nor board: only ids.
 */
import type { ProjectEvent, ProjectItemEvent, ShownValue } from "../event.ts";
import { showActor } from "../rest/show-account.ts";
import type { Shows } from "../rest/shows.ts";

type Json = Readonly<Record<string, unknown>>;

/** `projects_v2_item` and its changes. */
export function itemPayload(shows: Shows, event: ProjectItemEvent & { readonly at: string }): Json {
  const { item } = event;
  const issue = item.content === null ? undefined : shows.store.issues.get(item.content);
  return {
    projects_v2_item: {
      id: item.databaseId,
      node_id: item.id,
      project_node_id: item.project,
      content_node_id: item.content ?? item.id.replace(/^PVTI_/, "DI_"),
      content_type: issue === undefined ? "DraftIssue" : issue.isPullRequest ? "PullRequest" : "Issue",
      creator: showActor(shows, item.creator),
      created_at: item.createdAt,
      updated_at: item.updatedAt,
      archived_at: item.archived ? item.updatedAt : null,
    },
    ...changesOf(event),
  };
}

/** `projects_v2` and its changes. */
export function projectPayload(shows: Shows, event: ProjectEvent): Json {
  const { project } = event;
  return {
    projects_v2: {
      id: project.databaseId,
      node_id: project.id,
      owner: showActor(shows, project.owner),
      creator: showActor(shows, project.owner),
      title: project.title,
      description: null,
      public: project.public,
      closed_at: project.closed ? project.updatedAt : null,
      created_at: project.createdAt,
      updated_at: project.updatedAt,
      number: project.number,
      short_description: null,
      deleted_at: null,
      deleted_by: null,
      state: project.closed ? "closed" : "open",
      latest_status_update: null,
      is_template: false,
    },
    ...(event.action === "edited" ? { changes: event.changes } : {}),
  };
}

function changesOf(event: ProjectItemEvent & { readonly at: string }): Json {
  switch (event.action) {
    case "edited": {
      const { field, from, to } = event.changes;
      const field_value = {
        field_node_id: field.id,
        field_type: field.dataType.toLowerCase(),
        field_name: field.name,
        project_number: event.project.number,
        from: shownIn(from, event.at),
        to: shownIn(to, event.at),
      };
      return { changes: { field_value } };
    }
    case "archived":
    case "restored":
      return { changes: { archived_at: event.changes.archivedAt } };
    case "reordered":
      return { changes: { previous_projects_v2_item_node_id: event.changes } };
    case "converted":
      return { changes: { content_type: event.changes } };
    default:
      return {};
  }
}

function shownIn(value: ShownValue, at: string): unknown {
  if (value === null || typeof value !== "object" || !("startDate" in value)) return value;
  const { id, title, duration, startDate } = value;
  const end = new Date(Date.parse(`${startDate}T00:00:00Z`) + duration * 86_400_000).toISOString();
  return { id, title, title_html: title, duration, start_date: startDate, completed: end <= at };
}
