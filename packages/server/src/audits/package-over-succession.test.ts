import { verifyPackage } from '@daybook/verify';
import { expect, test } from 'vitest';
import { reportForeignHead } from '../ledger/index.ts';
import { type AuditsServer, checkpointAt, pullPeople, startAudits } from './testing/start-audits.ts';

const order = { framework: 'iso-27001-2022', from: '2026-01-01', to: '2027-01-01' };
const base = '/api/workspaces/default';

/** Builds a package and verifies it against the checkpoint it names, as someone received it elsewhere. */
async function packAndVerify(server: AuditsServer) {
  const answer = await server.post(`${base}/packages`, order, server.owner);
  const made = answer.json();
  const file = await server.get(`${base}/packages/${made.id}/file`, server.owner);
  const checkpoint = await checkpointAt(server, made.checkpointSize);
  return verifyPackage(file.rawPayload, { catalog: server.services.catalog, checkpoint });
}

test('a package verifies while both keys sign, and when only the new one does', async () => {
  await using server = await startAudits();
  await pullPeople(server);
  await server.post(`${base}/ledger/rotate-key`, {}, server.owner);

  const during = await packAndVerify(server);
  server.clock.forward(40 * 24 * 3_600_000);
  await pullPeople(server);
  const after = await packAndVerify(server);

  expect(during).toMatchObject({ valid: true, problems: [] });
  expect(after).toMatchObject({ valid: true, problems: [] });
});

test('a package over a fork verifies and says what is not in it', async () => {
  await using server = await startAudits();
  await pullPeople(server);
  const { workspaceId, services } = server;
  const root = Buffer.alloc(32, 3);
  await reportForeignHead({ workspaceId, by: 'Auditor & Co', size: 500, root }, services);
  const refused = await server.post(`${base}/packages`, order, server.owner);
  const closing = { reason: 'an older backup was put back' };
  await server.post(`${base}/ledger/close-fork`, closing, server.owner);

  const verification = await packAndVerify(server);

  expect(refused.json().error.code).toBe('log-forked');
  expect(verification).toMatchObject({ valid: true, problems: [] });
  expect(verification.notes.join('\n')).toContain('500 were known to Auditor & Co');
});
