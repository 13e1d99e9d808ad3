import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import { createMailer, type Mail } from './mailer.ts';

const open: SMTPServer[] = [];

afterEach(async () => {
  for (const server of open.splice(0)) await new Promise<void>((closed) => server.close(closed));
});

/** A mail server on this machine; answers what to set and what it took. */
async function startMailServer(options: SMTPServerOptions = {}) {
  const taken: { readonly to: readonly string[]; readonly raw: Buffer }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        taken.push({ to: session.envelope.rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks) });
        done();
      });
    },
    ...options,
  });
  open.push(server);
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  // A TCP server that listens has an address with a port.
  const { port } = listening.address() as AddressInfo;
  const env = { DAYBOOK_SMTP_URL: `smtp://127.0.0.1:${port}`, DAYBOOK_MAIL_FROM: 'daybook@company.example' };
  return { env, taken };
}

const mail: Mail = {
  to: 'auditor@firm.example',
  subject: 'Checkpoint at 7 entries',
  text: 'Please keep this message.\n',
  attachments: [
    {
      filename: 'checkpoint-7.txt',
      content: 'log\n7\n\n— log AAAA\n',
      contentType: 'text/plain; charset=utf-8',
    },
  ],
};

test('without an address of a mail server, or of a sender, there is no mailer', () => {
  expect(createMailer({})).toBeNull();
  expect(createMailer({ DAYBOOK_SMTP_URL: 'smtp://127.0.0.1' })).toBeNull();
  expect(createMailer({ DAYBOOK_MAIL_FROM: 'daybook@company.example' })).toBeNull();
});

test('what is sent arrives: sender, one recipient, text, and the attachment to the byte', async () => {
  const { env, taken } = await startMailServer();

  const sent = await createMailer(env)?.send(mail);

  const [message] = taken;
  const read = await PostalMime.parse(message?.raw ?? '');
  expect(message?.to).toEqual(['auditor@firm.example']);
  expect(read).toMatchObject({
    from: { address: 'daybook@company.example' },
    subject: 'Checkpoint at 7 entries',
    messageId: sent?.messageId,
  });
  expect(read.text?.trim()).toBe('Please keep this message.');
  expect(read.attachments.map(({ filename }) => filename)).toEqual(['checkpoint-7.txt']);
  const [attachment] = read.attachments;
  const content = attachment?.content ?? '';
  expect(typeof content === 'string' ? content : Buffer.from(new Uint8Array(content)).toString('utf8')).toBe(
    'log\n7\n\n— log AAAA\n',
  );
});

test('an address that would add recipients or headers reaches nobody else', async () => {
  const { env, taken } = await startMailServer();

  await createMailer(env)
    ?.send({ ...mail, to: 'a@firm.example\r\nBcc: b@firm.example' })
    .catch(() => undefined);

  expect(taken.flatMap(({ to }) => to)).not.toContain('b@firm.example');
});

test('a server that refuses, or is not there, is said in one sentence without what it sent', async () => {
  const refusing = await startMailServer({
    onRcptTo: (_address, _session, done) => done(new Error('secret words of the server')),
  });
  const gone = { DAYBOOK_SMTP_URL: 'smtp://127.0.0.1:1', DAYBOOK_MAIL_FROM: 'daybook@company.example' };

  await expect(createMailer(refusing.env)?.send(mail)).rejects.toThrow(
    /^the mail server refused the sender or the recipient$/,
  );
  await expect(createMailer(gone)?.send(mail)).rejects.toThrow(/could not be reached/);
});
