import { loadCatalog } from '@daybook/catalog';
import pg from 'pg';
import { insertIdentities } from '../../packages/server/src/intake/identities.store.ts';
import { append } from '../../packages/server/src/ledger/index.ts';
import { discloseAll, systemActor, type WorkspaceId } from '../../packages/server/src/platform/index.ts';
import { ownWords } from '../../packages/server/src/redaction/index.ts';
import { type AccessAsked, listAccess } from '../../packages/server/src/workforce/access-list/list-access.ts';
import { type Bench, type Result, round, secondsOf } from './bench.ts';
import { type OpenLedger, openLedger } from './open-ledger.ts';

const holders = Number(process.env.BENCH_HOLDERS ?? 120_000);
const systems = 30;
/** 120,000 × 8.4 is a million. */
const grantsOfTen = 84;
const named = 2_000;
const asked = 60;

/**
 * Pages of who can act as us at a million grants, with names joined back, against the same page read from its indexes and
 * nothing else. The tables are filled by SQL; joining them from facts is no part of it.
 */
export const bench: Bench = {
  name: 'access-list',
  isSlow: true,
  run: async () => {
    await using ledger = await openLedger();
    const workspaceId = await ledger.addWorkspace('access');
    const subjects = await writeNamed(ledger, workspaceId);
    const client = new pg.Client(ledger.owner);
    await client.connect();
    const grants = await fill(client, workspaceId, subjects);
    const scan = await plainScan(client, workspaceId);
    await client.end();
    const results: Result[] = [
      { name: 'access-list-grants', value: grants, unit: 'grants' },
      { name: 'access-list-plain-scan-p95', value: round(scan), unit: 'ms' },
    ];
    for (const [name, query] of questions) {
      const p95 = await pagesP95(ledger, workspaceId, query);
      results.push({
        name: `access-list-${name}-p95`,
        value: round(p95),
        unit: 'ms',
        baseline: round(scan),
        ratio: round(p95 / scan),
      });
    }
    return results;
  },
};

type Question = Pick<AccessAsked, 'kind' | 'state' | 'system' | 'right'>;

const questions: readonly (readonly [name: string, query: Question])[] = [
  ['first-pages', {}],
  ['unknown', { kind: 'unknown' }],
  ['right', { right: 'export' }],
  ['system', { system: 'system-07' }],
  ['system-right', { system: 'system-07', right: 'administer' }],
  ['left', { state: 'left' }],
];

/** People with names, each sealed under a key of their own, so that the first pages pay for joining them back. */
async function writeNamed({ services }: OpenLedger, workspaceId: WorkspaceId): Promise<readonly string[]> {
  const subjects = Array.from({ length: named }, () => services.ids.random('sub'));
  const at = services.clock.now();
  const entries = subjects.map((subject, i) => {
    const identity = { name: `Person ${i}`, email: `person-${i}@team.example` };
    const payload = ownWords({ subject, identity });
    return {
      type: 'identity.recorded@1',
      actor: systemActor,
      occurredAt: null,
      observedAt: at,
      refs: [subject],
      subject,
      payload,
    };
  });
  await services.database.withWorkspace(workspaceId, async (tx) => {
    const appended = await append(tx, entries, services);
    await insertIdentities(
      tx,
      subjects.map((subjectId, i) => {
        const hash = Buffer.from(subjectId);
        return { valuesHash: hash, lookupHash: hash, subjectId, position: appended[i]?.position ?? -1 };
      }),
    );
  });
  return subjects;
}

