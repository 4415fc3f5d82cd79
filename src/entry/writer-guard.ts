/**
 * Who must not write: a person of the team. What Milepost writes never counts as a decision, so if it wrote as a
 * person, nothing that this person does by hand would count either.
 */
import type { Octokit } from "@octokit/core";
import type { Config } from "../config/config.ts";
import { CommandError, exitCode } from "./exit.ts";

/** Throws `CommandError` when the token belongs to a person named in `team`, or when that cannot be told. */
export async function refuseTeamMember(octokit: Octokit, config: Config): Promise<void> {
  const login = await readUserLogin(octokit);
  if (login === null) return;
  for (const entry of config.team) {
    if (await isMember(octokit, login, entry)) throw refusal(login, `is in team: ${entry}`);
  }
}

/** Null for the token of an App or a workflow: `GET /user` is closed to them. */
async function readUserLogin(octokit: Octokit): Promise<string | null> {
  try {
    const { data } = await octokit.request("GET /user");
    return data.type === "Bot" ? null : data.login;
  } catch (error) {
    if (statusOf(error) === 403 || statusOf(error) === 404) return null;
    throw new CommandError(exitCode.failed, "GitHub did not say whose token this is. Ask again later.");
  }
}

async function isMember(octokit: Octokit, login: string, entry: string): Promise<boolean> {
  const team = /^@([^/]+)\/(.+)$/.exec(entry);
  if (!team) return entry.replace(/^@/, "").toLowerCase() === login.toLowerCase();
  try {
    const parameters = { org: team[1]!, team_slug: team[2]!, username: login };
    await octokit.request("GET /orgs/{org}/teams/{team_slug}/memberships/{username}", parameters);
    return true;
  } catch (error) {
    if (statusOf(error) === 404) return false;
    throw refusal(login, `may be in team: ${entry}, which the token may not read`);
  }
}

function refusal(login: string, why: string): CommandError {
  const todo = "Use an App's token, or that of a machine account that is in no team.";
  return new CommandError(
    exitCode.wrong,
    `The token belongs to ${login}, who ${why}. What Milepost writes never counts as a person's decision. ${todo}`,
  );
}

function statusOf(error: unknown): number | null {
  return error instanceof Error && "status" in error && typeof error.status === "number" ? error.status : null;
}
