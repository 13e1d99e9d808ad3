import { z } from 'zod';
import { Personal, personalText } from '../../platform/index.ts';
import type { Principal } from '../access-list/standing-of.ts';
import type { ClassGap, ViewerRow } from './compare-visibility.ts';
import type { StoredDataClass } from './data-classes.store.ts';

const term = z.string().trim().min(1).max(200);

const placeShape = z.strictObject({
  system: term,
  /** The inbox, queue or channel as the grants of the system name it; null: everywhere on it. */
  within: term.nullable(),
  /** Roles on the system that let see it; empty: any access there does. */
  through: z.array(term).max(40),
});

export const dataClassFields = {
  name: z.string().trim().min(1).max(120),
  places: z.array(placeShape).max(40),
  /** Roles by the list of people; whoever has another one need not see it. */
  needs: z.array(term).max(100),
};

export const dataClassShape = z.object({
  id: z.string(),
  name: z.string(),
  places: z.array(placeShape),
  needs: z.array(z.string()),
  changedAt: z.string(),
  position: z.int(),
});

const sees = z.enum(['yes', 'no', 'unknown']);

export const comparedClassShape = dataClassShape.extend({
  /** Why nobody is known not to see it; empty where the lists tell. */
  gaps: z.array(
    z.object({
      system: z.string().nullable(),
      within: z.string().nullable(),
      why: z.enum(['no-place', 'no-list', 'not-whole', 'place-not-named', 'role-not-named']),
      reasons: z.array(z.string()),
    }),
  ),
});

export const viewerShape = z.object({
  /** `sub_…`, or `agy_…` of an agency. */
  principal: z.string(),
  kind: z.enum(['person', 'agency', 'bot', 'unknown']),
  name: personalText,
  role: z.string().nullable(),
  /** Classes they can see and need not. */
  beyond: z.int(),
  /** Classes they need not, of which nobody can tell whether they see them. */
  open: z.int(),
  sightings: z.array(
    z.object({
      dataClass: z.string(),
      sees,
      needs: z.boolean(),
      where: z.array(
        z.object({ system: z.string(), within: z.string().nullable(), by: z.string().nullable() }),
      ),
    }),
  ),
});

export function viewDataClass({ places, needs, ...rest }: StoredDataClass): z.input<typeof dataClassShape> {
  return { ...rest, places: places.map((one) => ({ ...one, through: [...one.through] })), needs: [...needs] };
}

export function viewComparedClass(
  one: StoredDataClass,
  gaps: readonly ClassGap[],
): z.input<typeof comparedClassShape> {
  const told = gaps.map(({ reasons, ...gap }) => ({ ...gap, reasons: [...reasons] }));
  return { ...viewDataClass(one), gaps: told };
}

/** As many ways as one person reads of one class. */
const waysMax = 5;

export function viewViewer(
  { id, kind, role, beyond, open, sightings }: ViewerRow,
  nameOf: (principal: Principal) => string | Personal,
): z.input<typeof viewerShape> {
  const name = nameOf({ kind, id });
  return {
    ...{ principal: id, kind, role, beyond, open },
    name: typeof name === 'string' ? new Personal([name]) : name,
    sightings: sightings.map(({ dataClass, sees: isSeen, needs, where }) => {
      const ways = where.slice(0, waysMax).map(({ system, within, by }) => ({ system, within, by }));
      return { dataClass, sees: isSeen, needs, where: ways };
    }),
  };
}
