import type { ReviewAct } from '../company/company-acts.ts';
import { accountNames, isSameAccount } from './name-accounts.ts';
import { type Office, sent } from './office.ts';

type Item = { readonly item: number; readonly system: string; readonly holder: string };

const reviewDays = 14;
const dayMs = 86_400_000;
const pageSize = 100;

/** One review from its opening to its end: every line is decided by one person, who takes the time they take. */
export async function holdReview(office: Office, act: ReviewAct): Promise<void> {
  const { server } = office;
  const reviewer = server.manager.subject;
  const dueAt = new Date(Date.parse(server.clock.now()) + reviewDays * dayMs).toISOString();
  const systems = act.systems.map((system) => ({ system, reviewer }));
  const body = { name: act.name, dueAt, systems };
  const { id } = await sent<{ id: string }>(office, { path: '/access-reviews', as: server.owner, body });
  const at = `/access-reviews/${id}`;
  await sent(office, { path: `${at}/start`, as: server.manager.cookie });
  const going = await goingIn(office, act);
  for (let items = await openItems(office, at); items.length > 0; items = await openItems(office, at)) {
    server.clock.forward(items.length * act.secondsEach * 1_000);
    const decisions = items.map((one) => {
      const goes = going.has(`${one.system}\n${one.holder}`);
      const choice = goes ? { decision: 'remove' } : { decision: 'keep', reason: 'needed in the job' };
      return { item: one.item, ...choice, shownMs: act.secondsEach * 1_000 };
    });
    await sent(office, { path: `${at}/decisions`, as: server.manager.cookie, body: { decisions } });
  }
  await sent(office, { path: `${at}/close`, as: server.owner });
}

async function openItems({ server }: Office, at: string): Promise<readonly Item[]> {
  const path = `${at}/items?mine=true&only=open&limit=${pageSize}`;
  const page = await sent<{ items: readonly Item[] }>(
    { server },
    { method: 'GET', path, as: server.manager.cookie },
  );
  return page.items;
}

async function goingIn({ server }: Office, { removes }: ReviewAct): Promise<ReadonlySet<string>> {
  const names = await accountNames(server);
  const isGoing = (name: Parameters<typeof isSameAccount>[1]) =>
    removes.some((one) => isSameAccount(one, name));
  return new Set([...names].flatMap(([place, name]) => (isGoing(name) ? [place] : [])));
}
