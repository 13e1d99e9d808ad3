import type { Connector, Emission } from '../connector.ts';
import { createHttp } from '../http/create-http.ts';
import type { HttpLimits } from '../http/http-limits.ts';
import { sourceOrigins } from '../source-origins.ts';

/** What one reading of a source gave: its emissions, and the error that ended it early. */
export type ReplayCollected = { readonly emissions: readonly Emission[]; readonly error: unknown };

const startMs = Date.parse('2026-01-01T00:00:00.000Z');

/** Reads a replayed source with a clock of its own, so that waiting costs no time; as in a pull, no other host is asked. */
export async function collectReplay(
  connector: Connector,
  settings: unknown,
  limits: Partial<HttpLimits> = {},
): Promise<ReplayCollected> {
  let nowMs = startMs;
  const now = () => new Date(nowMs).toISOString();
  const sleep = async (delayMs: number) => {
    nowMs += delayMs;
  };
  const parsed = connector.settings.parse(settings);
  const baseUrls = Object.values(sourceOrigins(connector, parsed));
  const http = createHttp({ baseUrls, fetch, now, sleep, random: () => 0.5, limits });
  const tools = { http, now, signal: new AbortController().signal };
  const emissions: Emission[] = [];
  try {
    for await (const one of connector.collect(parsed, tools)) emissions.push(one);
  } catch (error) {
    return { emissions, error };
  }
  return { emissions, error: null };
}

/** Records of each population by `<kind> <scope>`, for those that ended as complete. */
export function completeCounts(emissions: readonly Emission[]): Readonly<Record<string, number>> {
  const records = new Map<string, number>();
  const counts: Record<string, number> = {};
  for (const one of emissions) {
    if (one.type === 'progress') continue;
    const name = `${one.kind} ${one.scope}`;
    if (one.type === 'record') records.set(name, (records.get(name) ?? 0) + 1);
    if (one.type === 'end' && one.isComplete) counts[name] = records.get(name) ?? 0;
  }
  return counts;
}
