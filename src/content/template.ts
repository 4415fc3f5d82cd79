/**
 * A checklist issue's template → title, body, labels, assignees. Templates are GitHub's own: Markdown with front
 * matter, or an issue form in YAML; both with Liquid. Values are data: they are printed once, never read as Liquid,
 * and made harmless where they land (`neutralise.ts`) unless `trusted` names them.
 */
import type { Problem } from "../model/problem.ts";
import type { Form } from "./form.ts";

/** A template that has been read and found usable. */
export interface Template {
  readonly path: string;
  readonly name: string;
  readonly about: string;
  /** As written, with its placeholders. */
  readonly title: string;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  /** `OWNER/NUMBER`; issue forms only. */
  readonly projects: readonly string[];
  /** Issue type; issue forms only. */
  readonly type: string | null;
  /** Stage at which an issue made from it starts (`stage:` in the front matter); null: the pipeline's first. */
  readonly stage: string | null;
  /** The issue form; null for a Markdown template. */
  readonly form: Form | null;
  /** Markdown with Liquid; "" for an issue form. */
  readonly body: string;
  /** Line of `path` on which `body` begins; 1 for an issue form. */
  readonly bodyLine: number;
}

export interface RenderOptions {
  /** Liquid text in place of the template's own title. */
  readonly title?: string;
  /** Names of values that we made ourselves (URLs, references): printed as they are. */
  readonly trusted?: readonly string[];
  /** Characters of the body to keep free, for a marker. */
  readonly reserve?: number;
}

/** What a template and its values came to. `missing`: names of variables that had no value where one was printed. */
export interface RenderedIssue {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly missing: readonly string[];
  readonly problems: readonly Problem[];
}

/** Reads a template; `template` is null when it cannot be used. Problems say `path:line:col`. */
export function parseTemplate(_source: string, _path: string): { template: Template | null; problems: Problem[] } {
  throw new Error("not built");
}

/** Names of the variables in title and body, as `variableName` writes them, in order of appearance. */
export function variablesOf(_template: Template): readonly string[] {
  throw new Error("not built");
}

/**
 * Fills a template. A value is found by its variable's name, whatever its spelling (`HUB NAME`, `hub-name`), and in
 * an issue form it replaces the field of that id. Empty and unfilled values (`isUnfilled`) count as not given.
 */
export function renderTemplate(
  _template: Template,
  _values: Readonly<Record<string, string>>,
  _options: RenderOptions = {},
): RenderedIssue {
  throw new Error("not built");
}
