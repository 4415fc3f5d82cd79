/**
 * The story that the demo plays: what people do, when, and what it is good for. What Milepost does in answer is not
 * written here: it is seen.
 */
import type { IssueRow, ProjectRow } from "../../sandbox/rows.ts";
import { createGitHub } from "../wire.ts";
import type { Town } from "./town.ts";

/** One step of the story. */
export interface Episode {
  /** The story's time. */
  readonly at: string;
  readonly who: string;
  /** In the past tense, as the timeline has it. */
  readonly did: string;
  /** What to look for in the answer, in half a line. */
  readonly watch: string;
  /** Whether Milepost must write nothing in answer. */
  readonly quiet: boolean;
  play(town: Town): Promise<void>;
}

/** A story with the two leads it is about. */
export interface Story {
  readonly episodes: readonly Episode[];
  /** `owner/repo#n` of the lead that becomes a partner; known once it is opened. */
  partner(): string;
}

/** Scenarios 1 and 2: a lead goes its way in order, another one jumps, and nothing is done twice. */
export function createStory(): Story {
  let temple: IssueRow | null = null;

  const drag = (at: string, column: string, watch: string): Episode => ({
    ...{ at, watch, who: "bd-lead", quiet: false },
    did: `moved the card of “Temple University” to ${column}`,
    play: (town) => town.person("bd-lead").moveCard(temple!, boardOf(town), column),
  });
  const opening: Episode = {
    at: "2025-07-07T09:00:00Z",
    who: "bd-lead",
    did: "opened the lead “Temple University” and put it on the board",
    watch: "The first stage: a label and one status comment.",
    quiet: false,
    async play(town) {
      temple = await open(town, "bd-lead", "Temple University", "temple");
    },
  };
  return {
    partner: () => `openwater/leads#${temple?.number}`,
    episodes: [
      opening,
      drag("2025-07-11T09:00:00Z", "Qualified lead", "One stage label at a time; the comment is edited."),
      drag("2025-07-18T09:00:00Z", "Prospect", "Prospect opens the checklist for the contract."),
      drag("2025-08-05T09:00:00Z", "Partner", "Partner opens onboarding in another repository."),
      jump,
      doubled,
      restart,
    ],
  };
}

const jump: Episode = {
  at: "2025-08-05T10:00:00Z",
  who: "bd-manager",
  did: "opened the lead “Harbour College” and moved its card straight to Partner",
  watch: "Not allowed: it is said once, and nothing opens.",
  quiet: false,
  async play(town) {
    const jumper = await open(town, "bd-manager", "Harbour College", "harbour");
    await town.settle();
    town.sandbox.clock.advance(60);
    await town.person("bd-manager").moveCard(jumper, boardOf(town), "Partner");
  },
};

const doubled: Episode = {
  at: "2025-08-05T11:00:00Z",
  who: "GitHub",
  did: "delivered the last card's webhook a second time, with the same id",
  watch: "A doubled event costs a look and no write.",
  quiet: true,
  play: redeliver,
};

const restart: Episode = {
  at: "2025-08-05T12:00:00Z",
  who: "an operator",
  did: "restarted Milepost, which has no database",
  watch: "All is read again, and nothing is left to do.",
  quiet: true,
  play: (town) => town.restartApp(),
};

/** Opens a lead and puts its card in the first column. */
async function open(town: Town, login: string, title: string, community: string): Promise<IssueRow> {
  const person = town.person(login);
  const issue = await person.openIssue("openwater/leads", { title, body: leadBody(community), labels: ["lead"] });
  await person.addToBoard(issue, boardOf(town));
  await person.moveCard(issue, boardOf(town), "Lead");
  return issue;
}

/** What GitHub writes when somebody has filled in the form `templates/forms/lead.yml`. */
export function leadBody(community: string): string {
  const answers = {
    Community: community,
    "Contact role": "Head of research computing",
    Source: "Conference or workshop",
    "Hub address": `${community}.hub.example.org`,
    "What they need": "Notebooks for two courses, from the autumn on.",
    "Budget and signature": "_No response_",
  };
  return Object.entries(answers)
    .map(([label, answer]) => `### ${label}\n\n${answer}`)
    .join("\n\n");
}

function boardOf({ sandbox }: Town): ProjectRow {
  const org = sandbox.store.accountByLogin("openwater")!;
  return sandbox.store.projectByNumber(org.id, 61)!;
}

/** As the button in the App's settings does. */
async function redeliver({ sandbox, app, githubUrl }: Town): Promise<void> {
  const card = sandbox.hooks.log.findLast((delivery) => delivery.event === "projects_v2_item");
  const auth = { kind: "app", appId: app.id, privateKey: app.privateKey } as const;
  await createGitHub({ baseUrl: githubUrl, auth }).request("POST /app/hook/deliveries/{delivery_id}/attempts", {
    delivery_id: card!.id,
  });
}
