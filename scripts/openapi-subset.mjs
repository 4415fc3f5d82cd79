// Takes the operations and webhooks that the sandbox speaks out of GitHub's own descriptions, as JSON Schema, into
// test/contract/*-subset.json. The packages are large (385 MB and 36 MB), so they are unpacked elsewhere:
//   mkdir FOLDER && cd FOLDER && npm i --ignore-scripts @octokit/openapi@23.0.2 @octokit/openapi-webhooks@12.1.0
//   node scripts/openapi-subset.mjs FOLDER/node_modules/@octokit
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const operations = [
  "GET /",
  "GET /meta",
  "GET /rate_limit",
  "GET /user",
  "GET /users/{username}",
  "GET /orgs/{org}",
  "GET /orgs/{org}/repos",
  "GET /orgs/{org}/teams/{team_slug}/members",
  "GET /orgs/{org}/teams/{team_slug}/memberships/{username}",
  "GET /orgs/{org}/installation",
  "GET /app",
  "GET /app/installations",
  "GET /app/installations/{installation_id}",
  "POST /app/installations/{installation_id}/access_tokens",
  "GET /app/hook/config",
  "GET /app/hook/deliveries",
  "GET /app/hook/deliveries/{delivery_id}",
  "POST /app/hook/deliveries/{delivery_id}/attempts",
  "POST /app-manifests/{code}/conversions",
  "GET /installation/repositories",
  "GET /repos/{owner}/{repo}",
  "PATCH /repos/{owner}/{repo}",
  "GET /repos/{owner}/{repo}/installation",
  "GET /repos/{owner}/{repo}/contents/{path}",
  "GET /repos/{owner}/{repo}/collaborators/{username}/permission",
  "GET /repos/{owner}/{repo}/assignees",
  "GET /repos/{owner}/{repo}/milestones",
  "GET /repos/{owner}/{repo}/labels",
  "POST /repos/{owner}/{repo}/labels",
  "GET /repos/{owner}/{repo}/labels/{name}",
  "PATCH /repos/{owner}/{repo}/labels/{name}",
  "DELETE /repos/{owner}/{repo}/labels/{name}",
  "GET /repos/{owner}/{repo}/issues",
  "POST /repos/{owner}/{repo}/issues",
  "GET /repos/{owner}/{repo}/issues/{issue_number}",
  "PATCH /repos/{owner}/{repo}/issues/{issue_number}",
  "PUT /repos/{owner}/{repo}/issues/{issue_number}/lock",
  "DELETE /repos/{owner}/{repo}/issues/{issue_number}/lock",
  "GET /repos/{owner}/{repo}/issues/{issue_number}/labels",
  "POST /repos/{owner}/{repo}/issues/{issue_number}/labels",
  "PUT /repos/{owner}/{repo}/issues/{issue_number}/labels",
  "DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels",
  "DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}",
  "POST /repos/{owner}/{repo}/issues/{issue_number}/assignees",
  "DELETE /repos/{owner}/{repo}/issues/{issue_number}/assignees",
  "GET /repos/{owner}/{repo}/issues/{issue_number}/comments",
  "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
  "GET /repos/{owner}/{repo}/issues/comments",
  "GET /repos/{owner}/{repo}/issues/comments/{comment_id}",
  "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}",
  "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}",
  "GET /repos/{owner}/{repo}/issues/{issue_number}/timeline",
  "GET /repos/{owner}/{repo}/issues/{issue_number}/events",
  "GET /repos/{owner}/{repo}/issues/{issue_number}/sub_issues",
  "POST /repos/{owner}/{repo}/issues/{issue_number}/sub_issues",
  "DELETE /repos/{owner}/{repo}/issues/{issue_number}/sub_issue",
  "PATCH /repos/{owner}/{repo}/issues/{issue_number}/sub_issues/priority",
  "GET /repos/{owner}/{repo}/issues/{issue_number}/parent",
  "GET /repos/{owner}/{repo}/issues/{issue_number}/dependencies/blocked_by",
  "POST /repos/{owner}/{repo}/issues/{issue_number}/dependencies/blocked_by",
  "DELETE /repos/{owner}/{repo}/issues/{issue_number}/dependencies/blocked_by/{issue_id}",
  "GET /repos/{owner}/{repo}/issues/{issue_number}/dependencies/blocking",
  "POST /repos/{owner}/{repo}/milestones",
  "GET /repos/{owner}/{repo}/milestones/{milestone_number}",
  "PATCH /repos/{owner}/{repo}/milestones/{milestone_number}",
  "GET /repos/{owner}/{repo}/pulls/{pull_number}",
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/files",
  "POST /repos/{owner}/{repo}/check-runs",
  "GET /repos/{owner}/{repo}/check-runs/{check_run_id}",
  "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}",
  "GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations",
  "GET /repos/{owner}/{repo}/commits/{ref}/check-runs",
  "POST /repos/{owner}/{repo}/dispatches",
  "GET /search/issues",
];

