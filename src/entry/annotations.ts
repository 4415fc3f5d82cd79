/** Problems → annotations on lines of files, for a check run and for the Action's log. */
import type { Config } from "../config/config.ts";
import type { Problem } from "../model/problem.ts";

export interface Annotation {
  /** From the top of the repository. */
  readonly path: string;
  readonly line: number;
  /** Null when the place is only known by its line or its file. */
  readonly column: number | null;
  readonly severity: Problem["severity"];
  /** The problem's code. */
  readonly title: string;
  readonly message: string;
}

/** `file`: the config's path. Templates are named by their path within `templates.path`. */
export function annotationOf(problem: Problem, file: string, config: Pick<Config, "templates"> | null): Annotation {
  const { code, where, what, todo, severity } = problem;
  const place = /^(.*?)(?::(\d+))?(?::(\d+))?$/.exec(where);
  const [, named = file, line, column] = place ?? [];
  const isFile = named === file || /\.(md|ya?ml)$/.test(named);
  const inTemplates = isFile && named !== file && config !== null;
  return {
    path: inTemplates ? `${config.templates.path}/${named}` : isFile ? named : file,
    line: Math.max(1, Number(isFile ? (line ?? 1) : 1)),
    column: isFile && column !== undefined ? Number(column) : null,
    severity,
    title: code,
    message: `${isFile ? "" : `${where}  `}${what} ${todo}`,
  };
}
