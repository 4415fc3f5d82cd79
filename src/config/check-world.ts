/**
 * A config against what GitHub says of the organisation: whether everything that it names is there, can be read and is
 * of the right kind. What cannot be read is said to be so and never taken to be absent. Each problem names the line of
 * the config to mend; what it does not touch goes on working.
 */
import { parseCommunities } from "../content/communities.ts";
import type { Problem } from "../model/problem.ts";
import type { Repository, World } from "../model/snapshot.ts";
import { checkBoards } from "./check-boards.ts";
import { checkReportPlaces } from "./check-report-places.ts";
import { error, listed, plainly, shown, warning } from "./complaint.ts";
import type { Config } from "./config.ts";
import { foldName } from "./fold.ts";
import { nearest } from "./nearest.ts";
import { itemQuestionOf } from "./questions.ts";
import { templatePlacesOf } from "./template-places.ts";
import { type ConfigPath, pathText, type WhereOf } from "./where.ts";

/** Where the config was read from, as far as it is known; a public place should not name private ones. */
export interface Home {
  readonly visibility: Repository["visibility"];
}

/** Everything that has to be put right, or should be known, in the order boards, repositories, people, files. */
export function checkWorld(
  config: Config,
  world: World,
  where: WhereOf = pathText,
  home: Home | null = null,
): readonly Problem[] {
  return [
    ...checkBoards(config, world, where),
    ...repositoryProblems(config, world, where),
    ...labelProblems(config, world, where),
    ...milestoneProblems(config, world, where),
    ...teamProblems(config, world, where),
    ...templateProblems(config, world, where),
    ...communityProblems(config, world, where),
    ...checkReportPlaces(config, world, where),
    ...homeProblems({ config, world, where }, home),
  ];
}

function repositoryProblems({ repositories }: Config, world: World, where: WhereOf): readonly Problem[] {
  return Object.entries(repositories).flatMap(([name, { owner, name: repo, visibility }]) => {
    const read = world.repositories[name];
    if (read === undefined) return [];
    const path = ["repositories", name, "name"];
    if (!read.known) {
      const what = `The repository ${owner}/${repo} could not be read: ${plainly(read.why)}.`;
      const todo = "Correct the name, or install the App there.";
      return [error("repository-unreadable", where(path), what, todo)];
    }
    const found: Problem[] = [];
    if (read.value.archived) {
      const what = `The repository ${owner}/${repo} is archived, so nothing can be written there.`;
      found.push(error("repository-archived", where(path), what, "Unarchive it, or take it out of the config."));
    }
    if (visibility !== null && visibility !== read.value.visibility) {
      const what = `The config says that ${owner}/${repo} is ${visibility}, and GitHub says that it is ${read.value.visibility}.`;
      const todo = "Correct `visibility:` if GitHub is right; until then nothing is opened there.";
      found.push(error("visibility-differs", where(["repositories", name, "visibility"]), what, todo));
    }
    return found;
  });
}

/** Labels that are missing are made. Two that look the same are not told apart by anybody. */
function labelProblems(config: Config, world: World, where: WhereOf): readonly Problem[] {
  const lists = { pipelines: config.pipelines, rules: config.rules };
  return Object.entries(lists).flatMap(([kind, all]) =>
    all.flatMap((one) => {
      const read = world.repositories[one.items.repository];
      if (!read?.known) return [];
      const there = Object.keys(read.value.labels);
      return itemQuestionOf({ ...config, rules: [] }, one, []).labels.flatMap((label) => {
        const twins = there.filter((name) => foldName(name) === foldName(label));
        if (twins.length < 2) return [];
        const what = `${read.value.owner}/${read.value.name} has ${twins.length} labels that look the same: ${twins.map(shown).join(" and ")}.`;
        return [warning("label-twins", where([kind, one.name]), what, "Delete all but one of them.")];
      });
    }),
  );
}

