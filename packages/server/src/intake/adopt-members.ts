import { listMemberIdentities } from '../access/index.ts';
import { findByLookup, identityPositions, insertIdentities } from './identities.store.ts';
import { hashIdentity } from './identity-hash.ts';
import { intakeKey, type PullContext } from './pull-context.ts';

const pageSize = 500;

/**
 * Before a source is read, everyone who belongs to the workspace can be found again by what they were added with: whom a list
 * names and who signs in here are one person with one pseudonym. Whoever a source named first keeps that pseudonym.
 */
export async function adoptMembers(context: PullContext): Promise<void> {
  const { workspaceId, services, pullId } = context;
  const key = intakeKey(context);
  await services.database.withWorkspace(workspaceId, async (tx) => {
    for (let after = ''; ; ) {
      const page = await listMemberIdentities(tx, { after, limit: pageSize }, services);
      const known = new Set(
        (await identityPositions(tx, page.subjects)).map(
          ({ subjectId, position }) => `${subjectId} ${position}`,
        ),
      );
      const fresh = page.identities
        .filter(({ subject, position }) => !known.has(`${subject} ${position}`))
        .map(({ subject, position, identity }) => {
          const { values, lookup } = hashIdentity(key, identity);
          return { valuesHash: values, lookupHash: lookup, subjectId: subject, position };
        });
      const named = await findByLookup(
        tx,
        pullId,
        fresh.map(({ lookupHash }) => lookupHash),
      );
      const taken = new Map(named.map((row) => [row.lookupHash.toString('base64'), row.subjectId]));
      const rows = fresh.filter(({ lookupHash, subjectId }) => {
        return (taken.get(lookupHash.toString('base64')) ?? subjectId) === subjectId;
      });
      if (rows.length > 0) await insertIdentities(tx, rows);
      const last = page.subjects.at(-1);
      if (last === undefined || page.subjects.length < pageSize) return;
      after = last;
    }
  });
}
