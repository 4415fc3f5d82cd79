/**
 * A refusal of the sandbox's GitHub, before anyone has decided how it looks: GraphQL and REST each render their own
 * text and status from it.
 */

/** GraphQL's `errors[].type`; REST maps it to a status. `VALIDATION` is what board mutations answer. */
export type RefusalType =
  | "NOT_FOUND"
  | "FORBIDDEN"
  | "UNPROCESSABLE"
  | "VALIDATION"
  | "INSUFFICIENT_SCOPES"
  | "INVALID_CURSOR_ARGUMENTS"
  | "STALE_DATA"
  | "RESOURCE_LIMITS_EXCEEDED";

/** One entry of REST's `errors` list. `code`: `missing_field`, `already_exists`, `invalid`, `custom`… */
export interface FieldProblem {
  readonly resource: string;
  readonly field: string;
  readonly code: string;
  readonly message?: string;
}

/** Thrown by every op that refuses; nothing has been changed then. */
export class SandboxError extends Error {
  readonly type: RefusalType;
  readonly problem: FieldProblem | null;
  /** The message is GitHub's own. False for a FORBIDDEN whose words depend on who asked: the renderer makes them. */
  readonly worded: boolean;
  constructor(
    type: RefusalType,
    message: string,
    problem: FieldProblem | null = null,
    worded: boolean = type !== "FORBIDDEN",
  ) {
    super(message);
    this.name = "SandboxError";
    this.type = type;
    this.problem = problem;
    this.worded = worded;
  }
}
