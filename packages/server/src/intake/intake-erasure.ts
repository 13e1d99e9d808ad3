import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { type ErasurePart, refuse, type Services } from '../platform/index.ts';
import { subjectsLike } from './identities.store.ts';
import { hasRunningPull, lockPulls } from './pulls.store.ts';
import { calledBy, readIdentities } from './read-identities.ts';
import { uploadsFolder } from './uploaded-once.ts';

/**
 * Forgets by which hashes a person was found, and the files that were handed over. No pull runs meanwhile: what one has
 * staged could bring the person back.
 */
export function intakeErasure(services: Pick<Services, 'dataKeys' | 'settings'>): ErasurePart {
  return {
    prepare: async (tx) => {
      await lockPulls(tx);
      if (await hasRunningPull(tx)) {
        refuse('pull-running', 'a source is being read; it could bring back what is being erased');
      }
    },
    namesOf: async (tx, subjects) => {
      const identities = await readIdentities(tx, subjects, services);
      return new Map([...identities].map(([subject, found]) => [subject, calledBy(subject, found)]));
    },
    identityOf: async (tx, subject) => (await readIdentities(tx, [subject], services)).get(subject) ?? null,
    subjectsLike,
    forget: async (tx, { subject }) => {
      await sql`
        delete from subject_identity
        where workspace_id = ${tx.workspaceId} and subject_id = ${subject}`.execute(tx.db);
    },
    afterwards: (workspaceId) =>
      rm(join(uploadsFolder(services.settings), workspaceId), { recursive: true, force: true }),
  };
}
