/**
 * The effective config: what `milepost.yml` says with every default filled in. Types only, so that pure folders may
 * name them; the YAML schema is in `schema.ts`, reading it in `load.ts`.
 */

import type { AccountRule } from "../model/account.ts";
import type { Absence, AbsenceIssues, CalendarRule } from "../model/calendar.ts";
import type { MoneyRule } from "../model/money.ts";
import type { Pipeline, Playbook } from "../model/pipeline.ts";
import type { ReportRule } from "../model/report-rule.ts";
import type { Flow, OutgoingWebhook, Recurring } from "../model/schedule.ts";
import type { Role } from "../model/snapshot.ts";
import type { SatisfactionRule, UsageRule } from "../model/source-rule.ts";
import type { TrainingRule } from "../model/training.ts";

export interface Config {
  readonly version: 1;
  /** `plan` decides and shows, and writes nothing. */
  readonly mode: "plan" | "apply";
  /** Logins of every present and former writer besides the one we run as; a Bot's without `[bot]`. */
  readonly identities: readonly string[];
  /** `@org/team` or login. Whose reply is a response. */
  readonly team: readonly string[];
  /** How long GitHub may take to show what was written, in seconds. */
  readonly visibilityBoundSeconds: number;
  readonly boards: Readonly<Record<string, BoardConfig>>;
  readonly repositories: Readonly<Record<string, RepositoryConfig>>;
  /** Colour (six hex digits, no #) and description of labels that Milepost makes when they are missing. */
  readonly labels: Readonly<Record<string, { readonly color: string; readonly description: string }>>;
  readonly templates: TemplatesConfig;
  /** In the order of the file. */
  readonly pipelines: readonly Pipeline[];
  /** What is cared for besides the pipelines; an issue may match any number. Each has one stage that nothing shows. */
  readonly rules: readonly Pipeline[];
  readonly playbooks: Readonly<Record<string, Playbook>>;
  readonly calendar: CalendarRule;
  /** Who is away, by days. */
  readonly away: readonly Absence[];
  /** Where issues say who is away; null: nowhere. */
  readonly awayIssues: AbsenceIssues | null;
  readonly communities: CommunitiesFile | null;
  readonly recurring: readonly Recurring[];
  readonly flows: readonly Flow[];
  /** In the order of the file; empty when it names none (see `reportRuleOf`). */
  readonly reports: readonly ReportRule[];
  /** Null: not measured. */
  readonly usage: UsageRule | null;
  /** Null: not measured. */
  readonly money: MoneyRule | null;
  /** Null: not measured. */
  readonly satisfaction: SatisfactionRule | null;
  /** Null: not measured. */
  readonly training: TrainingRule | null;
  readonly webhooks: Readonly<Record<string, OutgoingWebhook>>;
  readonly commands: CommandsConfig;
  /** Null: no pages are kept, and silence of communities is not looked for. */
  readonly accounts: AccountRule | null;
  /** Where the one issue "Milepost needs attention" is kept; null: nowhere. `repository`: a name under `repositories`. */
  readonly attention: { readonly repository: string; readonly label: string } | null;
  /** What one run may do without a person's confirmation. `share`: of all items, 0 to 1. */
  readonly brake: { readonly writes: number; readonly share: number };
}

/** A YAML file of communities: in the templates folder, or `owner/repo:path`. */
export interface CommunitiesFile {
  readonly owner: string;
  readonly repo: string;
  readonly path: string;
  /** Values of a community that may be used in templates and conditions; `slug` and `name` always may. */
  readonly accepts: readonly string[];
}

/** Labels that show what commands did, and who may give which. */
export interface CommandsConfig {
  readonly holdLabel: string;
  readonly waitingLabel: string;
  /** Least permission by command: `stage: write`. */
  readonly roles: Readonly<Record<CommandName, Role>>;
}

export type CommandName = "stage" | "hold" | "resume" | "waiting" | "approve" | "why" | "help";

/** A Projects v2 board, owned by an organisation or a user. */
export interface BoardConfig {
  readonly owner: string;
  readonly number: number;
  /** Name of the single-select field that shows the stage: `Status`. */
  readonly statusField: string;
  /** Field names on the board, by the name that the rest of the config uses: `points` → `Estimate`. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface RepositoryConfig {
  readonly owner: string;
  readonly name: string;
  /** An assertion: a mismatch with GitHub is an error. Null: not stated. */
  readonly visibility: "public" | "internal" | "private" | null;
  /** Variables that may flow here from a less public place. */
  readonly accepts: readonly string[];
}

/** Where templates are read: a folder of a repository, at its default branch. */
export interface TemplatesConfig {
  readonly owner: string;
  readonly repo: string;
  /** Without leading or trailing slash. */
  readonly path: string;
}
