/**
 * Bad input to configs and templates, by the numbers of our catalogue: 2 to 24 are configs, 26 to 34 are templates.
 * What is expected is the message itself, written by hand; it is what a reviewer should read. Not here: a missing file
 * (1), which is the CLI's, and a config on a branch (25), which is the App's check of pull requests. Other messages
 * are in `messages.test.ts`.
 */
import { execFileSync } from "node:child_process";
import { buildSync } from "esbuild";
import { describe, expect, it } from "vitest";
import { checkConfig } from "../../src/config/check.ts";
import { loadConfig } from "../../src/config/load.ts";
import { scanText } from "../../src/config/scan.ts";
import { parseTemplate, renderTemplate } from "../../src/content/template.ts";
import { problemText } from "../../src/model/problem.ts";
import { changed, sample } from "./sample.ts";

interface Row {
  readonly row: string;
  readonly why: string;
  readonly text: string;
  readonly says: readonly string[];
}

function messagesOf(text: string): readonly string[] {
  return loadConfig(text, "milepost.yml").problems.map(problemText);
}

const lead = (more: string) => changed("id: lead, board: Lead", `id: lead, ${more}`);
const top = (line: string) => changed("mode: apply", `mode: apply\n${line}`);
const labelRule = "Use 1 to 50 characters without a comma, and no space at either end.";
const colourRule = 'Write six hexadecimal digits without #, in quotes, such as "1d76db".';
const lengthRule = "Write a whole number above zero and s, m, h or d, such as 15m.";
const emptyConfig =
  "milepost.yml:1:1  config-empty  The config is empty. Begin with `version: 1`, `repositories:` and `pipelines:`; templates/pipelines/leads.yml is a whole one.";
const token = `ghp_${"a1B2".repeat(9)}`;

