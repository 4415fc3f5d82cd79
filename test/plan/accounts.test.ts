/** What is planned for account pages, without a GitHub: one per community, where nobody else reads, and people first. */
import { describe, expect, it } from "vitest";
import type { AccountPage } from "../../src/model/account.ts";
import type { Change } from "../../src/model/change.ts";
import type { PostedText } from "../../src/model/post.ts";
import { instant } from "../../src/model/time.ts";
import { type AccountPosting, accountsInTheWay, planAccount } from "../../src/plan/posting/accounts.ts";
import { bdLead, configWith, known, milepost, repository, unknown, world } from "../support/builders.ts";

const page: AccountPage = { community: "reef", title: "Account: Reef", markdown: "All is well." };
const accounts = { repository: "leads", label: "account", report: "weekly", contactDays: 60 };

function posting(more: Partial<AccountPosting> = {}, visibility: "private" | "internal" | "public" = "private") {
  const { repositories } = world();
  return {
    found: known([]),
    config: configWith({ accounts }),
    world: world({ repositories: { ...repositories, leads: known(repository("leads", visibility, ["account"])) } }),
    ...more,
  };
}

/** A page as a first run leaves it. */
function left(more: Partial<PostedText> = {}): PostedText {
  const [made] = planAccount(page, posting()).changes;
  if (made?.kind !== "create-issue") throw new Error("No page was made.");
  return {
    id: "I_9",
    number: 9,
    title: made.title,
    body: made.body,
    url: "https://github.com/openwater/leads/issues/9",
    state: "open",
    stateReason: null,
    createdAt: instant("2026-11-23T06:00:00Z"),
    author: milepost,
    ...more,
  };
}

const told = (changes: readonly Change[]) => changes.map(({ kind }) => kind);
const plan = (found: readonly PostedText[], one = page) => planAccount(one, posting({ found: known(found) }));

describe("account pages", () => {
  it("are left alone when they say it already", () => {
    expect(plan([left()])).toMatchObject({ changes: [], notes: [], problems: [] });
  });

  it("are made with their label, and only while the place is private", () => {
    expect(plan([]).changes).toMatchObject([
      { kind: "create-issue", title: "Account: Reef", key: "account/reef", onlyWhile: "private", rule: "accounts" },
    ]);
  });

  const news = { ...page, markdown: "Something happened." };
  it.each<readonly [why: string, found: readonly PostedText[], kinds: readonly string[], notes: number]>([
    ["something happened", [left()], ["edit-issue"], 0],
    [
      "a person renamed it and wrote above",
      [left({ title: "Ours", body: `Mine.\n\n${left().body}` })],
      ["edit-issue"],
      0,
    ],
    ["a person closed it", [left({ state: "closed", stateReason: "completed" })], [], 0],
    ["a person took our lines out", [left({ body: left().body.replace("<!-- milepost-page -->", "") })], [], 1],
    ["somebody else wrote the same", [left({ author: bdLead })], ["create-issue"], 0],
    [
      "it is another community's",
      [left({ body: left().body.replace("account/reef", "account/tides") })],
      ["create-issue"],
      0,
    ],
    ["there are two", [left({ id: "I_10", number: 10 }), left()], ["edit-issue", "close-as-duplicate"], 0],
    [
      "a person closed one as a duplicate of the other",
      [left({ state: "closed", stateReason: "duplicate" }), left({ id: "I_10", number: 10 })],
      ["edit-issue"],
      0,
    ],
  ])("when %s", (_, found, kinds, notes) => {
    const { changes, notes: said } = plan(found, news);
    expect([told(changes), said.length]).toEqual([kinds, notes]);
  });

  it("keep what people wrote and never touch the title", () => {
    const [edit] = plan([left({ title: "Ours", body: `Mine.\n\n${left().body}\n\nMine too.` })], news).changes;
    expect(edit).toMatchObject({ kind: "edit-issue", title: null, onlyWhile: "private" });
    const { body } = edit as Extract<Change, { kind: "edit-issue" }>;
    expect(body).toMatch(/^Mine\.\n\n[\s\S]*Something happened\.[\s\S]*\n\nMine too\.$/);
    expect(body).not.toContain("All is well.");
  });

  it.each<readonly [why: string, one: AccountPosting, whole: boolean, says: RegExp]>([
    ["is public", posting({}, "public"), true, /openwater\/leads is public; none was written/],
    [
      "is open to the whole enterprise",
      posting({}, "internal"),
      true,
      /openwater\/leads is internal; none was written/,
    ],
    ["was not read", posting({ world: world({ repositories: { leads: unknown() } }) }), true, /GitHub did not answer/],
    ["holds issues that were not read", posting({ found: unknown() }), true, /GitHub did not answer/],
    ["is as it should be, and a list of items was cut", posting(), false, /did not come whole|came whole/],
  ])("are not written where their place %s", (_, one, whole, says) => {
    const part = accountsInTheWay({ whole, pages: [page] }, one);
    expect(part?.changes).toEqual([]);
    expect([...(part?.notes ?? []), ...(part?.problems ?? []).map(({ what }) => what)].join(" ")).toMatch(says);
    if (whole) expect(planAccount(page, one).changes).toEqual([]);
  });

  it("are nothing when the config keeps none", () => {
    expect(planAccount(page, posting({ config: configWith({}) })).changes).toEqual([]);
  });
});