async function fill(
  client: pg.Client,
  workspaceId: WorkspaceId,
  subjects: readonly string[],
): Promise<number> {
  const run = (text: string) => client.query(text);
  await client.query(
    `create temporary table known as select * from unnest($1::text[]) with ordinality as k (subject_id, place)`,
    [subjects],
  );
  await run(`
    create temporary table made as
    select workspace_id, case when n <= ${named} then coalesce(known.subject_id, 'sub_' || gen_random_uuid())
      else 'sub_' || gen_random_uuid() end as id, n,
      case when n % 200 = 0 then 'unknown' when n % 50 = 0 then 'bot' when n % 1000 = 1 then 'agency' else 'person' end as kind,
      case when n % 200 = 0 then 'unknown' when n % 40 = 3 then 'left' else 'active' end as state
    from generate_series(1, ${holders}) n cross join (select '${workspaceId}'::uuid as workspace_id) w
    left join known on known.place = n`);
  await run('analyze made');
  await run(`
    insert into access_principal (workspace_id, kind, id, state, danger, rights, systems)
    select workspace_id, kind, id, state, case kind when 'unknown' then 1000000000 else 0 end
      + case state when 'left' then 1000000 else 0 end + (${holders} - n) % 900,
      case when n % 7 = 0 then 'yyny' when n % 3 = 0 then 'nuuy' else 'nnny' end, 9 from made`);
  await run(`
    insert into access_cell (workspace_id, holder, system, principal_kind, principal_id, principal_danger, rights, can_act,
      danger, account_kind, is_enabled, roles, ways, grants, tokens, observed_at, position, connections, lists)
    select m.workspace_id, m.id, 'system-' || lpad(((m.n * 7 + s) % ${systems})::text, 2, '0'), m.kind, m.id, p.danger,
      case when m.n % 7 = 0 and s = 0 then 'yyny' when m.n % 3 = 0 then 'nuuy' else 'nnny' end, true, 2, 'human', 'yes',
      array['agent'], array['direct'], 1, 0, now(), 1, array['con_1'], array['account crm']
    from made m join access_principal p on p.id = m.id
    cross join generate_series(0, ${Math.floor(grantsOfTen / 10) - 1} + case when m.n % 10 < ${grantsOfTen % 10} then 1 else 0 end) s`);
  await run(`
    insert into access_system (workspace_id, system, lists, tells_grants, holders)
    select workspace_id, system, array['account crm'], true, count(*) from access_cell group by 1, 2`);
  await run('vacuum analyze access_cell, access_principal, access_system');
  const { rows } = await client.query<{ grants: number }>(
    'select sum(grants)::int as grants from access_cell',
  );
  return rows[0]?.grants ?? 0;
}

/** A page of principals and of their cells, by the two indexes alone. */
async function plainScan(client: pg.Client, workspaceId: WorkspaceId): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < asked; i += 1) {
    times.push(
      await secondsOf(async () => {
        const { rows } = await client.query<{ kind: string; id: string }>(
          'select kind, id from access_principal where workspace_id = $1 order by danger desc, id limit 50',
          [workspaceId],
        );
        await client.query(
          `select c.* from unnest($2::text[], $3::text[]) as asked (kind, id) join access_cell c
             on c.workspace_id = $1 and c.principal_kind = asked.kind and c.principal_id = asked.id`,
          [workspaceId, rows.map(({ kind }) => kind), rows.map(({ id }) => id)],
        );
      }),
    );
  }
  return p95Of(times);
}

/** Page after page as somebody scrolls, to the text that leaves; the first answers are left out. */
async function pagesP95(
  { services, dataDir }: OpenLedger,
  workspaceId: WorkspaceId,
  query: Question,
): Promise<number> {
  const read = { ...services, catalog: await loadCatalog(), settings: { dataDir } };
  const times: number[] = [];
  let cursor: string | undefined;
  for (let i = 0; i < asked + 5; i += 1) {
    const seconds = await secondsOf(async () => {
      const page = await services.database.withWorkspace(workspaceId, (tx) =>
        listAccess(tx, { ...query, cursor, limit: 50, mayShow: () => true }, read),
      );
      JSON.stringify(discloseAll(page, () => true));
      cursor = page.nextCursor ?? undefined;
    });
    if (i >= 5) times.push(seconds);
  }
  return p95Of(times);
}

function p95Of(seconds: readonly number[]): number {
  const sorted = seconds.toSorted((one, other) => one - other);
  return (sorted[Math.floor(sorted.length * 0.95)] ?? 0) * 1_000;
}