const rows: readonly Row[] = [
  { row: "2", why: "an empty file", text: "", says: [emptyConfig] },
  { row: "2", why: "a file of comments", text: "# later\n", says: [emptyConfig] },
  {
    row: "3",
    why: "a tab",
    text: changed("  leads: { name", "\tleads: { name"),
    says: ["milepost.yml:8:1  tab-indent  A tab is used for indentation. Use spaces; YAML allows no tabs there."],
  },
  {
    row: "4",
    why: "an unclosed quote",
    text: changed('"stage: lead"', '"stage: lead'),
    says: [
      "milepost.yml:16:41  unclosed-quote  A quoted text that begins here is not closed. Add the closing quote on the same line.",
    ],
  },
  {
    row: "4",
    why: "an unclosed map",
    text: changed("{ project: openwater/61 }", "{ project: openwater/61"),
    says: [
      "milepost.yml:6:17  unclosed-bracket  The `{` is not closed where it should be. Add the missing `}`, and indent what is inside further than the key.",
    ],
  },
  {
    row: "4",
    why: "a label with a colon that is not quoted",
    text: changed('label: "stage: lead" }', "label: stage: lead }"),
    says: [
      'milepost.yml:16:41  quote-needed  There are two `key: value` on one line. If it is one text with a colon in it, put it in quotes: "stage: lead".',
    ],
  },
  {
    row: "5",
    why: "a second document",
    text: `${sample}---\nversion: 1\n`,
    says: [
      "milepost.yml:31:1  many-documents  One document was expected, and a second one begins here. Remove the line `---` or `...` that separates them.",
    ],
  },
  {
    row: "6",
    why: "a key given twice",
    text: changed("    form: forms/lead.yml", "    form: forms/lead.yml\n    form: forms/other.yml"),
    says: [
      "milepost.yml:14:5  duplicate-key  The key `form` is given twice, on line 13 and here. Keep one of the two.",
    ],
  },
  {
    row: "7",
    why: "a misspelt key, told once and as misspelt",
    text: changed("    stages:", "    stagess:"),
    says: ['milepost.yml:15:5  unknown-key  There is no key "stagess" in `leads`. Did you mean `stages`?'],
  },
  {
    row: "8",
    why: "text where a list is wanted",
    text: changed("lead: [prospect]", "lead: prospect"),
    says: [
      'milepost.yml:20:13  wrong-type  `lead` is the text "prospect", but a list is expected. Write one entry per line, each after `- `, or between [ and ].',
    ],
  },
  ...["no", "on", "1_000", "0o7", "12:30"].map((bare) => ({
    row: "9",
    why: `${bare}, which is text to us and something else to others`,
    text: lead(`board: ${bare}`),
    says: [
      `milepost.yml:16:28  not-text  \`board\` is the bare word "${bare}", which some YAML readers take for something else, but text is expected. Quote it: "${bare}".`,
    ],
  })),
  {
    row: "10",
    why: "two columns that differ in case",
    text: changed("board: Prospect,", "board: lead,"),
    says: [
      'milepost.yml:17:32  same-column  The stages `lead` and `prospect` have the same column, "lead", here and on line 16 ("Lead" = U+004C U+0065 U+0061 U+0064 and "lead" = U+006C U+0065 U+0061 U+0064). Give each its own column.',
    ],
  },
  {
    row: "10",
    why: "a column that ends in a space, as no column on GitHub does",
    text: lead('board: "Lead "'),
    says: [
      'milepost.yml:16:28  bad-column-name  "Lead " is not a column name. Write it as the board shows it, on one line, with no space at either end.',
    ],
  },
  {
    row: "10",
    why: "two columns that differ in how their letters are composed",
    text: lead("board: \u00c9t\u00e9").replace("board: Prospect,", "board: E\u0301te\u0301,"),
    says: [
      'milepost.yml:17:32  same-column  The stages `lead` and `prospect` have the same column, "E\u0301te\u0301", here and on line 16 ("\u00c9t\u00e9" = U+00C9 U+0074 U+00E9 and "E\u0301te\u0301" = U+0045 U+0301 U+0074 U+0065 U+0301). Give each its own column.',
    ],
  },
  {
    row: "11",
    why: "a stage that is none",
    text: changed("prospect: [partner]", "prospect: [won]"),
    says: [
      'milepost.yml:21:18  unknown-stage  There is no stage "won" in the pipeline `leads`. Known: `lead`, `prospect` and `partner`.',
    ],
  },
  {
    row: "12",
    why: "steps that wait for each other",
    text: changed("draft-contract.md }", "draft-contract.md, needs-done: [onboarding] }").replace(
      "play: onboarding,",
      "play: onboarding, needs-done: [draft-contract],",
    ),
    says: [
      "milepost.yml:23:56  cycle  Each of these waits for the next, so none is ever opened: `draft-contract` → `onboarding` → `draft-contract`. Take one out of a `needs-done`.",
    ],
  },
  {
    row: "13",
    why: "extends, which this language does not have",
    text: top("extends: openwater/other"),
    says: [
      "milepost.yml:3:1  no-extends  There is no `extends`: a config is one whole file. Copy what you need from the other file, and remove the line.",
    ],
  },
  ...["-3d", "0", "99999w", "1.5 days", "P3D"].map((length) => ({
    row: "14",
    why: `${length} as a length of time`,
    text: top(`visibility-bound: ${length}`),
    says: [`milepost.yml:3:19  bad-length-of-time  "${length}" is not a length of time. ${lengthRule}`],
  })),
  {
    row: "14",
    why: "and as working time",
    text: lead("limit: P3D, board: Lead"),
    says: [
      'milepost.yml:16:28  bad-length-of-working-time  "P3D" is not a length of working time. Write a whole number above zero and m, h or d, such as 24h; d is one working day of the calendar.',
    ],
  },
  {
    row: "15",
    why: "a zone that is none",
    text: top("calendar: { zone: EST5 }"),
    says: ['milepost.yml:3:19  unknown-zone  There is no time zone "EST5". Did you mean `EST`?'],
  },
  {
    row: "15",
    why: "a misspelt zone",
    text: top("calendar: { zone: Europe/Kyivv }"),
    says: ['milepost.yml:3:19  unknown-zone  There is no time zone "Europe/Kyivv". Did you mean `Europe/Kyiv`?'],
  },
  {
    row: "16",
    why: "a label beyond 50 characters",
    text: changed('"stage: lead"', "x".repeat(51)),
    says: [
      `milepost.yml:16:41  bad-label-name  A label name has at most 50 characters; this one has 51: "${"x".repeat(51)}". Shorten it.`,
    ],
  },
  {
    row: "16",
    why: "a label with a comma",
    text: changed('"stage: lead"', '"a, b"'),
    says: [`milepost.yml:16:41  bad-label-name  "a, b" is not a label name. ${labelRule}`],
  },
  {
    row: "16",
    why: "an empty label",
    text: changed('"stage: lead"', '""'),
    says: [`milepost.yml:16:41  bad-label-name  The label name is empty. ${labelRule}`],
  },
  ...["#fff", "red"].map((colour) => ({
    row: "16",
    why: `${colour} as a colour`,
    text: changed('"stage: lead"', `"stage: lead", color: "${colour}"`),
    says: [`milepost.yml:16:63  bad-label-colour  "${colour}" is not a label colour. ${colourRule}`],
  })),
  {
    row: "17",
    why: "a label description beyond 100 characters",
    text: changed('"stage: lead"', `"stage: lead", description: ${"x".repeat(101)}`),
    says: [
      `milepost.yml:16:69  bad-label-description  A label description has at most 100 characters; this one has 101: "${"x".repeat(60)}…". Shorten it.`,
    ],
  },
  {
    row: "18",
    why: "more labels than an issue can carry",
    text: changed(
      "contract.md }",
      `contract.md, labels: [${Array.from({ length: 101 }, (_, n) => `l${n}`).join(", ")}] }`,
    ),
    says: ["milepost.yml:23:64  too-many  `labels` has 101 entries; the limit is 100. Keep those that are needed."],
  },
  {
    row: "20",
    why: "a zero byte",
    text: changed("mode: apply", "mode: apply\0"),
    says: ["milepost.yml:2:12  not-utf-8  The config is not UTF-8 text. Save the file as UTF-8."],
  },
  {
    row: "20",
    why: "a file in UTF-16, as it looks when read as UTF-8",
    text: Buffer.from(`\uFEFF${sample}`, "utf16le").toString("utf8"),
    says: ["milepost.yml:1:1  not-utf-8  The config is not UTF-8 text. Save the file as UTF-8."],
  },
  ...["__proto__", "constructor"].map((name) => ({
    row: "21",
    why: `the key ${name}`,
    text: top(`${name}: { polluted: true }`),
    says: [`milepost.yml:3:1  unsafe-key  The key \`${name}\` is not allowed anywhere. Choose another name.`],
  })),
  {
    row: "22",
    why: "a token, which no message repeats",
    text: top(`identities: [${token}]`),
    says: [
      "milepost.yml:3:14  secret-in-config  This looks like a GitHub token; it is not repeated here. Remove it and revoke it: everybody who can read this file has it.",
    ],
  },
  {
    row: "23",
    why: "a version of the future",
    text: changed("version: 1", "version: 9"),
    says: [
      "milepost.yml:1:10  version  This config is written in version 9 of the language, and this Milepost reads version 1. Update Milepost, or write the config in version 1.",
    ],
  },
  {
    row: "23",
    why: "a version that never was",
    text: changed("version: 1", "version: 0"),
    says: [
      "milepost.yml:1:10  version  This config is written in version 0 of the language, and this Milepost reads version 1. Write `version: 1`; there is no older one.",
    ],
  },
  {
    row: "24",
    why: "a regular expression that never ends",
    text: lead('board: Lead, needs: { label: "(a+)+$" }'),
    says: [
      'milepost.yml:16:50  unsupported-pattern  "(a+)+$" looks like a regular expression, and the language has none. Write the label as it is on GitHub; a * at its end stands for any ending.',
    ],
  },
  {
    row: "24",
    why: "a regular expression with a star",
    text: lead('board: Lead, needs: { label: "/lost.*/" }'),
    says: [
      'milepost.yml:16:50  bad-label-pattern  "/lost.*/" is not a label pattern. Write a label name; a * at its end stands for any ending: "lost: *".',
    ],
  },
  {
    row: "24",
    why: "a label with round brackets is none",
    text: lead('board: Lead, needs: { label: "lost (other): *" }'),
    says: [],
  },
  {
    row: "34",
    why: "a template outside the folder",
    text: changed("leads/draft-contract.md", "../../etc/passwd"),
    says: [
      'milepost.yml:23:31  bad-template-path  "../../etc/passwd" is not a template path. Write a path inside the templates folder that ends in .md, .yml or .yaml, without `..` or a leading slash.',
    ],
  },
  {
    row: "34",
    why: "a template by an absolute path",
    text: changed("leads/draft-contract.md", "/etc/hosts.md"),
    says: [
      'milepost.yml:23:31  bad-template-path  "/etc/hosts.md" is not a template path. Write a path inside the templates folder that ends in .md, .yml or .yaml, without `..` or a leading slash.',
    ],
  },
];

