/** A config against what GitHub says: what is missing, renamed, twice, of the wrong kind, unreadable or too public. */
import { describe, expect, it } from "vitest";
import { checkWorld, type Home } from "../../src/config/check-world.ts";
import type { Config } from "../../src/config/config.ts";
import { loadConfig } from "../../src/config/load.ts";
import type { FieldSetting } from "../../src/model/condition.ts";
import { problemText } from "../../src/model/problem.ts";
import type { Board, Field, Repository, World } from "../../src/model/snapshot.ts";
import {
  configWith,
  known,
  leads,
  partnerships,
  unknown,
  world,
  worldWhereInfrastructureIs,
} from "../support/builders.ts";
import { changed } from "./sample.ts";

function messagesOf(config: Config, have: World, home: Home | null = null): readonly string[] {
  return checkWorld(config, have, undefined, home).map(problemText);
}

function boardWith(more: Partial<Board>): World {
  return world({ boards: { partnerships: known({ ...partnerships, ...more }) } });
}

function leadsRepository(more: Partial<Repository>): World {
  const usual = world();
  const read = usual.repositories.leads!;
  if (!read.known) throw new Error("The default world is readable.");
  return { ...usual, repositories: { ...usual.repositories, leads: known({ ...read.value, ...more }) } };
}

function field(name: string, kind: Field["kind"], more: Partial<Field> = {}): Field {
  return { id: `F_${name}`, name, kind, options: [], iterations: [], ...more };
}

/** A config that sets fields of the board when an issue is closed. */
function setting(fields: readonly FieldSetting[]): Config {
  const boards = {
    partnerships: {
      owner: "openwater",
      number: 61,
      statusField: "Status",
      fields: { points: "Estimate", turn: "Iteration" },
    },
  };
  const onClose = [{ id: "on-close[0]", as: null, when: null, board: "partnerships", fields }];
  return configWith({ boards, pipeline: { onClose } });
}

const options = leads.stages.map(({ board }, index) => ({ id: `o${index}`, name: board! }));
const renamed = (from: string, to: string): Partial<Board> => ({
  status: { fieldId: "S", options: options.map((one) => (one.name === from ? { ...one, name: to } : one)) },
});
const estimate = field("Estimate", "number");
const iteration = field("Iteration", "iteration");

interface Row {
  readonly why: string;
  readonly config?: Config;
  readonly have?: World;
  readonly home?: Home;
  readonly says: readonly string[];
}

