/**
 * The effective config: what `milepost.yml` says with every default filled in. Types only, so that pure folders may
 * name them; the YAML schema is in `schema.ts`, reading it in `load.ts`.
 */
import type { Pipeline, Playbook } from "../model/pipeline.ts";

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
  readonly playbooks: Readonly<Record<string, Playbook>>;
}

/** A Projects v2 board, owned by an organisation or a user. */
export interface BoardConfig {
  readonly owner: string;
  readonly number: number;
  /** Name of the single-select field that shows the stage: `Status`. */
  readonly statusField: string;
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
