import pg from 'pg';
import { expect, test } from 'vitest';
import { systemActor } from '../platform/index.ts';
import { ownWords } from '../redaction/index.ts';
import { openTestServices } from '../testing/open-test-services.ts';
import { ensureCheckpoint, record } from './index.ts';

const now = '2026-03-01T12:00:00.000Z';
const roles = ['daybook_app', 'daybook_system', 'daybook_eraser', 'owner'] as const;
const statements = [
  'update ledger_entry set type = $$x$$',
  'update ledger_entry_bulk set type = $$x$$',
  'delete from ledger_entry',
  'delete from ledger_entry_bulk',
  'truncate ledger_entry',
  'truncate ledger_entry_bulk',
  'update ledger_state set size = 0',
  'update ledger_state set last_recorded_at = $$2000-01-01$$',
  'delete from ledger_state',
  'truncate ledger_state',
  'update ledger_checkpoint set note = $$x$$',
  'delete from ledger_checkpoint',
  'truncate ledger_checkpoint',
  'update ledger_log set origin = $$x$$',
  'delete from ledger_log',
  'truncate ledger_log cascade',
  // A head that would fork the log: whoever holds an older size is refused.
  `select daybook_advance_head(log_id, size - 1, size, root, frontier, last_recorded_at) from ledger_state`,
];

test('no role can change, remove or empty what is written down, nor move a head from elsewhere', async () => {
  await using context = await openTestServices();
  const { services, workspaceId } = context;
  const payload = ownWords({ note: 'kept' });
  const entry = {
    type: 'note.made@1',
    actor: systemActor,
    occurredAt: now,
    observedAt: now,
    refs: [],
    payload,
  };
  await record(workspaceId, entry, services);
  await services.database.withWorkspace(workspaceId, (tx) => ensureCheckpoint(tx, services));
  const client = new pg.Client(context.owner);
  await client.connect();
  const before = await contents(client);

  const allowed: string[] = [];
  for (const role of roles) {
    for (const statement of statements) {
      await client.query('begin');
      await client.query(`select set_config('daybook.workspace', '${workspaceId}', true)`);
      if (role !== 'owner') await client.query(`set local role ${role}`);
      const answer = await client.query(statement).catch(() => null);
      // A role that sees no row changes none, which is as good as a refusal.
      if (answer !== null && (answer.rowCount ?? 0) > 0) allowed.push(`${role}: ${statement}`);
      if (answer !== null && /^truncate/.test(statement)) allowed.push(`${role}: ${statement}`);
      await client.query('rollback');
    }
  }

  expect(allowed).toEqual([]);
  expect(await contents(client)).toEqual(before);
  await client.end();
});

async function contents(client: pg.Client): Promise<unknown> {
  const { rows } = await client.query(
    `select (select json_agg(e order by idx) from ledger_entry e) as entries, (select json_agg(s) from ledger_state s) as heads,
      (select json_agg(c) from ledger_checkpoint c) as checkpoints, (select json_agg(l) from ledger_log l) as logs`,
  );
  return rows;
}
