import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { errorBody, pagePolicy, Refusal } from './platform/index.ts';

const dist = join(import.meta.dirname, '../../web/dist');
const firstPage = join(dist, 'index.html');

/** Stands in the built page where the nonce of the answer belongs; `packages/web/vite.config.ts` writes it there. */
const noncePlace = 'nonce-of-this-answer';

/** The built web app: its files by name, and its first page for every other address outside `/api`. */
export async function serveWeb(app: FastifyInstance): Promise<void> {
  const isBuilt = existsSync(firstPage);
  if (isBuilt) {
    await app.register(fastifyStatic, { root: dist, index: false, maxAge: 0 });
    // Before the files: the page as it was built has no nonce yet.
    for (const path of ['/', '/index.html']) app.get(path, (_request, reply) => sendPage(reply));
  }
  app.setNotFoundHandler(async (request, reply) => {
    const isPage = request.method === 'GET' && !/^\/(api|assets)\//.test(request.url);
    if (isPage && isBuilt) return sendPage(reply);
    const { status, body } = errorBody(new Refusal('not-found'));
    return reply.status(status).send(body);
  });
}

/** Each answer has a nonce of its own, so the page is kept nowhere. */
async function sendPage(reply: FastifyReply): Promise<FastifyReply> {
  const nonce = randomBytes(16).toString('base64url');
  const page = await readFile(firstPage, 'utf8');
  return reply
    .header('content-security-policy', pagePolicy(nonce))
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(page.replaceAll(noncePlace, nonce));
}
