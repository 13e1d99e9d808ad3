import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

const ownersCount = 1_000;

/**
 * A CSV of made-up accounts of one system, each held by someone of their own and owned by one of a thousand people.
 * Every `changedEvery`-th row has other roles than in a file without changes.
 */
export async function writeAccounts(
  path: string,
  rows: number,
  changedEvery = Number.POSITIVE_INFINITY,
): Promise<void> {
  const file = createWriteStream(path);
  file.write('System,Username,Email,Owner,Roles,MFA,Last seen,Type\n');
  for (let row = 1; row <= rows; row += 1) {
    const name = `user-${String(row).padStart(7, '0')}`;
    const roles = row % changedEvery === 0 ? 'reader; admin' : 'reader';
    const owner = `owner-${row % ownersCount}@team.example`;
    const day = String((row % 28) + 1).padStart(2, '0');
    const line = `crm,${name},${name}@team.example,${owner},"${roles}",${row % 10 === 0 ? 'no' : 'yes'},2026-03-${day}T08:00:00Z,human\n`;
    if (!file.write(line)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}
