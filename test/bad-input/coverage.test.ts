/**
 * The catalogue of bad input, row by row, with the tests that hold each. A test that is taken away or renamed is missed here;
 * what a row demands stands in those tests and not in this list.
 */
import { describe, expect, it } from "vitest";
import { missingTest } from "../support/titles.ts";

interface Row {
  readonly row: number;
  readonly what: string;
  readonly held: readonly (readonly [file: string, words: string])[];
}

const config = "test/config/bad-input.test.ts";
const messages = "test/config/messages.test.ts";
const world = "test/config/check-world.test.ts";
const door = "test/entry/app-door.test.ts";
const issues = "test/content/issue-rows.test.ts";

const rows: readonly Row[] = [
  {
    row: 1,
    what: "no config",
    held: [["test/entry/bad-input.test.ts", "row 1: a missing config says where one belongs, and nothing is done"]],
  },
  {
    row: 2,
    what: "an empty config",
    held: [
      [config, "an empty file"],
      [config, "a file of comments"],
    ],
  },
  { row: 3, what: "tabs", held: [[config, "a tab"]] },
  { row: 4, what: "an unclosed quote or map", held: [[config, "an unclosed quote"]] },
  { row: 5, what: "two documents", held: [[config, "a second document"]] },
  { row: 6, what: "a key twice", held: [[config, "a key given twice"]] },
  { row: 7, what: "an unknown key", held: [[config, "a misspelt key, told once and as misspelt"]] },
  { row: 8, what: "a wrong type", held: [[config, "text where a list is wanted"]] },
  { row: 9, what: "YAML's booleans", held: [[messages, "no is not a boolean here either"]] },
  {
    row: 10,
    what: "names that look alike",
    held: [
      [config, "two columns that differ in case"],
      [config, "two columns that differ in how their letters are composed"],
    ],
  },
  { row: 11, what: "an unknown stage", held: [[config, "a stage that is none"]] },
  { row: 12, what: "a cycle", held: [[config, "steps that wait for each other"]] },
  { row: 13, what: "extends", held: [[config, "extends, which this language does not have"]] },
  { row: 14, what: "lengths of time", held: [[config, "and as working time"]] },
  { row: 15, what: "time zones", held: [[config, "a misspelt zone"]] },
  {
    row: 16,
    what: "labels that GitHub refuses",
    held: [
      [config, "a label beyond 50 characters"],
      [config, "a label with a comma"],
      [config, "an empty label"],
      [messages, "a colour by name"],
    ],
  },
  { row: 17, what: "a long description", held: [[config, "a label description beyond 100 characters"]] },
  { row: 18, what: "too many labels", held: [[config, "more labels than an issue can carry"]] },
  { row: 19, what: "bombs", held: [[config, "$why costs less than 200 MB and one second of the processor"]] },
  {
    row: 20,
    what: "encodings",
    held: [
      [config, "a zero byte"],
      [config, "is told nothing when it is good, also with a byte order mark and Windows line ends (20)"],
    ],
  },
  { row: 21, what: "prototypes", held: [[config, "21: leaves every object as it was"]] },
  { row: 22, what: "a secret", held: [[config, "a token, which no message repeats"]] },
  { row: 23, what: "another version", held: [[config, "a version of the future"]] },
  { row: 24, what: "regular expressions", held: [[config, "a regular expression that never ends"]] },
  {
    row: 25,
    what: "a config on a branch",
    held: [
      ["test/entry/proposals.test.ts", "with a right config is told so, and that it takes effect after merge"],
      ["test/entry/proposals.test.ts", "names no place that is then asked for, and does not become the config"],
    ],
  },
  {
    row: 26,
    what: "a variable that nothing gives",
    held: [
      [config, "26: a variable that nothing gives is named where the template does"],
      [config, "26: nothing prints undefined"],
    ],
  },
  { row: 27, what: "an expression in a value", held: [[config, "Liquid in a value"]] },
  {
    row: 28,
    what: "a value that breaks out",
    held: [
      [config, "the end of an HTML comment"],
      [config, "the end of a fold"],
      [config, "28: a bar in a table opens no cell"],
    ],
  },
  {
    row: 29,
    what: "mentions and references",
    held: [
      [config, "a mention of a person"],
      [config, "a closing keyword"],
    ],
  },
  {
    row: 30,
    what: "a long body",
    held: [[config, "30: a body beyond GitHub's limit is cut between blocks, and says so"]],
  },
  {
    row: 31,
    what: "titles",
    held: [
      [config, "31: a title is one line of at most 256 characters"],
      [config, "31: a title that comes to nothing is no issue"],
    ],
  },
  {
    row: 32,
    what: "lines alike in a checklist",
    held: [
      ["test/entry/bad-input.test.ts", "row 32: lines of a checklist that are alike keep their ticks by their order"],
    ],
  },
  {
    row: 33,
    what: "a deleted template",
    held: [
      ["test/entry/bad-input.test.ts", "row 33: a template that was deleted opens nothing more, and says so"],
      ["test/entry/bad-input.test.ts", "row 33: and what was opened from it before is left as it is"],
    ],
  },
  {
    row: 34,
    what: "a template elsewhere",
    held: [
      [config, "a template outside the folder"],
      [config, "a template by an absolute path"],
      ["test/entry/cli.test.ts", "follows no symbolic link, since GitHub does not (34)"],
    ],
  },
  { row: 35, what: "no body", held: [[issues, "no body at all"]] },
  {
    row: 36,
    what: "headings taken out",
    held: [
      [issues, "a heading that was taken out is a missing answer, and the others stay"],
      [issues, "a heading that was renamed is one, too"],
    ],
  },
  {
    row: 37,
    what: "headings typed",
    held: [[issues, "a heading typed into an answer, of a field that has passed, is text"]],
  },
  { row: 38, what: "no response", held: [[issues, "no response, by GitHub or typed"]] },
  { row: 39, what: "labels of any writing", held: [[issues, "39: labels of any writing are told apart"]] },
  {
    row: 40,
    what: "boxes",
    held: [
      [issues, "in a fence there are none"],
      [issues, "a large X"],
    ],
  },
  {
    row: 41,
    what: "a deleted account",
    held: [
      ["test/entry/app.test.ts", "works on an item whose author, and whose last mover, are deleted accounts"],
      ["test/github/read-item.test.ts", "survives deleted accounts everywhere"],
    ],
  },
  {
    row: 42,
    what: "what is no issue any more",
    held: [
      ["test/entry/app.test.ts", "leaves pull requests alone, also on its board and with its labels"],
      ["test/github/faults.test.ts", "gives null for an issue that was deleted, and for a pull request"],
      ["test/plan/status-comment.test.ts", "gets no new comment, and a person is asked"],
    ],
  },
  {
    row: 43,
    what: "thousands of comments",
    held: [["test/github/read-item.test.ts", "finds our comment behind a hundred of others'"]],
  },
  {
    row: 44,
    what: "another program",
    held: [["test/entry/app.test.ts", "gives in to another program after three times, and says so once"]],
  },
  {
    row: 45,
    what: "labels that change meanwhile",
    held: [
      [
        "test/github/faults.test.ts",
        "keeps the rest of a document when a label was deleted between reading and writing",
      ],
      [
        "test/github/faults.test.ts",
        "finds a label made by somebody else in the meantime unchanged, and waits for its id",
      ],
      [world, "two labels that nobody can tell apart"],
      [world, "a label that is there with its emoji spelled out (45)"],
      [
        "test/scenarios/satisfaction.test.ts",
        "knows labels that GitHub holds with the emoji spelled out, and makes no second ones (45)",
      ],
    ],
  },
  {
    row: 46,
    what: "signatures",
    held: [
      [door, "no signature"],
      [door, "the old signature only"],
      [door, "keeps payloads, secrets and keys out of the log at every level, and out of its answers"],
    ],
  },
  { row: 47, what: "unknown events", held: [[door, "an action that nobody knows"]] },
  {
    row: 48,
    what: "what is no JSON",
    held: [
      [door, "compressed"],
      [door, "25 MB and a byte"],
      [door, "half of a JSON text, signed"],
    ],
  },
  { row: 49, what: "no installation", held: [[door, "warns of an event without an installation, with what to do"]] },
  {
    row: 50,
    what: "commands",
    held: [
      ["test/plan/commands.test.ts", "a misspelt stage"],
      ["test/plan/commands.test.ts", "an edited comment (created only)"],
      ["test/github/decode-commands.test.ts", "quoted"],
    ],
  },
  {
    row: 51,
    what: "boards that cannot be used",
    held: [
      [world, "a closed board"],
      [world, "a user's board, of which GitHub sends no webhooks"],
      [world, "a board that cannot be read; nothing else is said of it"],
      [messages, "a board's address is not what is wanted"],
    ],
  },
  {
    row: 52,
    what: "fields",
    held: [
      [world, "a board without the field of the columns"],
      [world, "Status that is a text"],
      [world, "two fields of one name, told apart by their ids"],
    ],
  },
  {
    row: 53,
    what: "columns that are gone",
    held: [
      [world, "a deleted column is not guessed to be one that another stage has"],
      [
        "test/plan/mirror.test.ts",
        "names a missing column exactly, with its place in the config, and goes on with the label",
      ],
    ],
  },
  {
    row: 54,
    what: "cards that are no items",
    held: [["test/entry/doctor.test.ts", "counts what is followed, and what is not by why"]],
  },
  {
    row: 55,
    what: "two boards that contradict each other",
    held: [
      ["test/plan/two-boards.test.ts", "row 55: of two pipelines $first.name, listed first, has its way and says so"],
      ["test/config/questions.test.ts", "follows the first listed when two claim one issue, and says so"],
    ],
  },
  {
    row: 56,
    what: "cards that flip",
    held: [
      [
        "test/entry/report-bad-input.test.ts",
        "row 56: counts a card that flips five times in a minute once, and keeps every move",
      ],
    ],
  },
  {
    row: 57,
    what: "ten thousand items",
    held: [["test/measure/as-of.test.ts", "row 57: takes more than ten thousand items"]],
  },
  {
    row: 58,
    what: "nothing to count",
    held: [
      ["test/entry/report-bad-input.test.ts", "row 58: of nothing at all is whole, and says that there is nothing"],
      ["test/entry/report-bad-input.test.ts", "row 58: of one open item gives no share, no percentile and no forecast"],
    ],
  },
  {
    row: 59,
    what: "clocks that are wrong",
    held: [
      ["test/measure/anomalies.test.ts", "row 59: closed before it was opened"],
      ["test/measure/anomalies.test.ts", "row 59: in the future"],
      ["test/measure/periods.test.ts", "row 59: a week in which clocks change has an hour less"],
    ],
  },
  { row: 60, what: "dates that are none", held: [[messages, "a day that the calendar does not have"]] },
  {
    row: 61,
    what: "letters",
    held: [
      ["test/content/fit.test.ts", "is never cut within what people see as one letter"],
      ["test/content/neutralise.test.ts", "hidden characters mislead"],
    ],
  },
  {
    row: 62,
    what: "names that are formulas or HTML",
    held: [
      ["test/report/csv.test.ts", "row 62"],
      ["test/browser/dashboard.test.ts", "takes names for names, in the page and in files (reliability, row 62)"],
    ],
  },
  {
    row: 63,
    what: "tokens that lack something",
    held: [
      [
        "test/entry/sign-on.test.ts",
        "row 63: a token that it keeps out is told where to be let in, and the command ends with 4",
      ],
      ["test/entry/cli.test.ts", "a bad token"],
      ["test/entry/cli.test.ts", "names the scopes that a personal token lacks"],
      ["test/entry/doctor.test.ts", "names the exact permission and event that the App lacks, and ends with 4"],
    ],
  },
  {
    row: 64,
    what: "no place to write",
    held: [["test/entry/action.test.ts", "goes on when the summary cannot be written"]],
  },
  {
    row: 65,
    what: "no network",
    held: [
      ["test/entry/cli.test.ts", "nobody is there"],
      ["test/entry/action.test.ts", "needs no token and no GitHub, and says when the checkout is right"],
    ],
  },
];

describe("the catalogue of bad input", () => {
  it("finds no test where none is", () => {
    expect(missingTest(config, "a tab that nobody typed")).toContain("has no test");
    expect(missingTest("test/none.test.ts", "a tab")).toContain("is no file of tests");
    // Words of a text that is judged are not words of a test.
    expect(missingTest("test/content/neutralise.test.ts", "Temple University, the name")).toContain("has no test");
  });

  it("has all 65 rows, in order", () => {
    expect(rows.map(({ row }) => row)).toEqual(Array.from({ length: 65 }, (_, at) => at + 1));
  });

  it.each(rows)("row $row, $what, is held by tests", ({ held }) => {
    expect(held.length).toBeGreaterThan(0);
    expect(held.map(([file, words]) => missingTest(file, words)).filter((problem) => problem !== null)).toEqual([]);
  });
});
