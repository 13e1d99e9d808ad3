import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { errorBody, Refusal } from './platform/index.ts';

const dist = join(import.meta.dirname, '../../web/dist');

/** The built web app: its files by name, and its first page for every other address outside `/api`. */
export async function serveWeb(app: FastifyInstance): Promise<void> {
  const isBuilt = existsSync(join(dist, 'index.html'));
  if (isBuilt) {
    await app.register(fastifyStatic, { root: dist, index: 'index.html', maxAge: 0 });
  }
  app.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' && !/^\/(api|assets)\//.test(request.url);
    if (isPage && isBuilt) return reply.sendFile('index.html');
    const { status, body } = errorBody(new Refusal('not-found'));
    return reply.status(status).send(body);
  });
}
