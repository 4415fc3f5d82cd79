/**
 * Reads the organisation that the config names in one request, plus one per further hundred labels of a repository or
 * members of a team, and one or two per former writer. Each part is unknown by itself; who we write as is needed by
 * everything, so that throws.
 */
import type { Actor } from "../model/fact.ts";
import type { Board, Read, Repository, World } from "../model/snapshot.ts";
import { type Answer, errorsAt, type GraphqlClient, readAnswer } from "./client.ts";
import { decodeVisibility, listOf, objectOf, textOf } from "./decode.ts";
import { decodeBoard } from "./decode-board.ts";
import { decodeEach, decodeLabel } from "./decode-item.ts";
import { failureOf, kindOfGraphqlError } from "./failure.ts";
import type { Governor } from "./governor.ts";
import { GitHubError, type WorldQuestion } from "./ports.ts";
import { readMoreLabelsDocument, readWorldDocument } from "./queries/world.ts";
import { fileOf } from "./read-file.ts";
import { partOf, readRest } from "./read-pages.ts";
import { readTeam } from "./read-team.ts";

export async function readWorld(client: GraphqlClient, governor: Governor, question: WorldQuestion): Promise<World> {
  const { answer, teams: teamsAnswer } = await readAll(client, governor, question);
  const boards = Object.entries(question.boards).map(([name, board], index) => {
    return [name, boardOf(answer, `board${index}`, `${board.owner}/${board.number}`)] as const;
  });
  const repositories = Object.entries(question.repositories).map(async ([name, repository], index) => {
    const place = `${repository.owner}/${repository.name}`;
    return [name, await readRepository(client, governor, answer, { alias: `repository${index}`, place })] as const;
  });
  const templates = question.templates.files.map((path, index) => {
    return [path, fileOf(answer, ["files", `file${index}`], `${question.templates.owner}/${question.templates.repo}`)];
  });
  const teams = question.teams.map(async (team, index) => {
    return [team, await readTeam(client, governor, teamsAnswer, { alias: `team${index}`, team })] as const;
  });
  const former = await Promise.all(question.identities.map((login) => readIdentity(client, governor, login)));
  return {
    identities: [viewerOf(answer), ...former.filter((actor) => actor !== null)],
    boards: Object.fromEntries(boards),
    repositories: Object.fromEntries(await Promise.all(repositories)),
    templates: Object.fromEntries(templates),
    teams: Object.fromEntries(await Promise.all(teams)),
    communities: communitiesOf(answer, question),
  };
}

/**
 * The whole world; without teams when the token may not see members and GitHub refused everything because of them.
 * `teams`: the answer that says so, or the same one.
 */
async function readAll(client: GraphqlClient, governor: Governor, question: WorldQuestion) {
  const answer = await readAnswer(client, governor, worldQuestionOf(question)).catch(refusedAnswer);
  const isWhole = objectOf(answer.data.viewer).id !== undefined;
  const isForbidden = answer.errors.some((error) => kindOfGraphqlError(error) === "forbidden");
  if (isWhole || question.teams.length === 0 || !isForbidden) return { answer, teams: answer };
  return { answer: await readAnswer(client, governor, worldQuestionOf({ ...question, teams: [] })), teams: answer };
}

function refusedAnswer(error: unknown): Answer {
  if (!(error instanceof GitHubError) || error.kind !== "forbidden") throw error;
  return { data: {}, errors: [{ message: error.message, type: "FORBIDDEN" }], limit: null };
}

function communitiesOf(answer: Answer, { communities }: WorldQuestion): World["communities"] {
  if (communities === null) return { known: true, value: null };
  return fileOf(answer, ["communities", "file"], `${communities.owner}/${communities.repo}`);
}

function worldQuestionOf({ boards, repositories, templates, communities, teams }: WorldQuestion) {
  const files = templates.files;
  const variables: Record<string, unknown> = {};
  for (const [index, board] of Object.values(boards).entries()) {
    variables[`board${index}Owner`] = board.owner;
    variables[`board${index}Number`] = board.number;
    variables[`board${index}Field`] = board.statusField;
  }
  for (const [index, repository] of Object.values(repositories).entries()) {
    variables[`repository${index}Owner`] = repository.owner;
    variables[`repository${index}Name`] = repository.name;
  }
  if (files.length > 0) Object.assign(variables, { filesOwner: templates.owner, filesRepo: templates.repo });
  for (const [index, file] of files.entries())
    variables[`file${index}`] = `HEAD:${[templates.path, file].filter((part) => part !== "").join("/")}`;
  if (communities !== null) {
    const { owner, repo, path } = communities;
    Object.assign(variables, { communitiesOwner: owner, communitiesRepo: repo, communitiesFile: `HEAD:${path}` });
  }
  for (const [index, team] of teams.entries()) {
    const [org = "", slug = ""] = team.replace(/^@/, "").split("/");
    variables[`team${index}Org`] = org;
    variables[`team${index}Slug`] = slug;
  }
  const size = {
    boards: Object.keys(boards).length,
    repositories: Object.keys(repositories).length,
    files: files.length,
    teams: teams.length,
    communities: communities !== null,
  };
  return { document: readWorldDocument(size), variables };
}

