/**
 * A refusal of the sandbox's GitHub, before anyone has decided how it looks: GraphQL and REST each render their own
 * text and status from it.
 */

/** GraphQL's `errors[].type`; REST maps it to a status. `FORBIDDEN` has one text per kind of viewer, made by the renderer. */
export type RefusalType = "NOT_FOUND" | "FORBIDDEN" | "UNPROCESSABLE" | "INSUFFICIENT_SCOPES";

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
  constructor(type: RefusalType, message: string, problem: FieldProblem | null = null) {
    super(message);
    this.name = "SandboxError";
    this.type = type;
    this.problem = problem;
  }
}
