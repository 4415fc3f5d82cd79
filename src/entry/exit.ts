/** How a command ends: its exit code, and for mistakes of the person who typed it, words instead of a stack trace. */
import { GitHubError } from "../github/ports.ts";

/** The meaning of exit codes. A script may rely on them. */
export const exitCode = { done: 0, failed: 1, wrong: 2, workLeft: 3, notAuthorised: 4 } as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** An end that the person who asked can do something about. The message is what they will read. */
export class CommandError extends Error {
  readonly code: ExitCode;
  constructor(code: ExitCode, message: string) {
    super(message);
    this.name = "CommandError";
    this.code = code;
  }
}

/** The end that an error means, in words; null for an error of ours, which deserves its stack. */
export function endOf(error: unknown): { readonly code: ExitCode; readonly words: string } | null {
  if (error instanceof CommandError) return { code: error.code, words: error.message };
  if (error instanceof GitHubError) return endOfGitHub(error);
  return null;
}

function endOfGitHub({ kind, message, until, signOn }: GitHubError): { code: ExitCode; words: string } {
  if (signOn !== null) {
    const words = `The organisation asks for single sign-on, and the token has not passed it (${message}). Open ${signOn} as the token's owner, let the token in, and run this again.`;
    return { code: exitCode.notAuthorised, words };
  }
  switch (kind) {
    case "unauthorised":
      return { code: exitCode.notAuthorised, words: `GitHub does not accept the token (${message}). Make a new one.` };
    case "forbidden":
      return {
        code: exitCode.notAuthorised,
        words: `GitHub does not allow this (${message}). Give the token access to the repositories and the board.`,
      };
    case "limited":
      return {
        code: exitCode.workLeft,
        words: `GitHub's limit is reached. Ask again ${until ? `at ${until}` : "later"}.`,
      };
    case "unavailable":
      return { code: exitCode.failed, words: `GitHub did not answer (${message}). Ask again later.` };
    case "invalid":
      return { code: exitCode.failed, words: `GitHub did not understand the question (${message}).` };
  }
}
