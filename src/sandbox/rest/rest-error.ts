/**
 * Refusals in REST's shape. An op's refusal comes in without words of REST; status, text and `errors` go out.
 */
import type { Viewer } from "../access.ts";
import { type FieldProblem, SandboxError } from "../error.ts";

/** Thrown by anything that serves REST. `headers` go out with it. */
export class RestError extends Error {
  readonly status: number;
  readonly problems: readonly FieldProblem[] | null;
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    status: number,
    message: string,
    problems: readonly FieldProblem[] | null = null,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = "RestError";
    this.status = status;
    this.problems = problems;
    this.headers = headers;
  }
}

/** What is not there and what may not be seen look alike. */
export function notFound(): RestError {
  return new RestError(404, "Not Found");
}

/** What somebody may see but not do; GitHub's words differ by the kind of token. */
export function notAllowed(viewer: Viewer): RestError {
  if (viewer.kind === "user") return new RestError(403, "Must have admin rights to Repository.");
  return new RestError(403, "Resource not accessible by integration");
}

/** A body that says the wrong thing. */
export function invalid(problem: FieldProblem): RestError {
  return new RestError(422, "Validation Failed", [problem]);
}

/** Makes an op's refusal REST's; anything else is passed on. */
export function asRestError(error: unknown, viewer: Viewer): unknown {
  if (!(error instanceof SandboxError)) return error;
  if (error.type === "NOT_FOUND") return notFound();
  if (error.type === "FORBIDDEN") return error.worded ? new RestError(403, error.message) : notAllowed(viewer);
  if (error.type === "INSUFFICIENT_SCOPES") return new RestError(403, error.message);
  if (error.message === "Repository was archived so is read-only.") return new RestError(403, error.message);
  return error.problem === null ? new RestError(422, error.message) : invalid(error.problem);
}

/** The body of a refusal. */
export function errorBody(error: RestError): Readonly<Record<string, unknown>> {
  return {
    message: error.message,
    ...(error.problems === null ? {} : { errors: error.problems }),
    documentation_url: "https://docs.github.com/rest",
    status: String(error.status),
  };
}