const cron = (text: string) =>
  top(`recurring: { r: { in: leads, label: rota, open: r.md, every: { cron: "${text}" } } }`);

describe("a cron expression", () => {
  it("is told nothing when it names moments", () => {
    expect(messagesOf(cron("0 6 * * 1"))).toEqual([]);
  });

  it("is refused when it has the shape of one and names none", () => {
    expect(messagesOf(cron("61 6 * * 1")).map((text) => text.replace(/^milepost.yml:3:\d+ {2}/, ""))).toEqual([
      'bad-cron  "61 6 * * 1" names no moments. Write minute, hour, day, month and weekday, each within its range, such as "0 6 * * 1".',
    ]);
  });
});

describe("a bad config", () => {
  it("is told nothing when it is good, also with a byte order mark and Windows line ends (20)", () => {
    expect(messagesOf(sample)).toEqual([]);
    expect(messagesOf(`\uFEFF${sample.replaceAll("\n", "\r\n")}`)).toEqual([]);
  });

  it.each(rows)("$row: $why", ({ text, says }) => {
    expect(messagesOf(text)).toEqual(says);
  });

  it("21: leaves every object as it was", () => {
    messagesOf(top("__proto__: { polluted: true }"));
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

/** 19. What the scanner finds needs no parser; what only shows when aliases are followed has a bound of its own. */
const nine = (name: string) => `[${Array(9).fill(name).join(", ")}]`;
const bomb = [
  "a: &a [x]",
  ..."bcdefghij".split("").map((name, at) => `${name}: &${name} ${nine(`*${"abcdefghi"[at]}`)}`),
];
const hostile = [
  {
    why: "an alias bomb",
    text: bomb.join("\n"),
    isScanned: false,
    says: "milepost.yml:5:36  too-many-values  With its aliases expanded the config holds more than 20000 values. Use fewer aliases (`*name`).",
  },
  {
    why: "5,000 levels",
    text: `a: ${"[".repeat(5000)}${"]".repeat(5000)}`,
    isScanned: true,
    says: "milepost.yml:1:35  too-deep  The config nests more than 32 levels deep. Nothing in this language needs that: flatten it.",
  },
  {
    why: "5 MB",
    text: `a: ${"x".repeat(5 * 1024 * 1024)}`,
    isScanned: true,
    says: "milepost.yml:1:1  config-too-large  The config is 5121 KB; the limit is 256 KB. Move long texts into templates.",
  },
];

describe("a hostile config (19)", () => {
  it.each(hostile)("$why is refused in one sentence", ({ text, says }) => {
    expect(messagesOf(text)).toEqual([says]);
  });

  it.each(hostile.filter(({ isScanned }) => isScanned))(
    "$why is refused by the scanner, before any parser",
    ({ text }) => {
      expect(scanText(text, String)).toHaveLength(1);
    },
  );

  /** What one text costs a process that does nothing else: its codes, its peak in MB and its seconds in the loader. */
  const costOf = (made: { readonly text: string; readonly repeat: number }) => {
    const { outputFiles } = buildSync({
      stdin: { contents: 'export { loadConfig } from "./src/config/load.ts";', resolveDir: process.cwd() },
      bundle: true,
      write: false,
      platform: "node",
      format: "cjs",
    });
    const run = `;
      const given = JSON.parse(process.env.TEXT);
      const text = given.repeat === 0 ? given.text : "a: " + given.text.repeat(given.repeat);
      const before = process.cpuUsage().user;
      const codes = module.exports.loadConfig(text, "m.yml").problems.map(({ code }) => code).join();
      const seconds = (process.cpuUsage().user - before) / 1e6;
      console.log(JSON.stringify({ codes, seconds, megabytes: process.resourceUsage().maxRSS / 1024 }));`;
    const out = execFileSync(process.execPath, ["-"], {
      input: outputFiles[0]!.text + run,
      env: { TEXT: JSON.stringify(made) },
      // Bounds a text that never ends being read.
      timeout: 60_000,
    });
    return JSON.parse(out.toString()) as { codes: string; seconds: number; megabytes: number };
  };

  const costly = [
    { why: "aliases of aliases", text: bomb.join("\n"), repeat: 0, codes: "too-many-values" },
    { why: "5,000 brackets", text: "[", repeat: 5000, codes: "too-deep" },
    { why: "5 MB", text: "x", repeat: 5 * 1024 * 1024, codes: "config-too-large" },
  ];
  // Seconds of the processor and not of the clock: another process on the machine does not make them more.
  it.each(costly)("$why costs less than 200 MB and one second of the processor", ({ text, repeat, codes }) => {
    const cost = costOf({ text, repeat });
    expect(cost.codes).toBe(codes);
    expect(cost.megabytes).toBeLessThan(200);
    expect(cost.seconds).toBeLessThan(1);
  });
});

const form =
  "name: Lead\ndescription: A lead\nbody:\n  - { type: input, id: community, attributes: { label: Community } }\n";
const markdown = (title: string, body: string) => `---\nname: A\nabout: B\ntitle: "${title}"\n---\n\n${body}\n`;

function rendered(body: string, value: string, title = "T") {
  const { template } = parseTemplate(markdown(title, body), "t.md");
  return renderTemplate(template!, { value });
}

describe("a bad template", () => {
  it("is told nothing when it is good", () => {
    expect(rendered("For {{ value }}.", "Temple")).toMatchObject({ body: "For Temple.", problems: [], missing: [] });
  });

  it("26: a variable that nothing gives is named where the template does", () => {
    const { config, where } = loadConfig(sample, "milepost.yml");
    const texts = {
      "forms/lead.yml": form,
      "leads/draft-contract.md": markdown("Draft", "- [ ] One"),
      "onboarding/community.md": markdown("Onboard", "- [ ] One"),
      "onboarding/phase-1.md": markdown("[Phase 1]", "For {{ comunity_name }}."),
    };
    expect(checkConfig(config!, texts, where).map(problemText)).toEqual([
      "onboarding/phase-1.md:7:8  unknown-variable  Nothing gives `comunity_name` a value. Did you mean `community_name`?",
    ]);
  });

  it("26: nothing prints undefined", () => {
    const { body, missing } = rendered("For {{ nobody }}.", "x");
    expect(missing).toEqual(["nobody"]);
    expect(body).not.toMatch(/undefined|null/);
  });

  const secret = ["{{ secrets.X }} $", "{{ secrets.X }}"].join("");
  // `&#8203;` is a space of no width: GitHub then sees neither a name nor a number. A bar opens a cell only in a table.
  const printed = [
    { row: "27", why: "Liquid in a value", value: secret, is: secret },
    { row: "28", why: "the end of an HTML comment", value: "a --> b", is: "a --&gt; b" },
    { row: "28", why: "the end of a fold", value: "a </details> b", is: "a &lt;/details> b" },
    { row: "28", why: "a fence", value: "```\nx", is: "&#96;&#96;&#96; x" },
    { row: "28", why: "a bar outside a table", value: "a | b", is: "a | b" },
    { row: "29", why: "a mention of a person", value: "@everyone", is: "@&#8203;everyone" },
    { row: "29", why: "a mention of a team", value: "@openwater/team", is: "@&#8203;openwater/team" },
    { row: "29", why: "a reference", value: "see #1", is: "see #&#8203;1" },
    { row: "29", why: "a closing keyword", value: "fixes #2", is: "fixes #&#8203;2" },
  ];
  it.each(printed)("$row: $why changes nothing but itself", ({ value, is }) => {
    expect(rendered("Before {{ value }} after.", value)).toMatchObject({ body: `Before ${is} after.`, problems: [] });
  });

  it("28: a bar in a table opens no cell", () => {
    const { body } = rendered("| a | b |\n| - | - |\n| {{ value }} | x |", "one | two");
    expect(body.split("\n").at(-1)).toBe("| one &#124; two | x |");
  });

  it("30: a body beyond GitHub's limit is cut between blocks, and says so", () => {
    // A line is 96 to 99 characters long, so that about 660 of a thousand have room.
    const items = Array.from({ length: 1000 }, (_, n) => `- [ ] Item ${n} {{ value }}`);
    const { body } = rendered(items.join("\n"), "x".repeat(80));
    expect(body.length).toBeLessThanOrEqual(65_536);
    expect(body.length).toBeGreaterThan(65_536 - 600);
    const lines = body.trimEnd().split("\n");
    const kept = lines.filter((line) => line.startsWith("- [ ]"));
    expect(kept).toEqual(kept.map((_, n) => `- [ ] Item ${n} ${"x".repeat(80)}`));
    expect(lines.at(-1)).toBe(
      `_${1000 - kept.length} lines are left out here: GitHub takes at most 65,536 characters._`,
    );
  });

  it("31: a title is one line of at most 256 characters", () => {
    const { title } = rendered("x", `two\nlines ${"y".repeat(300)}`, "{{ value }}");
    expect(title).toBe(`two lines ${"y".repeat(245)}…`);
    expect(title).toHaveLength(256);
  });

  it("31: a title that comes to nothing is no issue", () => {
    const { template } = parseTemplate(markdown("", "x"), "t.md");
    expect(renderTemplate(template!, {}).problems.map(problemText)).toEqual([
      "t.md  title-empty  The issue would have no title. Give the template or the step a `title`.",
    ]);
  });
});
