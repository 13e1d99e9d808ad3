import { type DangerousRight, dangerousRights, type RecordOf } from '@daybook/kit';
import { type Replay, readReplay, recordsOf } from '@daybook/kit/testing';
import { afterAll, describe, expect, test } from 'vitest';
import { loadCatalog } from '../load-catalog.ts';
import { replay as discord } from './discord/replay.ts';
import { collectFile, makeFiles } from './table/testing/collect-file.ts';
import { replay as zendesk } from './zendesk/replay.ts';

type Grant = RecordOf<'grant'>;
type Lists = Readonly<Record<DangerousRight, readonly string[]>>;

const { connectors } = await loadCatalog();
const files = makeFiles();
afterAll(() => files.remove());

/** Who has each right, by name; whoever may have it stands there with a question mark. */
function listsOf(grants: readonly Grant[]): Lists {
  const inForce = grants.filter(({ isInForce }) => isInForce !== false);
  const holders = Map.groupBy(inForce, ({ holder }) =>
    '$identity' in holder ? (holder.$identity.name ?? '') : holder.$subject,
  );
  const listOf = (right: DangerousRight) =>
    [...holders].flatMap(([name, held]) => {
      const isSure = held.some(({ rights, surely = [] }) =>
        (rights === 'unknown' ? surely : rights).includes(right),
      );
      if (isSure) return [name];
      return held.some(({ rights }) => rights === 'unknown') ? [`${name}?`] : [];
    });
  const [administer, exporting, connect, publish] = dangerousRights.map((right) => listOf(right).toSorted());
  return {
    administer: administer ?? [],
    export: exporting ?? [],
    connect: connect ?? [],
    publish: publish ?? [],
  };
}

async function readGrants(id: string, { routes, settings }: Replay): Promise<readonly Grant[]> {
  const connector = connectors.get(id);
  if (connector === undefined) throw new Error(`no connector ${id}`);
  return recordsOf((await readReplay(connector, routes, settings)).emissions, 'grant');
}

async function fileGrants(name: string, text: string): Promise<readonly Grant[]> {
  return (await collectFile(files.write(name, text))).grants;
}

describe('who may administer, export, connect and publish', () => {
  test('on a helpdesk: one role is explained by nobody, and whoever is suspended may nothing', async () => {
    const helpdesk = await readGrants('zendesk', zendesk);

    const all = ['Ada Example', 'Ben Example', 'Support desk?'];
    expect(listsOf(helpdesk)).toEqual({ administer: all, export: all, connect: all, publish: all });
  });

  test('on a Discord server: a channel gives what the roles of the server do not, and nothing exports', async () => {
    expect(listsOf(await readGrants('discord', discord))).toEqual({
      administer: ['founder', 'helper'],
      export: [],
      connect: ['founder', 'helper', 'moderator'],
      publish: ['announcer', 'founder', 'helper', 'moderator'],
    });
  });

  test('in a Meta business portfolio: people, partners and tokens beside one another', async () => {
    const people =
      'Name,Work email,Business role,Finance permission\nAda,ada@team.example,Full control,None\n' +
      'Ben,ben@team.example,Basic access,None\nCleo,cleo@team.example,Apps and integrations,None\n';
    const partners =
      'Partner name,Partner business ID,Asset name,Permitted tasks\nNorthwind,99,Brand page,CREATE_CONTENT\n' +
      'Southwind,98,Shop page,MANAGE\n';
    const tokens = 'System user name,System user ID,System user role\nPoster,71,Employee\nRobot,72,Admin\n';
    const grants = await Promise.all([
      fileGrants('people.csv', people),
      fileGrants('partners.csv', partners),
      fileGrants('tokens.csv', tokens),
    ]);

    const full = ['Ada', 'Ben?', 'Poster?', 'Robot', 'Southwind'];
    expect(listsOf(grants.flat())).toEqual({
      administer: full,
      export: full,
      connect: ['Ada', 'Ben?', 'Cleo', 'Poster?', 'Robot', 'Southwind'],
      publish: ['Ada', 'Ben?', 'Northwind', 'Poster?', 'Robot', 'Southwind'],
    });
  });

  test('on a LinkedIn page: who exports leads, and who posts', async () => {
    const admins =
      'Name,Admin role\nAda,Super admin\nBen,Content admin\nCleo,Analyst\nDan,Lead gen forms manager\n' +
      'Eve,Sponsored content poster\nFay,Page helper\n';

    expect(listsOf(await fileGrants('linkedin.csv', admins))).toEqual({
      administer: ['Ada', 'Fay?'],
      export: ['Ada', 'Ben', 'Cleo', 'Dan', 'Fay?'],
      connect: ['Ada', 'Fay?'],
      publish: ['Ada', 'Ben', 'Eve', 'Fay?'],
    });
  });
});
