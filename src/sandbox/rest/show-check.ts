/**
 * Check runs as REST shows them.
 */
import type { CheckRow } from "../rows-files.ts";
import { showApp } from "./show-app.ts";
import { repositoryPage, repositoryUrl, type Shows } from "./shows.ts";

/** A `check-run`. Pull requests are left out, which GitHub does too when there are too many or they are of forks. */
export function showCheck(shows: Shows, row: CheckRow) {
  const repository = shows.store.repositories.get(row.repository)!;
  const url = `${repositoryUrl(shows, repository)}/check-runs/${row.databaseId}`;
  const page = `${repositoryPage(shows, repository)}/runs/${row.databaseId}`;
  const { annotations, ...output } = row.output;
  return {
    id: row.databaseId,
    node_id: row.id,
    head_sha: row.headSha,
    name: row.name,
    external_id: row.externalId,
    url,
    html_url: page,
    details_url: row.detailsUrl ?? page,
    status: row.status,
    conclusion: row.conclusion,
    started_at: row.startedAt,
    completed_at: row.completedAt,
    output: { ...output, annotations_count: annotations.length, annotations_url: `${url}/annotations` },
    check_suite: { id: row.databaseId - 1_000_000 },
    app: showApp(shows, shows.store.apps.get(row.app)!),
    pull_requests: [],
  };
}