function milestoneProblems(config: Config, world: World, where: WhereOf): readonly Problem[] {
  return config.pipelines.flatMap(({ name, items, answers }) =>
    answers.flatMap(({ milestone }, index) => {
      const read = world.repositories[items.repository];
      if (milestone === null || !read?.known || Object.hasOwn(read.value.milestones, milestone)) return [];
      const known = Object.keys(read.value.milestones);
      const what = `${read.value.owner}/${read.value.name} has no open milestone ${shown(milestone)}.`;
      const near = nearest(milestone, known);
      const todo = near === null ? `Open it, or name one of ${listed(known)}.` : `Did you mean \`${near}\`?`;
      return [warning("milestone-missing", where(["pipelines", name, "answers", index, "milestone"]), what, todo)];
    }),
  );
}

function teamProblems(config: Config, world: World, where: WhereOf): readonly Problem[] {
  return Object.entries(world.teams).flatMap(([team, read]) => {
    if (read.known) return [];
    const index = config.team.indexOf(team);
    const path: ConfigPath = index >= 0 ? ["team", index] : placeOfTeam(config, team);
    const what = `The team ${team} could not be read: ${plainly(read.why)}.`;
    const todo = "Correct its name, or allow the App to read the organisation's members.";
    return [warning("team-unreadable", where(path), what, todo)];
  });
}

/** The first place that names a team other than `team`. */
function placeOfTeam({ pipelines, rules }: Config, team: string): ConfigPath {
  for (const [kind, all] of [["pipelines", pipelines] as const, ["rules", rules] as const]) {
    for (const { name, clocks, escalations, assign, steps } of all) {
      const lists = { clocks, escalations, assign, steps };
      for (const [key, list] of Object.entries(lists)) {
        const index = list.findIndex((one) => JSON.stringify(one).includes(JSON.stringify(team)));
        if (index >= 0) return [kind, name, key, index];
      }
    }
  }
  return ["team"];
}

function templateProblems(config: Config, world: World, where: WhereOf): readonly Problem[] {
  const present = Object.keys(world.templates).filter((path) => {
    const read = world.templates[path];
    return read?.known === true && read.value !== null;
  });
  const places = templatePlacesOf(config);
  const first = places.filter(({ file }, index) => places.findIndex((one) => one.file === file) === index);
  return first.flatMap(({ file, path }) => {
    const read = world.templates[file];
    if (read === undefined || (read.known && read.value !== null)) return [];
    if (!read.known) {
      const what = `The template \`${file}\` could not be read: ${plainly(read.why)}.`;
      return [
        warning("template-unreadable", where(path), what, "Check that the App may read the templates repository."),
      ];
    }
    const near = nearest(file, present);
    const todo = near === null ? "Add it, or correct the path." : `Did you mean \`${near}\`?`;
    return [error("template-missing", where(path), `There is no file \`${file}\` in the templates folder.`, todo)];
  });
}

function communityProblems({ communities }: Config, world: World, where: WhereOf): readonly Problem[] {
  if (communities === null) return [];
  const { owner, repo, path } = communities;
  const place = where(["communities", "file"]);
  const name = `${owner}/${repo}:${path}`;
  if (!world.communities.known) {
    const what = `The communities file ${name} could not be read: ${plainly(world.communities.why)}.`;
    return [error("communities-unreadable", place, what, "Check that the App may read that repository.")];
  }
  if (world.communities.value === null) {
    const todo = "Add it, beginning with `communities:`, or correct the path.";
    return [error("communities-missing", place, `There is no communities file ${name}.`, todo)];
  }
  return parseCommunities(world.communities.value, name).problems;
}

interface Case {
  readonly config: Config;
  readonly world: World;
  readonly where: WhereOf;
}

/** Ruling 16: a public config tells everybody the names of private places. */
function homeProblems({ config, world, where }: Case, home: Home | null): readonly Problem[] {
  if (home?.visibility !== "public") return [];
  const hidden = Object.entries(config.repositories).filter(([name, { visibility }]) => {
    const read = world.repositories[name];
    return (read?.known ? read.value.visibility : visibility) === "private";
  });
  const [first] = hidden;
  if (first === undefined) return [];
  const what = `This config is public and names ${hidden.length === 1 ? "a private repository" : `${hidden.length} private repositories`}: ${listed(hidden.map(([name]) => name))}.`;
  const todo = "Keep it in the organisation's private `.github-private` repository, unless everybody may know them.";
  return [warning("config-public", where(["repositories", first[0]], "key"), what, todo)];
}
