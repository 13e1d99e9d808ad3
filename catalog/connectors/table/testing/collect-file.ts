import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emission, type FactKind, type RecordOf, recordSchemas } from '@daybook/kit';
import { connector, type TableSettings } from '../connector.ts';

/** A folder of made-up files that goes with the test. */
export function makeFiles() {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-table-'));
  return {
    write(name: string, content: string | Buffer): string {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Everything the connector says of a file, each record held against its schema. */
export async function collectFile(path: string, settings: Partial<TableSettings> = {}) {
  const emissions: Emission[] = [];
  const http = { send: () => Promise.reject(new Error('a file needs no network')) };
  const tools = { http, now: () => '', signal: new AbortController().signal };
  for await (const one of connector.collect({ path, ...settings }, tools)) emissions.push(one);
  const of = <K extends FactKind>(kind: K): RecordOf<K>[] =>
    emissions.flatMap((one) =>
      // The schema of the kind gives records of the kind.
      one.type === 'record' && one.kind === kind
        ? [recordSchemas[kind].parse(one.record) as RecordOf<K>]
        : [],
    );
  return {
    people: of('person'),
    accounts: of('account'),
    grants: of('grant'),
    devices: of('device'),
    rejected: emissions.flatMap((one) => (one.type === 'rejected' ? [one] : [])),
    ends: emissions.flatMap((one) => (one.type === 'end' ? [one] : [])),
  };
}
