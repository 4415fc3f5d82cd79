/**
 * Listens to the world and hands each App the webhooks it gets: those it subscribed to, where it is installed, as far
 * as its permissions reach. Rendered at once, because the rows go on changing.
 */
import type { SandboxEvent } from "../event.ts";
import { reaches } from "../permissions.ts";
import type { InstallationRow } from "../rows.ts";
import type { World } from "../world.ts";
import type { DeliveryDesk } from "./delivery-desk.ts";
import { accountOf, payloadOf, repositoryOf } from "./payload.ts";

/** Bigger than this and GitHub does not deliver at all: 25 MB. */
const mostBytes = 25 * 1024 * 1024;

/** The permission without which an App cannot subscribe to an event. */
const permissionFor: Readonly<Record<SandboxEvent["name"], string | null>> = {
  issues: "issues",
  issue_comment: "issues",
  label: "metadata",
  sub_issues: "issues",
  issue_dependencies: "issues",
  projects_v2_item: "organization_projects",
  projects_v2: "organization_projects",
  installation: null,
  installation_repositories: null,
  repository: "metadata",
  push: "contents",
  pull_request: "pull_requests",
  // https://docs.github.com/en/webhooks/webhook-events-and-payloads#repository_dispatch: "at least read-level access for
  // the Contents repository permission".
  repository_dispatch: "contents",
};

/** From now on every announced event is rendered and handed to the desk. */
export function subscribe(world: World, desk: DeliveryDesk): void {
  const { store } = world;
  const shows = { store, api: "https://api.github.com" };
  world.listeners.push((event) => {
    for (const installation of receivers(world, event)) {
      const app = store.apps.get(installation.app)!;
      const body = JSON.stringify(payloadOf(shows, event, installation));
      if (Buffer.byteLength(body) > mostBytes) continue;
      desk.enqueue({
        app,
        login: store.accounts.get(app.bot)!.login,
        event: event.name,
        action: event.action,
        installationId: installation.databaseId,
        repositoryId: repositoryOf(event)?.databaseId ?? null,
        body,
      });
    }
  });
}

function receivers(world: World, event: SandboxEvent): readonly InstallationRow[] {
  if (event.name === "installation" || event.name === "installation_repositories") return [event.installation];
  return [...world.store.installations.values()].filter((one) => receives(world, one, event));
}

function receives(world: World, installation: InstallationRow, event: SandboxEvent): boolean {
  const { store } = world;
  if (installation.suspended || installation.account !== accountOf(event)) return false;
  if (!store.apps.get(installation.app)!.events.includes(event.name)) return false;
  const permission = permissionFor[event.name];
  const granted: Readonly<Record<string, string>> = { metadata: "read", ...installation.permissions };
  if (permission !== null && !reaches(granted[permission], "read")) return false;
  const repository = repositoryOf(event);
  // Boards of people send nothing: github.md, section 4.
  if (repository === null) return store.accounts.get(accountOf(event))?.kind === "Organization";
  return installation.repositories === "all" || installation.repositories.includes(repository.id);
}
