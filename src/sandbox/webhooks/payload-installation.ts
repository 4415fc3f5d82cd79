/**
 * The parts of a webhook about an installation of an App. Sent to that App always, whatever it subscribed to.
 */
import type { InstallationEvent } from "../event.ts";
import { showInstallation } from "../rest/show-app.ts";
import { showRepositoryName } from "../rest/show-repository.ts";
import type { Shows } from "../rest/shows.ts";

/** The installation and the repositories concerned. */
export function installationPayload(shows: Shows, event: InstallationEvent): Readonly<Record<string, unknown>> {
  const { installation } = event;
  if (event.name === "installation") {
    const covered = shows.store
      .repositoriesOf(installation.account)
      .filter((row) => installation.repositories === "all" || installation.repositories.includes(row.id));
    return {
      installation: showInstallation(shows, installation),
      repositories: covered.map((row) => showRepositoryName(shows, row)),
      requester: null,
    };
  }
  const changed = event.repositories.map((row) => showRepositoryName(shows, row));
  return {
    installation: showInstallation(shows, installation),
    repository_selection: installation.repositories === "all" ? "all" : "selected",
    repositories_added: event.action === "added" ? changed : [],
    repositories_removed: event.action === "removed" ? changed : [],
    requester: null,
  };
}
