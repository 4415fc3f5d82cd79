/** Something a person should put right, in the words they will read. Never carries issue bodies or tokens. */
export interface Problem {
  /** Stable, kebab-case, for machines and for searching the manual: `unknown-key`, `board-column-missing`. */
  readonly code: string;
  /** `file:line:col`, an issue URL, a config path such as `pipelines.leads.stages[2]`, or the place on GitHub. */
  readonly where: string;
  /** What happened, one sentence. */
  readonly what: string;
  /** What to do, one sentence. */
  readonly todo: string;
  readonly severity: "error" | "warning";
}

/** `where  code  what happened. What to do.` */
export function problemText(problem: Problem): string {
  return `${problem.where}  ${problem.code}  ${problem.what} ${problem.todo}`;
}
