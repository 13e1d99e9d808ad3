import { openCheckpoint, parseVkey } from '@daybook/ledger';
import { ed25519Verify, sha256 } from '@daybook/ledger/node';
import { expect, test } from 'vitest';
import { type Mail, type Mailer, MailFailed, type Services, systemActor } from '../../platform/index.ts';
import { openTestServices, type TestServices } from '../../testing/open-test-services.ts';
import { newestLog } from '../logs.store.ts';
import { writeNotes } from '../testing/write-notes.ts';
import { addTarget } from './add-target.ts';
import { anchorStanding } from './anchor-standing.ts';
import { runAnchors } from './run-anchors.ts';

async function withMailTarget(context: TestServices, mailer: Mailer | null): Promise<Services> {
  await writeNotes(context, 3);
  const services = { ...context.services, mailer };
  const target = { kind: 'mail', name: 'Board', address: 'board@company.example' } as const;
  await services.database.withWorkspace(context.workspaceId, (tx) =>
    addTarget(tx, { ...target, verifierKey: null, rootCertificates: null, actor: systemActor }, services),
  );
  return services;
}

function run({ workspaceId }: TestServices, services: Services, which: 'due' | 'all') {
  return runAnchors({ workspaceId, which, actor: systemActor }, services);
}

test('the mail tells what it is for, and its attachment verifies under the key of the log', async () => {
  await using context = await openTestServices();
  const sent: Mail[] = [];
  const send = async (mail: Mail) => {
    sent.push(mail);
    return { messageId: '<one@company.example>' };
  };
  const services = await withMailTarget(context, { send });

  const [outcome] = await run(context, services, 'all');

  const [mail] = sent;
  const log = await services.database.withWorkspace(context.workspaceId, newestLog);
  const note = String(mail?.attachments[0]?.content);
  const opened = openCheckpoint(note, parseVkey(sha256, log?.verifierKey ?? ''), ed25519Verify);
  expect(mail).toMatchObject({
    to: 'board@company.example',
    subject: expect.stringContaining(`${opened.size} entries`),
  });
  expect(mail?.text).toContain('Please keep this message. There is nothing else to do.');
  expect(mail?.text).toContain(note);
  expect(outcome).toMatchObject({ state: 'ok', confirmation: { by: 'Board' } });
  if (outcome?.state !== 'ok') throw new Error('it was not sent');
  expect(outcome.confirmation.byInLedger).toBe(outcome.target.id);
  expect(outcome.confirmation.receipt.toString()).toMatch(/^<one@company\.example>\nsha256 [0-9a-f]{64}\n$/);
});

test('a checkpoint is mailed once a day, however much the log grows', async () => {
  await using context = await openTestServices();
  let sent = 0;
  const services = await withMailTarget(context, {
    send: async () => {
      sent += 1;
      return { messageId: `<${sent}@company.example>` };
    },
  });

  for (let hour = 0; hour < 48; hour += 1) {
    context.clock.set(new Date(Date.UTC(2026, 2, 2, hour)).toISOString());
    await writeNotes(context, 1);
    await run(context, services, 'due');
  }

  expect(sent).toBe(3);
});

test('without a mail server the target is failing and says what to set', async () => {
  await using context = await openTestServices();
  const services = await withMailTarget(context, null);

  const [outcome] = await run(context, services, 'all');

  const told = await services.database.withWorkspace(context.workspaceId, (tx) =>
    anchorStanding(tx, services),
  );
  expect(outcome).toMatchObject({ state: 'failing', problem: expect.stringContaining('DAYBOOK_SMTP_URL') });
  expect(told).toMatchObject({
    rung: 0,
    isOverdue: true,
    targets: [{ state: 'failing', problem: expect.stringContaining('DAYBOOK_MAIL_FROM') }],
  });
});

test('a mail nobody took is no anchor', async () => {
  await using context = await openTestServices();
  const services = await withMailTarget(context, {
    send: async () => {
      throw new MailFailed('the mail server refused the message', null);
    },
  });

  const [outcome] = await run(context, services, 'all');

  expect(outcome).toMatchObject({ state: 'failing', problem: 'the mail server refused the message' });
});
