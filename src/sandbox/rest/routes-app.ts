/**
 * Routes that an App calls about itself with its JWT, and what its installations may see.
 */
import { canSeeRepository } from "../access.ts";
import { reaches } from "../permissions.ts";
import type { AppRow, Id, InstallationRow } from "../rows.ts";
import { accountNamed, texts } from "./find.ts";
import { paged, pageOf } from "./page.ts";
import { notFound, RestError } from "./rest-error.ts";
import { type Answer, appIn, type Call, field, ok, param, type Routes, repositoryIn } from "./route.ts";
import { clientIdOf, showApp, showInstallation } from "./show-app.ts";
import { showRepository } from "./show-repository.ts";

export const appRoutes: Routes = {
  "GET /app": (call) => {
    const installations_count = installationsOf(call, appIn(call)).length;
    return ok({ ...showApp(call.shows, appIn(call)), installations_count });
  },
  "GET /app/installations": (call) =>
    paged(call, installationsOf(call, appIn(call)), (row) => showInstallation(call.shows, row)),
  "GET /app/installations/{installation_id}": (call) => ok(showInstallation(call.shows, installationIn(call))),
  "POST /app/installations/{installation_id}/access_tokens": makeToken,
  "GET /orgs/{org}/installation": (call) =>
    installationOn(call, accountNamed(call, param(call, "org"), "Organization").id),
  "GET /users/{username}/installation": (call) => installationOn(call, accountNamed(call, param(call, "username")).id),
  "GET /repos/{owner}/{repo}/installation": repositoryInstallation,
  "GET /installation/repositories": installationRepositories,
  "POST /app-manifests/{code}/conversions": convertManifest,
};

function makeToken(call: Call): Answer {
  const installation = installationIn(call);
  if (installation.suspended) throw new RestError(403, "This installation has been suspended");
  const repositories = askedRepositories(call, installation);
  const permissions = askedPermissions(call, installation);
  const { token, expiresAt } = call.services.tokens.installation(installation, { permissions, repositories });
  const covered = repositories ?? (installation.repositories === "all" ? null : installation.repositories);
  const body = {
    token,
    expires_at: expiresAt,
    permissions,
    repository_selection: covered === null ? "all" : "selected",
    ...(repositories === null
      ? {}
      : { repositories: repositories.map((id) => showRepository(call.shows, call.world.store.repositories.get(id)!)) }),
  };
  return { status: 201, body };
}

function askedPermissions(call: Call, installation: InstallationRow): Readonly<Record<string, string>> {
  const granted: Readonly<Record<string, string>> = { metadata: "read", ...installation.permissions };
  const asked = field(call, "permissions");
  if (typeof asked !== "object" || asked === null) return granted;
  for (const [name, level] of Object.entries(asked)) {
    if (typeof level === "string" && reaches(granted[name], level)) continue;
    throw new RestError(422, "The permissions requested are not granted to this installation.");
  }
  return { ...(asked as Readonly<Record<string, string>>), metadata: "read" };
}

function askedRepositories(call: Call, installation: InstallationRow): readonly Id[] | null {
  const { store } = call.world;
  const names = texts(field(call, "repositories"));
  const numbers = field(call, "repository_ids");
  const owner = store.accounts.get(installation.account)!.login;
  const asked = [
    ...names.map((name) => store.repositoryByName(owner, name)),
    ...(Array.isArray(numbers) ? numbers : []).map((id) => store.repositoryByDatabaseId(Number(id))),
  ];
  if (asked.length === 0) return null;
  return asked.map((row) => {
    const covered =
      row?.owner === installation.account &&
      (installation.repositories === "all" || installation.repositories.includes(row.id));
    if (row && covered) return row.id;
    throw new RestError(
      422,
      "There is at least one repository that does not exist or is not accessible to the parent installation.",
    );
  });
}

function repositoryInstallation(call: Call): Answer {
  const repository = repositoryIn(call);
  const found = installationsOf(call, appIn(call)).find(
    (row) =>
      row.account === repository.owner && (row.repositories === "all" || row.repositories.includes(repository.id)),
  );
  if (!found) throw notFound();
  return ok(showInstallation(call.shows, found));
}

function installationRepositories(call: Call): Answer {
  const { store } = call.world;
  const { viewer } = call;
  if (viewer.kind !== "installation") throw notFound();
  const rows = store
    .repositoriesOf(viewer.account)
    .filter((row) => viewer.repositories === "all" || viewer.repositories.includes(row.id))
    .filter((row) => canSeeRepository(store, viewer, row));
  const page = pageOf(call, rows);
  return {
    status: 200,
    headers: page.headers,
    body: {
      total_count: rows.length,
      repository_selection: viewer.repositories === "all" ? "all" : "selected",
      repositories: page.rows.map((row) => showRepository(call.shows, row)),
    },
  };
}

/** The sandbox's codes are the slugs of its Apps; each works once, as GitHub's do. */
function convertManifest(call: Call): Answer {
  const code = param(call, "code");
  const app = call.world.store.appBySlug(code);
  const pem = app ? call.services.privateKeys.get(app.id) : undefined;
  if (!app || pem === undefined || call.services.usedCodes.has(code)) throw notFound();
  call.services.usedCodes.add(code);
  return {
    status: 201,
    body: {
      ...showApp(call.shows, app),
      client_id: clientIdOf(app),
      client_secret: `${clientIdOf(app)}-secret`,
      webhook_secret: app.webhookSecret,
      pem,
    },
  };
}

function installationOn(call: Call, account: Id): Answer {
  const found = installationsOf(call, appIn(call)).find((row) => row.account === account);
  if (!found) throw notFound();
  return ok(showInstallation(call.shows, found));
}

function installationIn(call: Call): InstallationRow {
  const row = call.world.store.installations.get(Number(param(call, "installation_id")));
  if (!row || row.app !== appIn(call).id) throw notFound();
  return row;
}

function installationsOf(call: Call, app: AppRow): readonly InstallationRow[] {
  return [...call.world.store.installations.values()].filter((row) => row.app === app.id);
}
