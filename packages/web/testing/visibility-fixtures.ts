import { subject } from './fixtures.ts';

/** Who sees which class of data: somebody who need not, somebody nobody can tell of, and a class nobody placed. */

const stranger = 'sub_11111111-7f43-4c11-9a63-08f1c1f7a3d1';
const biller = 'sub_22222222-7f43-4c11-9a63-08f1c1f7a3d1';

type Sees = 'yes' | 'no' | 'unknown';

const names = ['WhatsApp threads', 'Billing messages', 'Crisis drafts', 'Comments', 'Payments'] as const;
const neededBy = [
  ['Agent'],
  ['Billing agent'],
  ['Communications'],
  ['Junior moderator', 'Agent'],
  ['Billing agent'],
];

const classes = names.map((name, index) => ({
  id: `dcl_${index + 1}`,
  name,
  places: name === 'Payments' ? [] : [{ system: 'helpdesk', within: name, through: [] }],
  needs: neededBy[index] ?? [],
  changedAt: '2026-11-20T09:00:00.000Z',
  position: 300 + index,
  gaps: name === 'Payments' ? [{ system: null, within: null, why: 'no-place' as const, reasons: [] }] : [],
}));

type Who = {
  readonly principal: string;
  readonly kind: 'person' | 'agency' | 'bot' | 'unknown';
  readonly name: string;
  readonly role: string | null;
};

function viewer(who: Who, seen: readonly Sees[], by: string) {
  const sightings = classes.map(({ id, name, needs }, index) => {
    const sees = seen[index] ?? 'no';
    const where = sees === 'no' || name === 'Payments' ? [] : [{ system: 'helpdesk', within: name, by }];
    return { dataClass: id, sees, needs: who.role !== null && needs.includes(who.role), where };
  });
  const count = (wanted: Sees) => sightings.filter(({ sees, needs }) => sees === wanted && !needs).length;
  return { ...who, beyond: count('yes'), open: count('unknown'), sightings };
}

const dataVisibility = {
  items: [
    viewer(
      { principal: subject, kind: 'person', name: 'Juno Marsh', role: 'Junior moderator' },
      ['yes', 'yes', 'yes', 'yes', 'unknown'],
      'Light agent',
    ),
    viewer(
      { principal: stranger, kind: 'unknown', name: 'support-tools', role: null },
      ['unknown', 'unknown', 'no', 'yes', 'unknown'],
      'Agent',
    ),
    viewer(
      { principal: biller, kind: 'person', name: 'Bill Reed', role: 'Billing agent' },
      ['no', 'yes', 'no', 'no', 'unknown'],
      'Agent',
    ),
  ],
  nextCursor: null,
  classes,
  totals: { viewers: 3, beyond: 2, open: 2 },
};

const dataClasses = {
  items: classes.map(({ gaps: _gaps, ...one }) => one),
  roles: ['Agent', 'Billing agent', 'Communications', 'Junior moderator'],
};

const dataPlaces = { isKnown: true, places: [...names], roles: ['Agent', 'Light agent'] };

export const visibilityBodies = {
  '/data-visibility': dataVisibility,
  '/data-classes': dataClasses,
  '/data-places': dataPlaces,
};

export const emptyVisibility = {
  '/data-visibility': {
    items: [],
    nextCursor: null,
    classes: [],
    totals: { viewers: 0, beyond: 0, open: 0 },
  },
  '/data-classes': { items: [], roles: [] },
};
