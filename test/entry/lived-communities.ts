/** An organisation with communities, usage and answers, and its report as `milepost report` makes it. */
import { afterEach } from "vitest";
import { type Lab, startLab } from "./lab.ts";
import { runLine } from "./lab-terminal.ts";

export const base = `version: 1
mode: plan
team: ["@openwater/partnerships"]
communities: { file: communities.yml }
boards:
  partnerships: { project: openwater/61 }
repositories:
  leads: { name: openwater/leads, visibility: private }
pipelines:
  onboarding:
    items: { repository: leads, label: onboarding }
    form: form.yml
    community: community
    stages:
      - { id: asked, label: "stage: asked" }
      - { id: live, label: "stage: live", outcome: done, closed-as: completed }
`;
export const sources = `usage: { file: usage.csv, leave-out: [staging], asked: onboarding }
satisfaction: { file: survey.csv, unanswered: true }
`;

export const form = `name: A form
description: For this test.
body:
  - { type: input, id: community, attributes: { label: Community } }
  - { type: input, id: score, attributes: { label: Score } }
`;

export const usage = `date,hub,users,cluster
2025-12-31,canary-reef,20,canary-c1
2026-01-31,canary-reef,24,canary-c1
2025-12-31,canary-estuary,10,canary-c1
2026-01-31,canary-estuary,0,canary-c1
2026-01-20,canary-temple,3,canary-c2
2026-01-31,canary-temple,4,canary-c2
2026-01-31,staging,9,canary-c2
`;

export const survey = `community,date,score
canary-reef,2026-01-05,10
canary-reef,2026-01-06,9
canary-estuary,2026-01-07,9
canary-estuary,2026-01-08,7
canary-temple,2026-01-09,3
canary-temple,2026-01-10,
`;

const communities = ["canary-reef", "canary-estuary", "canary-temple"].map((slug) => `- { slug: ${slug} }\n`).join("");

export const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Setup {
  readonly config?: string;
  readonly usage?: string;
  readonly survey?: string | null;
  readonly live?: (one: Lab) => void;
  readonly env?: Record<string, string>;
}

/** Monday 2 February 2026, noon. */
export async function lived({
  config = base + sources,
  usage: used = usage,
  survey: said = survey,
  live,
  env: more,
}: Setup = {}) {
  const one = await startLab({ config });
  closing.push(() => one.close());
  const { build, places, sandbox } = one;
  sandbox.clock.set("2026-02-02T12:00:00Z");
  const folder = ".github/milepost";
  one.push("bd-lead", "openwater/.github", {
    [`${folder}/communities.yml`]: communities,
    [`${folder}/form.yml`]: form,
    [`${folder}/usage.csv`]: used,
    ...(said === null ? {} : { [`${folder}/survey.csv`]: said }),
  });
  const asked = { "canary-reef": "2025-12-04", "canary-estuary": "2025-12-05", "canary-temple": "2026-01-04" };
  for (const [slug, day] of Object.entries(asked)) {
    const body = `### Community\n\n${slug}\n\n### Score\n\n_No response_\n`;
    build.issue(places.leads, {
      title: `Hub for ${slug}`,
      body,
      by: "bd-lead",
      at: `${day}T08:00:00Z`,
      labels: ["onboarding"],
    });
  }
  live?.(one);
  const env = { GITHUB_TOKEN: await one.appToken(), ...more };
  return {
    one,
    run: async (line = "") => {
      const files: Record<string, string> = {};
      const told = await runLine(`report --org openwater --out r ${line}`.trim(), { one, env, files });
      return { ...told, files, md: files["r/report.md"]!, json: JSON.parse(files["r/report.json"]!) as Report };
    },
  };
}

interface Quantity {
  readonly value: number | null;
  readonly n: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly note: string | null;
}

export interface Report {
  readonly incomplete: readonly string[];
  readonly figures: readonly { readonly id: string; readonly now: Quantity; readonly before: Quantity | null }[];
  readonly sections: readonly {
    readonly id: string;
    readonly words: readonly string[];
    readonly tables: readonly { readonly id: string; readonly rows: readonly (readonly Record<string, unknown>[])[] }[];
  }[];
}

export const figure = ({ figures }: Report, id: string) => figures.find((one) => one.id === id);
export const section = ({ sections }: Report, id: string) => sections.find((one) => one.id === id);

/** A table as text, one row per line. */
export function table(report: Report, id: string): readonly string[] {
  const found = report.sections.flatMap(({ tables }) => tables).find((one) => one.id === id);
  return (found?.rows ?? []).map((row) =>
    row
      .map((cell) =>
        String(
          cell.text ??
            (cell.quantity as Quantity | undefined)?.value ??
            (cell.item as { label: string } | undefined)?.label,
        ),
      )
      .join(" | "),
  );
}
