import { readWorkspace, type Services, type Tx } from '../../platform/index.ts';
import { type Stand, standOf } from './stand-of.ts';
import { toldOfPeople } from './told-people.store.ts';

/** What all lists of people say now of each of these. */
export async function standsOf(
  tx: Tx,
  subjects: readonly string[],
  { clock }: Pick<Services, 'clock'>,
): Promise<readonly Stand[]> {
  if (subjects.length === 0) return [];
  if (tx.workspaceId === null) throw new Error('leavers belong to a workspace');
  const { zone } = await readWorkspace(tx, tx.workspaceId);
  const when = { now: clock.now(), zone };
  const told = Map.groupBy(await toldOfPeople(tx, subjects), ({ subject }) => subject);
  return [...new Set(subjects)].map((subject) => standOf(subject, told.get(subject) ?? [], when));
}
