/** 2: the command was used wrongly. 3: Daybook could not look. 130: interrupted. */
export type FailureExitCode = 2 | 3 | 130;

/** Ends a command with a sentence, a way out and an honest exit code. */
export class CommandError extends Error {
  readonly code: string;
  readonly hint: string;
  readonly exitCode: FailureExitCode;

  constructor(code: string, message: string, hint: string, exitCode: FailureExitCode) {
    super(message);
    this.name = 'CommandError';
    this.code = code;
    this.hint = hint;
    this.exitCode = exitCode;
  }
}

export function wrongUse(message: string, hint: string, code = 'wrong-use'): CommandError {
  return new CommandError(code, message, hint, 2);
}

export function couldNotLook(code: string, message: string, hint: string): CommandError {
  return new CommandError(code, message, hint, 3);
}

/** Any thrown value as something to show: refusals of the server keep their code and hint, the rest is `internal`. */
export function asCommandError(error: unknown): CommandError {
  if (error instanceof CommandError) return error;
  if (error instanceof Error && 'code' in error && 'hint' in error && typeof error.hint === 'string') {
    return new CommandError(String(error.code), error.message, error.hint, 3);
  }
  const message = error instanceof Error ? error.message : String(error);
  return new CommandError(
    'internal',
    `something went wrong: ${message}`,
    'run again with DAYBOOK_DEBUG=1 to see where',
    3,
  );
}
