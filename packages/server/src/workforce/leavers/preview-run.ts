import { z } from 'zod';
import { personalText, refuse, type Services, type Tx } from '../../platform/index.ts';
import { openLists } from '../agencies/open-lists.ts';
import { readAgencies } from '../agencies/read-agencies.ts';
import { accountsMaybeOf } from '../linking/read-links.ts';
import { peopleGaps } from '../people-gaps.ts';
import { removalLayers, removalWhats } from '../removals/removal.ts';
import { isToHandOver, titlesOf } from './describe-runs.ts';
import { fanOut } from './fan-out.ts';
import type { Leaver, LeaverRun } from './leaver-run.ts';
import { runsOf } from './leaver-runs.store.ts';

/** Of each layer; the rest is counted. */
const shownMax = 100;

export const previewShape = z.object({
  /** Their run that is open already; what is said now joins it. */
  run: z.string().nullable(),
  /** All three, the partner first. */
  layers: z.array(
    z.object({
      layer: z.enum(removalLayers),
      total: z.int(),
      /** The first 100. */
      items: z.array(
        z.object({
          what: z.enum(removalWhats),
          system: z.string(),
          title: personalText,
          isToHandOver: z.boolean(),
          dueAt: z.string(),
        }),
      ),
    }),
  ),
  /** Systems with an account that may be theirs: somebody has to say whose it is first. */
  maybe: z.array(z.string()),
  /** Systems whose lists are not whole now, by name: more of theirs may be there. */
  openLists: z.array(z.string()),
  /** Why nobody can say who is on the lists of people; of an agency its people may be missing. */
  peopleGaps: z.array(z.string()),
});

export type PreviewOrder = Leaver & Pick<LeaverRun, 'effectiveAt' | 'isInvoluntary'>;

/** What a run would hold if it were opened now, by the same rules; nothing is written. */
export async function previewRun(
  tx: Tx,
  order: PreviewOrder,
  services: Services,
): Promise<z.input<typeof previewShape>> {
  const { subject, agency } = order;
  if ((subject === null) === (agency === null)) refuse('bad-request', 'name a person or an agency');
  if (agency !== null && !(await readAgencies(tx)).some(({ id }) => id === agency)) refuse('not-found');
  const who = { subjects: subject === null ? [] : [subject], agencies: agency === null ? [] : [agency] };
  const open = (await runsOf(tx, who)).find(
    ({ state, returnedAt }) => state === 'open' && returnedAt === null,
  );
  const targets = await fanOut(tx, { ...order, id: open?.id ?? 'none' }, services);
  const layers = removalLayers.map((layer) => ({ layer, own: targets.filter((one) => one.layer === layer) }));
  const titleOf = await titlesOf(
    tx,
    layers.flatMap(({ own }) => own.slice(0, shownMax)),
    services,
  );
  const maybe = await accountsMaybeOf(tx, who.subjects);
  return {
    run: open?.id ?? null,
    layers: layers.map(({ layer, own }) => ({
      ...{ layer, total: own.length },
      items: own.slice(0, shownMax).map((one) => ({
        ...{ what: one.what, system: one.system, dueAt: one.dueAt },
        ...{ title: titleOf(one), isToHandOver: isToHandOver({ ...one, subject }) },
      })),
    })),
    maybe: [...new Set(maybe.map(({ system }) => system))],
    openLists: [...(await openLists(tx, services))],
    peopleGaps: [...(await peopleGaps(tx, services))],
  };
}
