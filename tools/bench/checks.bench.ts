import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bench, round, secondsOf } from './bench.ts';
import { type BenchServer, openBenchServer, workspacePath } from './bench-server.ts';
import { writeAccounts } from './write-accounts.ts';

const accounts = 20_000;
const people = 1_000;
/** Every account is judged by whether someone known owns it and by its second factor. */
const checksPerAccount = 2;
const positionsAhead = 1_000_000;

/** The released checks over all accounts from nothing, and again after one account in a hundred is new. */
export const bench: Bench = {
  name: 'checks',
  run: async () => {
    await using bench = await openBenchServer();
    const [peopleFile, accountsFile] = ['people.csv', 'accounts.csv'].map((name) => join(bench.folder, name));
    if (peopleFile === undefined || accountsFile === undefined) throw new Error('two files are written');
    await writeFile(peopleFile, peopleTable());
    await writeAccounts(accountsFile, accounts);
    await bench.importFile('table', peopleFile);
    await bench.importFile('table', accountsFile);
    await forgetFindings(bench);
    const run = () => secondsOf(() => bench.post(`${workspacePath}/checks/run`, {}));
    const full = await run();
    const nothingNew = await run();
    await addAccounts(bench);
    const incremental = await run();
    const compared = (name: string, seconds: number) => ({
      name,
      value: round(seconds),
      unit: 's',
      baseline: round(full),
      ratio: round(seconds / full),
    });
    return [
      { name: 'checks-full', value: round((accounts * checksPerAccount) / full), unit: 'items/s' },
      compared('checks-nothing-new', nothingNew),
      compared('checks-one-percent-new', incremental),
    ];
  },
};

function peopleTable(): string {
  const rows = Array.from(
    { length: people },
    (_, i) => `owner-${i}@team.example,Owner ${i},Support,2024-01-01,`,
  );
  return `${['Email,Name,Role,Start date,End date', ...rows].join('\n')}\n`;
}

async function forgetFindings({ server }: BenchServer): Promise<void> {
  for (const table of ['finding', 'check_link', 'check_due', 'check_result', 'check_cursor']) {
    await server.services.database.systemPool.query(`delete from ${table}`);
  }
}

/** Copies of one account in a hundred under other keys, as a pull would have left them. */
async function addAccounts({ server }: BenchServer): Promise<void> {
  const { systemPool } = server.services.database;
  await systemPool.query(
    `insert into fact (workspace_id, kind, scope, key, connection_id, position, value, observed_at)
     select workspace_id, kind, scope, key || '-more', connection_id, position + $1, value, observed_at
     from fact where kind = 'account' and position % 100 = 0`,
    [positionsAhead],
  );
  await systemPool.query(`update population set position = position + $1 where kind = 'account'`, [
    positionsAhead,
  ]);
}