/** By the names of @octokit/openapi-webhooks. */
const webhooks = [
  ...each("issues", [
    "assigned",
    "closed",
    "deleted",
    "demilestoned",
    "edited",
    "labeled",
    "locked",
    "milestoned",
    "opened",
    "reopened",
    "transferred",
    "unassigned",
    "unlabeled",
    "unlocked",
  ]),
  ...each("issue-comment", ["created", "edited", "deleted"]),
  ...each("label", ["created", "edited", "deleted"]),
  ...each("sub-issues", ["parent-issue-added", "parent-issue-removed", "sub-issue-added", "sub-issue-removed"]),
  ...each("issue-dependencies", ["blocked-by-added", "blocked-by-removed", "blocking-added", "blocking-removed"]),
  ...each("pull-request", ["opened", "synchronize"]),
  // Any action: it is the name that was asked for.
  "repository-dispatch-sample.collected",
  ...each("projects-v2-item", ["archived", "converted", "created", "deleted", "edited", "reordered", "restored"]),
  ...each("projects-v2", ["closed", "created", "deleted", "edited", "reopened"]),
  ...each("installation", ["created", "deleted", "new-permissions-accepted", "suspend", "unsuspend"]),
  ...each("installation-repositories", ["added", "removed"]),
  ...each("repository", ["archived", "created", "deleted", "privatized", "publicized", "renamed", "unarchived"]),
  "push",
];

const folder = process.argv[2];
if (!folder) {
  process.stderr.write("Where is @octokit unpacked? node scripts/openapi-subset.mjs FOLDER/node_modules/@octokit\n");
  process.exit(2);
}
write("openapi-subset.json", restSubset(join(folder, "openapi")));
write("webhooks-subset.json", webhookSubset(join(folder, "openapi-webhooks")));

function restSubset(at) {
  const { api, version } = load(at);
  const found = {};
  for (const name of operations) {
    const [method, path] = name.split(" ");
    const operation = api.paths[path]?.[method.toLowerCase()];
    if (!operation) throw new Error(`${name} is not in ${at}`);
    found[name] = Object.fromEntries(
      Object.entries(operation.responses).map(([status, response]) => [status, bodyOf(resolve(api, response))]),
    );
  }
  return { source: `@octokit/openapi@${version}`, operations: found, schemas: schemasOf(api, found) };
}

function webhookSubset(at) {
  const { api, version } = load(at);
  const found = {};
  for (const name of webhooks) {
    const hook = api.webhooks[name];
    if (!hook) throw new Error(`${name} is not in ${at}`);
    found[name] = bodyOf(hook.post.requestBody);
  }
  return { source: `@octokit/openapi-webhooks@${version}`, events: found, schemas: schemasOf(api, found) };
}

function load(at) {
  const read = (file) => JSON.parse(readFileSync(join(at, file), "utf8"));
  return { api: read("generated/api.github.com.json"), version: read("package.json").version };
}

function resolve(api, value) {
  if (!value.$ref) return value;
  return value.$ref
    .slice(2)
    .split("/")
    .reduce((at, key) => at[key], api);
}

/** The schema of a JSON body; null when there is none. */
function bodyOf(holder) {
  const schema = holder.content?.["application/json"]?.schema;
  return schema ? jsonSchema(schema) : null;
}

/** All schemas that these name, and those that they name in turn. */
function schemasOf(api, roots) {
  const found = {};
  const waiting = namesIn(roots);
  while (waiting.length > 0) {
    const name = waiting.pop();
    if (found[name]) continue;
    found[name] = jsonSchema(api.components.schemas[name]);
    waiting.push(...namesIn(found[name]));
  }
  return Object.fromEntries(Object.entries(found).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function namesIn(value) {
  return [...JSON.stringify(value).matchAll(/"\$ref":"#\/schemas\/([^"]+)"/g)].map((match) => match[1]);
}

/** OpenAPI 3.0 to JSON Schema: `nullable` becomes a type, and what only people read is left out. */
function jsonSchema(schema) {
  if (typeof schema !== "object" || schema === null) return schema;
  if (schema.$ref) {
    const ref = { $ref: schema.$ref.replace("#/components/schemas/", "#/schemas/") };
    return schema.nullable ? { anyOf: [ref, { type: "null" }] } : ref;
  }
  const made = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === "properties" || key === "patternProperties") {
      made[key] = Object.fromEntries(Object.entries(value).map(([name, one]) => [name, jsonSchema(one)]));
    } else if (["anyOf", "oneOf", "allOf"].includes(key)) made[key] = value.map(jsonSchema);
    else if (["items", "additionalProperties", "not"].includes(key)) made[key] = jsonSchema(value);
    else if (["type", "required", "enum", "const", "format", "pattern"].includes(key) || /^(min|max)/.test(key)) {
      made[key] = value;
    }
  }
  if (!schema.nullable) return made;
  if (made.enum && !made.enum.includes(null)) made.enum = [...made.enum, null];
  if (made.type) return { ...made, type: [made.type, "null"].flat() };
  return { anyOf: [made, { type: "null" }] };
}

function each(event, actions) {
  return actions.map((action) => `${event}-${action}`);
}

function write(file, subset) {
  const at = new URL(`../test/contract/${file}`, import.meta.url);
  writeFileSync(at, `${JSON.stringify(subset)}\n`);
  process.stdout.write(`${file}: ${subset.source}, ${Math.round(JSON.stringify(subset).length / 1000)} kB\n`);
}
