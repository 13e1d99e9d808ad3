import { parseVkey } from '@daybook/ledger';
import { sha256 } from '@daybook/ledger/node';
import { z } from 'zod';
import { defineRoute, refuse } from '../../platform/index.ts';
import { newestCheckpoint } from '../checkpoints.store.ts';
import { newestLog, readHead } from '../logs.store.ts';
import type { Fork } from '../succession/forks.store.ts';
import { keyAt, type LogKey, listLogKeys } from '../succession/log-keys.store.ts';
import { readStanding } from '../succession/standing.ts';

const key = z.object({
  verifierKey: z.string(),
  keyId: z.string(),
  /** Checkpoints from this size on carry its signature … */
  since: z.int(),
  /** … up to this size; null while its seed is kept. */
  until: z.int().nullable(),
  signs: z.boolean(),
});

const fork = z.object({
  /** `this machine`, `this database`, or a witness by name. */
  knownBy: z.string(),
  knownSize: z.int(),
  /** Base64; null where only the size was told. */
  knownRoot: z.string().nullable(),
  knownAt: z.string().nullable(),
  foundSize: z.int(),
  foundRoot: z.string(),
});

const standing = z.object({
  state: z.enum(['open', 'forked', 'unguarded']),
  fork: fork.nullable(),
  guardedAt: z.string().nullable(),
  /** What it means and what to do; null when all is well. */
  sentence: z.string().nullable(),
});

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/ledger',
  summary: 'The present log: its size, root, keys and newest signed checkpoint, and whether it may grow',
  permission: { action: 'ledger.read', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  response: z.object({
    log: z.object({
      id: z.string(),
      origin: z.string(),
      size: z.int(),
      root: z.string(),
      firstPosition: z.int(),
      /** The key the newest checkpoint carries a signature of. */
      verifierKey: z.string(),
      lastRecordedAt: z.string(),
    }),
    checkpoint: z
      .object({ size: z.int(), root: z.string(), note: z.string(), signedAt: z.string() })
      .nullable(),
    /** Oldest first. */
    keys: z.array(key),
    standing,
  }),
  handler: async ({ workspaceId }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const log = (await newestLog(tx)) ?? refuse('not-found');
      const head = await readHead(tx, log.id);
      const checkpoint = await newestCheckpoint(tx, log.id);
      const { verifierKey } = await keyAt(tx, log.id, checkpoint?.size ?? head.size);
      const stands = await readStanding(tx, log, services);
      const { id, origin, firstPosition } = log;
      const { size, lastRecordedAt } = head;
      const root = head.root.toString('base64');
      const now = services.clock.now();
      return {
        log: { id, origin, firstPosition, verifierKey, size, root, lastRecordedAt },
        checkpoint: checkpoint && { ...checkpoint, root: checkpoint.root.toString('base64') },
        keys: (await listLogKeys(tx, log.id)).map((one) => viewKey(one, head.forkedAt === null, now)),
        standing: { ...stands, fork: stands.fork && viewFork(stands.fork) },
      };
    }),
});

function viewKey({ verifierKey, since, until, endsAt }: LogKey, isOpen: boolean, now: string) {
  const signs = isOpen && (endsAt === null || endsAt > now);
  return { verifierKey, keyId: parseVkey(sha256, verifierKey).keyId, since, until, signs };
}

function viewFork(found: Fork): z.input<typeof fork> {
  const { knownBy, knownSize, knownAt, foundSize } = found;
  const [knownRoot, foundRoot] = [
    found.knownRoot?.toString('base64') ?? null,
    found.foundRoot.toString('base64'),
  ];
  return { knownBy, knownSize, knownRoot, knownAt, foundSize, foundRoot };
}
