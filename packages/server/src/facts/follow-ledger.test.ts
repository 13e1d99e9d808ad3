import type { Emission } from '@daybook/kit';
import { describe, expect, test } from 'vitest';
import { account, listOf } from '../testing/account-script.ts';
import { openTestServices, pull, type TestServices } from '../testing/open-test-services.ts';
import { listPopulations } from './index.ts';

const desk = listOf([account('ada@company.example')]);
const crm = inScope(listOf([account('ada@company.example', { system: 'crm' })]), 'crm');

describe('the completeness of a population', () => {
  test('ends when a later reading of its source does not tell of it any more', async () => {
    await using context = await openTestServices();
    await pull(context, [...desk, ...crm]);

    await pull(context, desk);

    const [gone, told] = await populations(context);
    expect(told).toMatchObject({ scope: 'desk', isComplete: true });
    expect(gone).toMatchObject({ scope: 'crm', isComplete: false, items: 1 });
    expect(gone?.reasons).toEqual(['the last reading of its source did not tell of this list']);
  });

  test('comes back with the next reading that tells of it', async () => {
    await using context = await openTestServices();
    await pull(context, [...desk, ...crm]);
    await pull(context, desk);

    await pull(context, [...desk, ...crm]);

    expect((await populations(context)).map(({ isComplete }) => isComplete)).toEqual([true, true]);
  });
});

function inScope(emissions: readonly Emission[], scope: string): readonly Emission[] {
  return emissions.map((emission) => (emission.type === 'progress' ? emission : { ...emission, scope }));
}

function populations({ services, workspaceId }: TestServices) {
  return services.database.withWorkspace(workspaceId, (tx) => listPopulations(tx, services));
}