const boards: readonly Row[] = [
  {
    why: "a column that changed its case",
    have: boardWith(renamed("Prospect", "prospect")),
    says: [
      'pipelines.leads.stages[2].board  board-column-missing  The board openwater/61 has no column "Prospect". If it is called "prospect" now, write `board: prospect` and add `was: [Prospect]`.',
    ],
  },
  {
    why: "a column with another name altogether: the one that no stage uses",
    have: boardWith(renamed("Prospect", "Contract")),
    says: [
      'pipelines.leads.stages[2].board  board-column-missing  The board openwater/61 has no column "Prospect". If it is called "Contract" now, write `board: Contract` and add `was: [Prospect]`.',
    ],
  },
  {
    why: "a deleted column is not guessed to be one that another stage has",
    have: boardWith({ status: { fieldId: "S", options: options.filter(({ name }) => name !== "Lost") } }),
    says: [
      'pipelines.leads.stages[4].board  board-column-missing  The board openwater/61 has no column "Lost". Add the column to the board, or take it out of the config.',
    ],
  },
  {
    why: "a board without the field of the columns",
    have: boardWith({ status: null, fields: [field("Stage", "text")] }),
    says: [
      'boards.partnerships.status-field  field-missing  The board openwater/61 has no field "Status". Add it to the board, or name one of `Stage`.',
    ],
  },
  {
    why: "Status that is a text",
    have: boardWith({ status: null, fields: [field("Status", "text")] }),
    says: [
      'boards.partnerships.status-field  field-kind  The field "Status" of the board openwater/61 is a text field, not a single select, so it has no columns. Name the single-select field whose options are the columns in `status-field`.',
    ],
  },
  {
    why: "a deleted iteration field",
    config: setting([]),
    have: boardWith({ fields: [estimate] }),
    says: [
      'boards.partnerships.fields.turn  field-missing  The board openwater/61 has no field "Iteration". Add it to the board, or name one of `Estimate`.',
    ],
  },
  {
    why: "two fields of one name, told apart by their ids",
    config: setting([]),
    have: boardWith({ fields: [estimate, { ...estimate, id: "F_other" }, iteration] }),
    says: [
      'boards.partnerships.fields.points  field-twice  The board openwater/61 has 2 fields called "Estimate" (F_Estimate, F_other), so none is written. Rename all but one of them.',
    ],
  },
  {
    why: "a value that its field cannot hold",
    config: setting([
      { field: "points", value: { kind: "text", text: "many" }, own: false },
      { field: "points", value: { kind: "current-iteration" }, own: false },
      { field: "turn", value: { kind: "in-days", days: 3 }, own: false },
    ]),
    have: boardWith({ fields: [estimate, iteration] }),
    says: [
      'pipelines.leads.on-close[0].set.points  field-kind  The field "Estimate" is a number field, and "many" is no number. Name another field, or write a value that fits it.',
      'pipelines.leads.on-close[0].set.points  field-kind  The field "Estimate" is a number field, and `current` is an iteration. Name another field, or write a value that fits it.',
      'pipelines.leads.on-close[0].set.turn  field-kind  The field "Iteration" is an iteration field, and what is set there is a day. Name another field, or write a value that fits it.',
    ],
  },
  {
    why: "an option that is not there, with the nearest",
    config: setting([{ field: "status", value: { kind: "text", text: "partner" }, own: true }]),
    have: boardWith({ fields: [estimate, iteration, field("Status", "option", { options })] }),
    says: [
      'pipelines.leads.on-close[0].set.status  field-option-missing  The field "Status" has no option "partner". Did you mean `Partner`?',
    ],
  },
  {
    why: "Liquid is only known when it is rendered",
    config: setting([{ field: "points", value: { kind: "text", text: "{{ form.size }}" }, own: false }]),
    have: boardWith({ fields: [estimate, iteration] }),
    says: [],
  },
  {
    why: "a board that cannot be read; nothing else is said of it",
    config: setting([{ field: "points", value: { kind: "text", text: "many" }, own: false }]),
    have: world({ boards: { partnerships: unknown("the App may not see it") } }),
    says: [
      "boards.partnerships.project  board-unreadable  The board openwater/61 could not be read: the App may not see it. Compare owner and number with its address, and check that the App may read projects.",
    ],
  },
  {
    why: "a closed board",
    have: boardWith({ closed: true }),
    says: [
      "boards.partnerships.project  board-closed  The board openwater/61 is closed. Open it again, or name another.",
    ],
  },
  {
    why: "a user's board, of which GitHub sends no webhooks",
    have: boardWith({ url: "https://github.com/users/bd-lead/projects/61" }),
    says: [
      "boards.partnerships.project  board-polled  The board openwater/61 belongs to a user, and GitHub sends no webhooks for those. Moves on it are seen at the next sweep; an organisation's board is followed at once.",
    ],
  },
  {
    why: "recurring work by the iterations of a board that has none",
    config: configWith({
      recurring: [
        {
          name: "rota",
          every: { kind: "iteration", board: "partnerships", first: null, nth: 1 },
          at: "05:00",
          shift: "none",
          leadDays: 0,
          lagDays: 0,
          apartDays: 0,
          repository: "leads",
          label: "rota",
          open: null,
          play: null,
          values: {},
          ifOpen: "skip",
          perCommunity: null,
          closeAfterDays: null,
          starts: null,
        },
      ],
    }),
    says: [
      "recurring.rota.every  field-missing  `rota` goes by iterations, and the board openwater/61 has no iteration field. Add one to the board, or count them with `iterations:`.",
    ],
  },
];

const cluttered = leadsRepository({ labels: { "stage: caf\u00e9": "L1", "stage: cafe\u0301": "L2" } });
const cafe = configWith({ pipeline: { stages: [{ ...leads.stages[0]!, label: "stage: caf\u00e9" }] } });

