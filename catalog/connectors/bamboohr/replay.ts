import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Replay, ReplayAnswer, ReplayRequest } from '@daybook/kit/testing';
import { z } from 'zod';

const system = 'bamboohr:example';
const prefix = '/api/gateway.php/example/v1';

/** Eight of the recorded users, and an invented report of them and of one who left. */
export const replay: Replay = {
  settings: (baseUrl) => ({ company: 'example', apiKey: 'a key', baseUrl }),
  routes: (request) => answerFrom(readReport(), request),
  expect: { [`person ${system}`]: 9, [`account ${system}`]: 8 },
  nextBy: 'none',
};

export type PlayedReport = {
  readonly fields: readonly { readonly id: string }[];
  readonly employees: readonly object[];
};

export function readReport(): PlayedReport {
  const shape = z.object({
    fields: z.array(z.object({ id: z.string() })),
    employees: z.array(z.looseObject({})),
  });
  return shape.parse(JSON.parse(read('report.json')));
}

export function answerFrom(
  report: PlayedReport,
  { method, path, query }: ReplayRequest,
): ReplayAnswer | null {
  if (method === 'GET' && path === `${prefix}/meta/users`) return { body: JSON.parse(read('users.json')) };
  const isReport = method === 'POST' && path === `${prefix}/reports/custom`;
  return isReport && query.get('onlyCurrent') === 'false' ? { body: report } : null;
}

function read(name: string): string {
  return readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');
}
