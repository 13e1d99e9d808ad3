import { addSampleWorkspace, takeTries } from '../access/index.ts';
import type { Services, Workspace } from '../platform/index.ts';
import { generateCompany } from './company/generate-company.ts';
import { fillWorkspace } from './fill-workspace.ts';
import { insertFilling } from './fillings.store.ts';

export type SampleOrder = {
  readonly seed: number;
  readonly months: number;
  readonly cookie: string | undefined;
  /** Null at the command line. */
  readonly userId: string | null;
};

const triesMax = 10;
const tryWindowMs = 15 * 60_000;

/** Makes a workspace of made-up data for whoever asks and fills it in the background; the newest month is this one. */
export async function startSample(order: SampleOrder, services: Services): Promise<Workspace> {
  services.keyring.assertOpen();
  const { cookie, userId } = order;
  // Before a company is made up, which is work.
  if (userId !== null)
    await takeTries([{ key: `sample of ${userId}`, triesMax, windowMs: tryWindowMs }], services);
  const company = generateCompany(order.seed, {
    months: order.months,
    firstMonth: firstMonth(services.clock.now(), order.months),
  });
  const called = `${company.name.slice(0, 1).toUpperCase()}${company.name.slice(1)}`;
  const { workspace, owner } = await addSampleWorkspace(
    { name: `Sample: ${called}`, cookie, viaSocket: userId === null },
    services,
  );
  const filesTotal = company.months.reduce((sum, { files }) => sum + files.length, 0);
  await services.database.withWorkspace(workspace.id, (tx) =>
    insertFilling(tx, { seed: order.seed, filesTotal, now: services.clock.now() }),
  );
  const actor = { kind: 'user', id: owner.subject, userId: owner.userId, label: 'owner' } as const;
  services.background.run(fillingKey(workspace.id), (signal) =>
    fillWorkspace({ workspaceId: workspace.id, actor, company }, services, signal),
  );
  return workspace;
}

/** By what the work is cancelled. */
export function fillingKey(workspaceId: string): string {
  return `fill sample ${workspaceId}`;
}

/** `YYYY-MM`, so that the files of the last month were taken within the last month. */
function firstMonth(now: string, months: number): string {
  const [year = 0, month = 0, day = 0] = now.slice(0, 10).split('-').map(Number);
  // The files are taken on the second of a month; on the first, last month's are the newest.
  const newest = day > 2 ? month - 1 : month - 2;
  return new Date(Date.UTC(year, newest - (months - 1), 1)).toISOString().slice(0, 7);
}
