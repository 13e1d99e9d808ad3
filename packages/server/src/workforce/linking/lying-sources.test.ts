import { identity } from '@daybook/kit';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWorkforce, type WorkforceServer } from '../testing/start-workforce.ts';
import { account, listOf, people, person } from '../testing/told-records.ts';
import { accountsOfPerson, linksChangedSince, listLinks } from './read-links.ts';

let server: WorkforceServer;
beforeAll(async () => {
  server = await startWorkforce();
});
afterAll(() => server[Symbol.asyncDispose]());

const inTx = <T>(work: Parameters<typeof server.services.database.withWorkspace<T>>[1]) =>
  server.services.database.withWorkspace(server.workspaceId, work);

const onDesk = (values: Parameters<typeof identity>[0], change: object = {}) =>
  account('x', { system: 'desk', holder: identity({ system: 'desk', ...values }), ...change });

async function reasons(): Promise<readonly string[]> {
  const links = await inTx((tx) => listLinks(tx, { system: 'desk', after: null, limit: 50 }));
  return links.map(({ reason }) => reason).toSorted();
}

describe('a source that lies, comes late or is erased', () => {
  test('an account that claims to be a person by its kind is a person’s only where something else says so', async () => {
    await server.tell(
      'desk',
      listOf('account', 'desk', [
        onDesk({ login: 'ada.byron' }),
        onDesk({ login: 'dependabot[bot]' }, { accountKind: 'human' }),
        onDesk({ email: 'team@company.example', name: 'Ada Byron' }, { accountKind: 'human' }),
        onDesk({ email: 'ada.byron+x@company.example', name: 'Ben Brown' }),
      ]),
    );
    await server.tell(
      'hr',
      people(
        person('ada.byron', { person: identity({ email: 'ada.byron@company.example', name: 'Ada Byron' }) }),
        person('ben.brown', { person: identity({ email: 'ben.brown@company.example', name: 'Ben Brown' }) }),
      ),
    );

    expect(await reasons()).toEqual(['bot-name', 'contradiction', 'generic-name', 'login-of-name']);
  });

  test('a name that comes later, in another list, is enough for accounts that are there already', async () => {
    await server.tell(
      'chat',
      listOf('account', 'chat', [
        account('c', { system: 'chat', holder: identity({ login: 'zo.nguyen', system: 'chat' }) }),
      ]),
    );
    await server.tell(
      'late',
      listOf('person', 'late', [
        person('z', { person: identity({ email: 'zn@company.example', name: 'Zo Nguyen' }) }),
      ]),
    );

    const links = await inTx((tx) => listLinks(tx, { system: 'chat', after: null, limit: 5 }));
    expect(links.map(({ belongsTo, reason }) => [belongsTo, reason])).toEqual([['person', 'login-of-name']]);
    const found = await inTx((tx) => accountsOfPerson(tx, links[0]?.person ?? ''));
    expect(found).toHaveLength(1);
  });

  test('what did not change is not decided again, and costs no revision', async () => {
    const newest = async () =>
      inTx(async (tx) =>
        (await linksChangedSince(tx, 0, 1_000)).reduce((most, one) => Math.max(most, one.revision), 0),
      );
    const before = await newest();
    await server.follow();
    await server.tell('other', listOf('config', 'elsewhere', []));

    expect(await newest()).toBe(before);
  });

  test('an erasure takes away by what somebody was found, and no name is in the tables', async () => {
    const [link] = await inTx((tx) => listLinks(tx, { system: 'chat', after: null, limit: 5 }));
    const subject = link?.person ?? '';
    await inTx(async (tx) => {
      for (const part of server.services.erasureParts.all) {
        await part.forget?.(tx, { subject, positions: [] }, []);
      }
    });
    await server.follow();

    const aliases = await inTx((tx) =>
      sql`select from link_alias where workspace_id = ${tx.workspaceId} and subject_id = ${subject}`.execute(
        tx.db,
      ),
    );
    expect(aliases.rows).toEqual([]);
    const after = await inTx((tx) => listLinks(tx, { system: 'chat', after: null, limit: 5 }));
    expect(after.map(({ belongsTo, person }) => [belongsTo, person])).toEqual([['unknown', null]]);
    const stored = await inTx((tx) =>
      sql<{ text: string }>`
        select (select json_agg(l)::text from account_link l) || (select json_agg(a)::text from link_alias a) as text`.execute(
        tx.db,
      ),
    );
    expect(stored.rows[0]?.text.toLowerCase()).not.toMatch(/byron|nguyen|company\.example/);
  });
});
