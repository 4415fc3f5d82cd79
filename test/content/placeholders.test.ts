import { describe, expect, it } from "vitest";
import { isUnfilled, placeholdersIn, unresolvedIn } from "../../src/content/placeholders.ts";

describe("an answer", () => {
  // What people left in real issues, and what GitHub and we print for nothing.
  const unfilled = [
    ...[
      null,
      "",
      "  \n",
      "<!-- Provide context -->",
      "<!-- a --> <!-- b -->",
      "<!-- open",
      "_No response_",
      "no response",
    ],
    ...[
      "{{ HUB NAME }}",
      "{{x}}",
      "{X}",
      "{Meeting Purpose}",
      "<name>",
      "<CLUSTER NAME>",
      "@INSERT_HANDLE",
      "INSERT NAME",
    ],
    ...["PartnerX", "pending", "tbd", "TBD", "TBD.", "To Be Decided", "??", "?", "`tbd`", "**TBD**"],
    ...["Yes/No", "`Yes/No`", "Yes / No", "`Yes/No/NA`", "AWS/GCP", "READY/NOT READY", "`Classic/JupyterLab/Other`"],
    ...["e.g. us-west-2", "`e.g. us-east-1`", "_not given_", "(hub name not given)", "<!-- c -->\ntbd"],
  ];
  it.each(unfilled)("%j is not filled in", (text) => {
    expect(isUnfilled(text)).toBe(true);
  });

  const filled = [
    ...["us-west-2", "No", "Yes", "AWS", "NOT READY", "openwater/leads", "`openwater/leads`", "and/or", "n/a"],
    ...["<https://hub.example.org>", "<rep@example.org>", "{}x", '{"a": 1}', "EG Labs", "Pending review by the dean"],
    ...["Temple {{ HUB }}", "What? Now?", "<!-- hint --> done", "x".repeat(500), "`".repeat(500)],
  ];
  it.each(filled)("%j is filled in", (text) => {
    expect(isUnfilled(text)).toBe(false);
  });
});

describe("placeholders in a title", () => {
  const rows: readonly { readonly title: string; readonly holds: readonly string[] }[] = [
    { title: "[New Hub] [Phase 1] Cloud Account Setup - temple", holds: [] },
    { title: "[EVENT][{{ dates }}] {{ HUB NAME }}", holds: ["{{ dates }}", "{{ HUB NAME }}"] },
    { title: "[DDM] {Community} - {Meeting Purpose}", holds: ["{Community}", "{Meeting Purpose}"] },
    { title: "Onboarding <name>", holds: ["<name>"] },
    {
      title: "Onboard @INSERT_HANDLE to INSERT NAME with PartnerX",
      holds: ["@INSERT_HANDLE", "INSERT NAME", "PartnerX"],
    },
    { title: `Use \${{ matrix.os }} and a < b > c <https://x.org>`, holds: [] },
  ];
  it.each(rows)("of $title are $holds", ({ title, holds }) => {
    expect(placeholdersIn(title)).toEqual(holds);
  });
});

describe("what is unresolved", () => {
  it.each(["", "All done.", `\${{ secrets.X }}`, "```\n{{ x }}\n```"])("is nothing in %j", (text) => {
    expect(unresolvedIn(text)).toEqual([]);
  });
  it("is every pair of braces, in code spans too", () => {
    expect(unresolvedIn(`{{a}} \`{{ b }}\` \${{ c }}\n{{ d`)).toEqual(["{{a}}", "{{ b }}"]);
  });
});
