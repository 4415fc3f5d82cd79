/** Who should be looked after, and above all who need not be: nobody rings a community for what is only not known. */
import { describe, expect, it } from "vitest";
import type { Account } from "../../src/measure/accounts.ts";
import { type AlertGround, communityAlerts } from "../../src/measure/community-alerts.ts";
import type { Contract } from "../../src/measure/money/contract.ts";
import type { Money } from "../../src/measure/money/money.ts";
import type { CommunityUsage } from "../../src/measure/usage.ts";
import type { Answer } from "../../src/model/answer.ts";
import { instant } from "../../src/model/time.ts";
import { configWith, known, unknown } from "../support/builders.ts";

/** Monday 2 February 2026. */
const now = instant("2026-02-02T06:00:00Z");
const rule = { repository: "leads", label: "account", report: "weekly", contactDays: 30 };

function account(more: Partial<Account> = {}): Account {
  return {
    community: "reef",
    name: "Reef",
    representatives: known([]),
    open: [],
    past: [],
    contracts: [],
    clocks: [],
    deliverables: [],
    dates: [],
    usage: null,
    first: null,
    training: null,
    answers: null,
    contact: known(null),
    isCurrent: true,
    quietSince: null,
    ...more,
  };
}

interface Told {
  readonly accounts?: readonly Account[] | null;
  /** Of reef, November to January; null: not counted. */
  readonly used?: readonly (number | null)[];
  readonly silentSince?: string;
  readonly ends?: readonly string[];
  readonly low?: readonly Partial<Answer>[];
  /** Items that are on their way. */
  readonly open?: readonly string[];
}

const months = ["2025-11", "2025-12", "2026-01"];

function alerts({ accounts = [account()], used, silentSince, ends = [], low = [], open = [] }: Told) {
  const usage: CommunityUsage = {
    community: "Reef",
    months: months.map((month, at) => ({ month, users: used?.[at] ?? null })),
    newest: { day: "2026-01-31", users: used?.at(-1) ?? null },
    change: null,
    silentSince: silentSince ?? null,
  };
  const answer = { community: "reef", day: "2026-01-20", score: 3, touchPoint: null, item: null };
  const contracts = ends.map((end) => ({ partner: "reef", isSigned: true, start: "2025-01-01", end }) as Contract);
  return communityAlerts({
    config: configWith({ accounts: accounts === null ? null : rule }),
    now,
    accounts,
    communities: {
      usage: used === undefined ? null : ({ communities: [usage], first: null } as never),
      satisfaction: { low: low.map((one) => ({ ...answer, ...one })) } as never,
      problems: [],
    },
    training: null,
    money: { contracts } as Partial<Money> as Money,
    pipelines: [{ ageing: { items: open.map((item) => ({ item })) } }] as unknown as AlertGround["pipelines"],
  });
}

/** A person wrote on that day. */
const wrote = (day: string) =>
  account({ contact: known({ at: instant(`${day}T10:00:00Z`), item: "openwater/leads#7", pipeline: "leads" }) });

describe("communities that need looking after", () => {
  it("are none when all is well", () => {
    expect(alerts({ used: [10, 12, 11], ends: ["2026-12-31"] })).toEqual([]);
  });

  it.each<readonly [why: string, told: Told, kinds: readonly string[]]>([
    ["the agreement ends in 90 days and half are left", { used: [20, 15, 10], ends: ["2026-05-03"] }, ["lapse"]],
    ["the agreement ends in 91 days", { used: [20, 15, 10], ends: ["2026-05-04"] }, []],
    ["more than half are left", { used: [20, 15, 11], ends: ["2026-03-31"] }, []],
    ["a later agreement is signed", { used: [20, 15, 1], ends: ["2026-03-31", "2027-03-31"] }, []],
    ["the agreement is over", { used: [20, 15, 1], ends: ["2026-02-01"] }, []],
    ["nobody counted", { used: [null, null, null], ends: ["2026-03-31"] }, []],
    [
      "the newest month is not known, and the one before was low",
      { used: [20, 9, null], ends: ["2026-03-31"] },
      ["lapse"],
    ],
    [
      "it is silent and runs out: told once",
      { used: [20, 15, 0], silentSince: "2026-01-05", ends: ["2026-03-31"] },
      ["lapse"],
    ],
    ["nobody uses it", { used: [20, 15, 0], silentSince: "2026-01-05" }, ["silent"]],
    [
      "nobody uses it, and it is not served any more",
      { accounts: [account({ isCurrent: false })], used: [0, 0, 0], silentSince: "2025-10-05" },
      [],
    ],
    [
      "nobody has for long, and no accounts are kept",
      { accounts: null, used: [0, 0, 0], silentSince: "2025-10-05" },
      [],
    ],
    [
      "nobody has of late, and no accounts are kept",
      { accounts: null, used: [0, 0, 0], silentSince: "2025-12-05" },
      ["silent"],
    ],
    ["nobody wrote", { accounts: [account({ quietSince: "2025-12-20" })] }, ["quiet"]],
    ["a score was low", { low: [{}] }, ["low-score"]],
    ["a score was low six days ago", { low: [{ day: "2026-01-27" }] }, []],
    ["a score was low seven days ago", { low: [{ day: "2026-01-26" }] }, ["low-score"]],
    ["a score was low in autumn", { low: [{ day: "2025-10-01" }] }, []],
    ["somebody wrote on a later day", { accounts: [wrote("2026-01-21")], low: [{}] }, []],
    [
      "somebody wrote on the day of the answer, which may be the answer",
      { accounts: [wrote("2026-01-20")], low: [{}] },
      ["low-score"],
    ],
    ["it is not known who wrote", { accounts: [account({ contact: unknown() })], low: [{}] }, []],
    [
      "the survey's issue is over",
      { accounts: [account({ past: [{ item: "openwater/infra#1" } as never] })], low: [{ item: "openwater/infra#1" }] },
      [],
    ],
    [
      "no accounts are kept and its issue waits",
      { accounts: null, low: [{ item: "openwater/infra#1" }], open: ["openwater/infra#1"] },
      ["low-score"],
    ],
    ["no accounts are kept and its issue is over", { accounts: null, low: [{ item: "openwater/infra#1" }] }, []],
  ])("when %s", (_, told, kinds) => {
    expect(alerts(told).map(({ kind }) => kind)).toEqual(kinds);
  });
});
