import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Replay, ReplayAnswer, ReplayRequest } from '@daybook/kit/testing';
import { z } from 'zod';

/** An instance gives fewer rows than asked for where its own limit is lower. */
const rowsPerPage = 5;

export type Tables = Readonly<Record<string, readonly unknown[]>>;

/** Twelve of the recorded users, with the roles the recording names for them in an older text field. */
export const replay: Replay = {
  settings: (baseUrl) => ({ baseUrl, user: 'daybook', password: 'a password' }),
  routes: (request) => answerFrom(readTables(), request),
  expect: { 'account source.example': 12, 'grant source.example': 5 },
  nextBy: 'address',
};

export function readTables(): Tables {
  const text = readFileSync(join(import.meta.dirname, 'fixtures', 'tables.json'), 'utf8');
  return z.record(z.string(), z.array(z.unknown())).parse(JSON.parse(text));
}

export function answerFrom(tables: Tables, { path, query, baseUrl }: ReplayRequest): ReplayAnswer | null {
  const rows = tables[path.replace('/api/now/table/', '')];
  if (rows === undefined) return null;
  const offset = Number(query.get('sysparm_offset') ?? '0');
  const next = new URL(`${baseUrl}${path}?${query}`);
  next.searchParams.set('sysparm_offset', String(offset + rowsPerPage));
  const hasNext = offset + rowsPerPage < rows.length;
  return {
    headers: {
      'x-total-count': String(rows.length),
      ...(hasNext ? { link: `<${baseUrl}${path}>;rel="first",<${next.href}>;rel="next"` } : {}),
    },
    body: { result: rows.slice(offset, offset + rowsPerPage) },
  };
}
