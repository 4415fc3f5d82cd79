/**
 * Whose token it is, as far as that matters: what Milepost writes never counts as a person's decision, so a person of
 * the team must not be who it writes as, and what that person did by hand must count when somebody only looks.
 */
import type { Octokit } from "@octokit/core";
import type { Config } from "../config/config.ts";
import type { Reader } from "../github/ports.ts";
import { CommandError, exitCode } from "./exit.ts";

/** A person named in `team`; `isSure` is false when the token may not read the team. */
export interface TeamMember {
  readonly login: string;
  readonly entry: string;
  readonly isSure: boolean;
}

/** Null when the token is an App's, a workflow's, or that of an account in no team. */
export async function readTeamMember(octokit: Octokit, config: Config): Promise<TeamMember | null> {
  const login = await readUserLogin(octokit);
  if (login === null) return null;
  for (const entry of config.team) {
    const membership = await readMembership(octokit, login, entry);
    if (membership !== "none") return { login, entry, isSure: membership === "member" };
  }
  return null;
}

/** Throws `CommandError` when the token belongs to a person of the team, or when that cannot be told. */
export async function refuseTeamMember(octokit: Octokit, config: Config): Promise<void> {
  const member = await readTeamMember(octokit, config);
  if (member === null) return;
  const why = member.isSure
    ? `is in team: ${member.entry}`
    : `may be in team: ${member.entry}, which the token may not read`;
  throw new CommandError(
    exitCode.wrong,
    `The token belongs to ${member.login}, who ${why}. What Milepost writes never counts as a person's decision. Use an App's token, or that of a machine account that is in no team.`,
  );
}

/** The same reader for somebody who only looks: what the token's owner did is not taken for Milepost's own doing. */
export function asBystander(reader: Reader): Reader {
  return {
    ...reader,
    async readWorld(question) {
      const world = await reader.readWorld(question);
      return { ...world, identities: world.identities.slice(1) };
    },
  };
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

async function readMembership(octokit: Octokit, login: string, entry: string): Promise<"member" | "none" | "unknown"> {
  const team = /^@([^/]+)\/(.+)$/.exec(entry);
  if (!team) return entry.replace(/^@/, "").toLowerCase() === login.toLowerCase() ? "member" : "none";
  try {
    const parameters = { org: team[1]!, team_slug: team[2]!, username: login };
    await octokit.request("GET /orgs/{org}/teams/{team_slug}/memberships/{username}", parameters);
    return "member";
  } catch (error) {
    return statusOf(error) === 404 ? "none" : "unknown";
  }
}

function statusOf(error: unknown): number | null {
  return error instanceof Error && "status" in error && typeof error.status === "number" ? error.status : null;
}