/** GitHub types the viewer as a User even when it is an App's Bot; the login's suffix tells. */
function viewerOf(answer: Answer): Actor {
  const { id, login } = objectOf(answer.data.viewer);
  if (typeof id !== "string" || typeof login !== "string") {
    const why = answer.errors[0]?.message ?? "GitHub did not say";
    throw new GitHubError("unavailable", `It is not known who the token writes as: ${why}.`);
  }
  const isBot = login.endsWith("[bot]");
  return { id, login: login.replace(/\[bot\]$/, ""), kind: isBot ? "Bot" : "User" };
}

function boardOf(answer: Answer, alias: string, place: string): Read<Board> {
  const why = complaintOf(answer, alias, `The board ${place}`, "Organization projects: read");
  if (why !== null) return { known: false, why };
  const board = decodeBoard(objectOf(answer.data[alias]).projectV2);
  if (board !== null) return { known: true, value: board };
  return { known: false, why: `The board ${place} was not found, or the token may not see it.` };
}

async function readRepository(
  client: GraphqlClient,
  governor: Governor,
  answer: Answer,
  { alias, place }: { readonly alias: string; readonly place: string },
): Promise<Read<Repository>> {
  const why = complaintOf(answer, alias, `The repository ${place}`, "Metadata: read");
  if (why !== null) return { known: false, why };
  const node = objectOf(answer.data[alias]);
  const id = textOf(node.id);
  const visibility = decodeVisibility(node.visibility);
  if (id === null || visibility === null)
    return { known: false, why: `The repository ${place} was not found, or the token may not see it.` };
  const first = partOf({ data: { labels: { page: node.labels } }, errors: [], limit: null }, "labels");
  const nodes = await readRest(first, `labels of ${place}`, async (after) => {
    const variables = { repository: id, after };
    const more = await readAnswer(client, governor, { document: readMoreLabelsDocument, variables });
    const labels = objectOf(more.data.repository).labels;
    return partOf({ ...more, data: { repository: { page: labels } } }, "repository");
  });
  const labels = nodes.known ? decodeEach(nodes.value, decodeLabel) : null;
  if (labels === null) return { known: false, why: nodes.known ? `A label of ${place} came without name.` : nodes.why };
  return {
    known: true,
    value: {
      id,
      owner: textOf(objectOf(node.owner).login) ?? place.split("/")[0]!,
      name: textOf(node.name) ?? place.split("/")[1]!,
      visibility,
      labels: Object.fromEntries(labels.map((label) => [label.name, label.id])),
      milestones: milestonesOf(node.milestones),
      archived: node.isArchived === true,
    },
  };
}

/** Two open milestones may not have one title. */
function milestonesOf(value: unknown): Repository["milestones"] {
  const milestones = listOf(objectOf(value).nodes).map(objectOf);
  return Object.fromEntries(
    milestones.flatMap(({ id, title }) => (typeof id === "string" && typeof title === "string" ? [[title, id]] : [])),
  );
}

/** Why an alias did not come, in words for people; null when it came without complaint. */
function complaintOf(answer: Answer, alias: string, what: string, permission: string): string | null {
  const error = errorsAt(answer, alias)[0] ?? answer.errors.find((one) => (one.path ?? []).length === 0);
  if (!error) return null;
  const kind = kindOfGraphqlError(error);
  if (kind === "not-found") return `${what} was not found, or the token may not see it.`;
  if (kind === "forbidden")
    return `${what} may not be read (${error.message}). Grant the App ${permission} in the installation's settings.`;
  return `${what} could not be read: ${error.message}`;
}

/**
 * A former writer by login; null when there is no such account. A Bot is looked for first, so that a person who takes
 * the login of an App is not believed. Only REST finds a Bot by its login.
 */
async function readIdentity(client: GraphqlClient, governor: Governor, login: string): Promise<Actor | null> {
  for (const username of login.endsWith("[bot]") ? [login] : [`${login}[bot]`, login]) {
    const account = objectOf(await governor.read(() => readAccount(client, username)));
    const { node_id: id, type } = account;
    if (typeof id === "string")
      return { id, login: login.replace(/\[bot\]$/, ""), kind: type === "Bot" ? "Bot" : "User" };
  }
  return null;
}

async function readAccount(client: GraphqlClient, username: string): Promise<unknown> {
  try {
    return (await client.request("GET /users/{username}", { username })).data;
  } catch (error) {
    if (failureOf(error).kind === "not-found") return null;
    throw error;
  }
}
