import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyPackage } from '@daybook/verify';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AuditsServer, checkpointAt, pullPeople, startAudits } from './testing/start-audits.ts';

const framework = 'iso-27001-2022';
const order = { framework, from: '2026-01-01', to: '2027-01-01' };
const packages = '/api/workspaces/default/packages';

describe('a package of a workspace', () => {
  let server: AuditsServer;
  let owner: string;
  let reader: string;

  beforeAll(async () => {
    server = await startAudits();
    ({ owner, reader } = server);
  });

  afterAll(() => server[Symbol.asyncDispose]());

  it('is refused while no source was read', async () => {
    expect(codeOf(await server.post(packages, order, owner))).toBe('409 nothing-to-pack');
  });

  it('verifies offline, judged again by the released checks', async () => {
    await pullPeople(server);

    const answer = await server.post(packages, order, owner);
    const made = answer.json();
    const file = await server.get(`${packages}/${made.id}/file`, owner);

    expect(answer.statusCode).toBe(200);
    expect(file.headers['content-type']).toBe('application/zip');
    expect(createHash('sha256').update(file.rawPayload).digest('hex')).toBe(made.digest);
    const checkpoint = await checkpointAt(server, made.checkpointSize);
    const verification = await verifyPackage(file.rawPayload, {
      catalog: server.services.catalog,
      checkpoint,
    });
    expect(verification).toMatchObject({ valid: true, reran: true, entries: made.entries, problems: [] });
    expect(file.rawPayload.toString('latin1')).toContain('Ada Example');
  });

  it('is the same file when nothing but packages was written down since', async () => {
    const [first] = (await server.get(packages, owner)).json().items;

    const second = (await server.post(packages, order, owner)).json();

    expect(second.digest).toBe(first.digest);
    expect(second.id).not.toBe(first.id);
    expect((await server.get(packages, owner)).json().items).toHaveLength(2);
  });

  it('is listed for a reader, who has its file where nobody is named in it, and built by an owner only', async () => {
    const [made] = (await server.get(packages, reader)).json().items;
    const nameless = (await server.post(packages, { ...order, names: 'left-out' }, owner)).json();

    expect(codeOf(await server.get(`${packages}/${made.id}/file`, reader))).toBe('403 package-masked');
    const file = await server.get(`${packages}/${nameless.id}/file`, reader);
    expect(file.statusCode).toBe(200);
    expect(file.rawPayload.toString('latin1')).not.toContain('Ada Example');
    expect(codeOf(await server.post(packages, order, reader))).toBe('403 forbidden');
    expect(codeOf(await server.get(`${packages}/pkg_none/file`, owner))).toBe('404 not-found');
  });

  it('is refused for a framework that is not there and for a window that is none', async () => {
    expect(codeOf(await server.post(packages, { ...order, framework: 'none' }, owner))).toBe(
      '404 framework-unknown',
    );
    expect(codeOf(await server.post(packages, { ...order, to: order.from }, owner))).toBe('400 bad-request');
    expect(await readdir(join(server.dataDir, 'tmp'))).toEqual([]);
  });
});

function codeOf(answer: LightMyRequestResponse): string {
  const body: { error?: { code?: string } } = answer.json();
  return `${answer.statusCode} ${body.error?.code ?? 'ok'}`;
}