const others: readonly Row[] = [
  {
    why: "a repository that cannot be read",
    have: { ...world(), repositories: { ...world().repositories, leads: unknown("the App is not installed there") } },
    says: [
      "repositories.leads.name  repository-unreadable  The repository openwater/leads could not be read: the App is not installed there. Correct the name, or install the App there.",
    ],
  },
  {
    why: "an archived repository",
    have: leadsRepository({ archived: true }),
    says: [
      "repositories.leads.name  repository-archived  The repository openwater/leads is archived, so nothing can be written there. Unarchive it, or take it out of the config.",
    ],
  },
  {
    why: "a repository that is more public than the config says",
    config: configWith({
      repositories: {
        ...configWith().repositories,
        infrastructure: { owner: "openwater", name: "infrastructure", visibility: "private", accepts: [] },
      },
    }),
    have: worldWhereInfrastructureIs("public"),
    says: [
      "repositories.infrastructure.visibility  visibility-differs  The config says that openwater/infrastructure is private, and GitHub says that it is public. Correct `visibility:` if GitHub is right; until then nothing is opened there.",
    ],
  },
  {
    why: "a public config that names a private repository",
    home: { visibility: "public" },
    have: worldWhereInfrastructureIs("public"),
    says: [
      "repositories.leads  config-public  This config is public and names a private repository: `leads`. Keep it in the organisation's private `.github-private` repository, unless everybody may know them.",
    ],
  },
  { why: "a private config may name what it likes", home: { visibility: "private" }, says: [] },
  {
    why: "two labels that nobody can tell apart",
    config: cafe,
    have: { ...cluttered, boards: {} },
    says: [
      'pipelines.leads  label-twins  openwater/leads has 2 labels that look the same: "stage: café" and "stage: cafe\u0301". Delete all but one of them.',
    ],
  },
  {
    why: "a label that is there with its emoji spelled out (45)",
    config: configWith({
      pipeline: {
        stages: [
          { ...leads.stages[0]!, label: "✨ new" },
          { ...leads.stages[3]!, label: "🟥 lost" },
        ],
      },
    }),
    have: leadsRepository({ labels: { ":Sparkles: New": "LA_1", "🟨 lost": "LA_2", "new": "LA_3", lead: "LA_4" } }),
    says: [],
  },
  {
    why: "a label that is there twice, with its emoji and spelled out (45)",
    config: configWith({ pipeline: { stages: [{ ...leads.stages[0]!, label: "✨ new" }] } }),
    have: leadsRepository({ labels: { ":Sparkles: New": "LA_1", "✨ new": "LA_2", lead: "LA_4" } }),
    says: [
      'pipelines.leads  label-twins  openwater/leads has 2 labels that look the same: ":Sparkles: New" and "✨ new". Delete all but one of them.',
    ],
  },
  { why: "a label that is missing will be made", have: leadsRepository({ labels: {} }), says: [] },
  {
    why: "a milestone that is not open",
    config: configWith({
      pipeline: {
        answers: [
          {
            id: "answers[0]",
            when: null,
            field: null,
            labels: {},
            label: null,
            fields: [],
            board: null,
            assignees: [],
            milestone: "2026 Q3",
          },
        ],
      },
    }),
    have: leadsRepository({ milestones: { "2026 Q4": "MI_1" } }),
    says: [
      'pipelines.leads.answers[0].milestone  milestone-missing  openwater/leads has no open milestone "2026 Q3". Did you mean `2026 Q4`?',
    ],
  },
  {
    why: "a team that cannot be read",
    config: configWith({ team: ["@openwater/partners"] }),
    have: world({ teams: { "@openwater/partners": unknown("there is no such team") } }),
    says: [
      "team[0]  team-unreadable  The team @openwater/partners could not be read: there is no such team. Correct its name, or allow the App to read the organisation's members.",
    ],
  },
  {
    why: "a template that is not there, with the nearest",
    have: world({ templates: { "phase-1.md": known(null), "phase-01.md": known("x") } }),
    says: [
      "playbooks.onboarding.children[0].template  template-missing  There is no file `phase-1.md` in the templates folder. Did you mean `phase-01.md`?",
    ],
  },
  {
    why: "a template that could not be read is not called missing",
    have: world({ templates: { ...world().templates, "phase-1.md": unknown() } }),
    says: [
      "playbooks.onboarding.children[0].template  template-unreadable  The template `phase-1.md` could not be read: GitHub did not answer. Check that the App may read the templates repository.",
    ],
  },
  ...[
    {
      why: "no communities file",
      read: known(null),
      says: "communities.file  communities-missing  There is no communities file openwater/leads:communities.yml. Add it, beginning with `communities:`, or correct the path.",
    },
    {
      why: "a communities file that could not be read",
      read: unknown(),
      says: "communities.file  communities-unreadable  The communities file openwater/leads:communities.yml could not be read: GitHub did not answer. Check that the App may read that repository.",
    },
    {
      why: "a communities file that is broken",
      read: known("- name: Temple\n"),
      says: "openwater/leads:communities.yml:1:3  communities  A community has no `slug` that can be used. Begin it with `slug:` and a short name of letters, digits, hyphens, dots and underscores.",
    },
  ].map(({ why, read, says }) => ({
    why,
    config: configWith({ communities: { owner: "openwater", repo: "leads", path: "communities.yml", accepts: [] } }),
    have: world({ communities: read }),
    says: [says],
  })),
];

describe("checkWorld", () => {
  it("says nothing of a world that agrees with its config", () => {
    expect(messagesOf(configWith(), world())).toEqual([]);
  });

  it.each([...boards, ...others])("tells of $why", ({ config = configWith(), have = world(), home = null, says }) => {
    expect(messagesOf(config, have, home)).toEqual(says);
  });

  it("names the line of the config to mend", () => {
    const { config, where } = loadConfig(changed("board: Prospect", "board: Contract"), "milepost.yml");
    const have = boardWith({ status: { fieldId: "S", options } });
    const [first] = checkWorld(config!, have, where).filter(({ code }) => code === "board-column-missing");
    expect(first?.where).toBe("milepost.yml:17:32");
  });
});
