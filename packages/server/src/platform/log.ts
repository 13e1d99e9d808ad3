import { pino } from 'pino';

/** Fixed sentences; what varies is a field. Ids and counts only, never contents. */
export type Log = {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
};

/** Writes JSON lines to a file, or to standard error when there is none. */
export function createLog(file: string | null): Log {
  return pino(
    { level: 'info' },
    pino.destination(file === null ? { fd: 2 } : { dest: file, sync: true, mkdir: true }),
  );
}

export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
