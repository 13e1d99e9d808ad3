import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf } from '../../access/testing/start-access.ts';
import { type Member, startWorkforce, type WorkforceServer } from '../testing/start-workforce.ts';
import { account, accounts, grant, grants, people, person } from '../testing/told-records.ts';

let server: WorkforceServer;
let reader: Member;

beforeAll(async () => {
  server = await startWorkforce();
  reader = await server.addMember('rita', 'reader');
  await server.tell(
    'hr',
    people(person('juno', { role: 'Junior moderator' }), person('bill', { role: 'Billing agent' })),
  );
  await tellHelpdesk(['Comments', 'WhatsApp', 'Billing', 'Crisis drafts']);
});
afterAll(() => server[Symbol.asyncDispose]());

/** What Juno is limited to; Bill sees billing and payments, Otto is on no list of people. */
function tellHelpdesk(scope: string[], isBroken = false): Promise<void> {
  const told = grants(
    grant('juno', 'Light agent', { scope }),
    grant('bill', 'Agent', { scope: ['Billing', 'Payments'] }),
    grant('otto', 'Agent', { scope: ['Payments'] }),
  );
  return server.tell(
    'helpdesk',
    accounts(account('juno'), account('bill'), account('otto')),
    isBroken ? { ...told, isBroken } : told,
  );
}

type Row = {
  principal: string;
  kind: string;
  role: string | null;
  beyond: number;
  open: number;
  sightings: { dataClass: string; sees: string; needs: boolean }[];
};
type Answer = {
  items: Row[];
  nextCursor: string | null;
  classes: { id: string; name: string; gaps: { why: string }[] }[];
  totals: object;
};

async function visibility(query = ''): Promise<Answer> {
  const answer = await server.send('GET', `/data-visibility${query}`, server.owner);
  expect(answer.statusCode).toBe(200);
  return answer.json<Answer>();
}

const at = (name: string, within: string | null, ...needs: string[]) => {
  return { name, places: [{ system: 'helpdesk', within, through: [] }], needs };
};
const define = (body: object, cookie = server.owner) => server.send('POST', '/data-classes', cookie, body);

describe('who sees what', () => {
  test('says nothing while nobody named a class of data', async () => {
    expect(await visibility()).toMatchObject({ items: [], classes: [], totals: { viewers: 0 } });
  });

  test('names the junior moderator for WhatsApp threads, billing messages and crisis drafts alone', async () => {
    await define(at('WhatsApp threads', 'WhatsApp', 'Agent'));
    await define(at('Billing messages', 'Billing', 'Billing agent'));
    await define(at('Crisis drafts', 'Crisis drafts', 'Communications'));
    await define(at('Comments', 'Comments', 'Junior moderator'));
    await define(at('Payments', 'Payments', 'Billing agent'));

    const { items, classes, totals } = await visibility();

    const named = new Map(classes.map(({ id, name }) => [id, name]));
    const flags = items.map(({ role, sightings }) => {
      const beyond = sightings.filter((one) => one.sees === 'yes' && !one.needs);
      return [role, beyond.map((one) => named.get(one.dataClass))];
    });
    expect(flags).toEqual([
      ['Junior moderator', ['WhatsApp threads', 'Billing messages', 'Crisis drafts']],
      // On no list of people: nobody said that they need what they see.
      [null, ['Payments']],
      ['Billing agent', []],
    ]);
    expect(totals).toEqual({ viewers: 3, beyond: 2, open: 0 });
    expect(classes.flatMap(({ gaps }) => gaps)).toEqual([]);
  });

  test('goes on page by page with everybody once', async () => {
    const first = await visibility('?limit=2');
    const second = await visibility(`?limit=2&cursor=${first.nextCursor}`);

    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null]);
  });

  test('offers the places and roles that accesses name, and the roles people have', async () => {
    const places = await server.send('GET', '/data-places?system=helpdesk', server.owner);
    const listed = await server.send('GET', '/data-classes', server.owner);

    expect(places.json()).toEqual({
      isKnown: true,
      places: ['Billing', 'Comments', 'Crisis drafts', 'Payments', 'WhatsApp'],
      roles: ['Agent', 'Light agent'],
    });
    expect(listed.json()).toMatchObject({ roles: ['Billing agent', 'Junior moderator'] });
  });

  test('knows of nobody that they see nothing once the list breaks off', async () => {
    server.clock.forward(60_000);
    await tellHelpdesk(['Comments'], true);

    const { items, classes } = await visibility();

    expect(new Set(items.flatMap(({ sightings }) => sightings.map(({ sees }) => sees)))).not.toContain('no');
    expect(new Set(classes.flatMap(({ gaps }) => gaps.map(({ why }) => why)))).toEqual(
      new Set(['not-whole']),
    );
  });
});

describe('a class of data', () => {
  test('is changed and taken away, and the ledger tells who did it', async () => {
    const made = (await define({ name: 'Refunds', places: [], needs: [] })).json<{ id: string }>();
    const changed = await server.send('PATCH', `/data-classes/${made.id}`, server.owner, {
      needs: ['Agent'],
    });
    const removed = await server.send('DELETE', `/data-classes/${made.id}`, server.owner);

    expect(changed.json()).toMatchObject({ name: 'Refunds', needs: ['Agent'], places: [] });
    expect(removed.statusCode).toBe(200);
    expect(codeOf(await server.send('DELETE', `/data-classes/${made.id}`, server.owner))).toBe(
      '404 not-found',
    );
    const entries = await server.send('GET', '/ledger/entries?limit=3', server.owner);
    expect(entries.body).toContain('data-class.removed@1');
  });

  test('is said by who may say so: a reader reads', async () => {
    expect(codeOf(await define(at('Secrets', null), reader.cookie))).toMatch(/^403/);
    expect((await server.send('GET', '/data-classes', reader.cookie)).statusCode).toBe(200);
  });

  test('keeps no personal words in its name', async () => {
    const made = await define({ name: 'Mail of ada@team.example', places: [], needs: [] });

    expect(made.json<{ name: string }>().name).not.toContain('ada@');
  });
});
