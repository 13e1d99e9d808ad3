/** A refusal of the server, or `unreachable` when nothing answered. `message` and `hint` may be shown as they are. */
export class ApiError extends Error {
  /** A code of the error reference, e.g. `not-found`. */
  readonly code: string;
  readonly hint: string;
  /** The HTTP status; 0 when there was no answer. */
  readonly status: number;

  constructor({ code, message, hint }: { code: string; message: string; hint: string }, status: number) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.hint = hint;
    this.status = status;
  }
}

export function isRefusedAs(error: unknown, ...codes: readonly string[]): error is ApiError {
  return error instanceof ApiError && codes.includes(error.code);
}

/** Reads the body every refusal has; an answer that is not ours becomes `unreadable`. */
export function refusalOf(body: unknown, status: number): ApiError {
  if (typeof body === 'object' && body !== null && 'error' in body) {
    const { error } = body;
    if (typeof error === 'object' && error !== null && 'code' in error && 'message' in error) {
      const hint = 'hint' in error ? String(error.hint) : '';
      return new ApiError({ code: String(error.code), message: String(error.message), hint }, status);
    }
  }
  return new ApiError(
    { code: 'unreadable', message: 'the answer was not one of Daybook', hint: 'try again in a moment' },
    status,
  );
}

export function unreachable(): ApiError {
  return new ApiError(
    {
      code: 'unreachable',
      message: 'the server does not answer',
      hint: 'check that Daybook is running and that you are connected',
    },
    0,
  );
}
