import { z } from 'zod';
import { personalText } from '../../platform/index.ts';

/** Classes of values by which people are called in the list. */
export const nameClasses = ['name', 'email', 'login', 'phone'] as const;

const kind = z.enum(['person', 'agency', 'bot', 'unknown']);
const state = z.enum(['active', 'left', 'ended', 'unknown']);
const right = z.enum(['yes', 'no', 'unknown']);
const source = z.enum(['live', 'import', 'attested']);

const rightsShape = z.object({ administer: right, export: right, connect: right, publish: right });

const cellShape = z.object({
  system: z.string(),
  holder: z.string(),
  rights: rightsShape,
  /** False: the account is disabled and no other way is left. */
  canAct: z.boolean(),
  isEnabled: right,
  /** Null where only grants or tokens are told. */
  accountKind: z.string().nullable(),
  roles: z.array(z.string()).readonly(),
  ways: z.array(z.string()).readonly(),
  grants: z.int(),
  tokens: z.int(),
  lastSeenAt: z.string().nullable(),
  /** When what is told here was seen first. */
  observedAt: z.string(),
  /** The last whole list of its system; null where none was. */
  seenAt: z.string().nullable(),
  position: z.int(),
  source,
  /** Its system's lists are whole just now; where not, nobody is known to lack a right. */
  isComplete: z.boolean(),
});

export const listedPrincipalShape = z.object({
  /** `sub_…`, `agy_…`, or `token:…` of a token nobody owns. */
  principal: z.string(),
  name: personalText,
  kind,
  state,
  endsOn: z.string().nullable(),
  danger: z.int(),
  systems: z.int(),
  cells: z.array(cellShape).readonly(),
});

export const totalsShape = z.array(z.object({ kind, state, principals: z.int() }));

export const accessRowShape = z.object({
  name: personalText,
  kind,
  state,
  system: z.string(),
  ...rightsShape.shape,
  canAct: z.boolean(),
  isEnabled: right,
  roles: z.string(),
  ways: z.string(),
  lastSeenAt: z.string().nullable(),
  seenAt: z.string().nullable(),
  source,
  isComplete: z.boolean(),
  position: z.int(),
  principal: z.string(),
});

const counted = z.object({ yes: z.int(), unknown: z.int() });

export const systemColumnShape = z.object({
  system: z.string(),
  name: z.string(),
  /** `none`: no list of its accounts was ever had, so nothing can be said of who has access. */
  list: z.enum(['whole', 'partial', 'none']),
  isGrantListWhole: z.boolean(),
  reasons: z.array(z.string()),
  lastCompleteAt: z.string().nullable(),
  lastPullAt: z.string().nullable(),
  staleAt: z.string().nullable(),
  source: source.nullable(),
  position: z.int().nullable(),
  holders: z.int(),
  disabled: z.int(),
  rights: z.object({ administer: counted, export: counted, connect: counted, publish: counted }),
});

const partKind = z.enum(['account', 'grant', 'credential']);

const partShape = z.object({
  kind: partKind,
  scope: z.string(),
  key: z.string(),
  words: z.string(),
  rights: z.union([z.array(z.string()).readonly(), z.literal('unknown')]).nullable(),
  way: z.string().nullable(),
  via: z.string().nullable(),
  isInForce: z.union([z.boolean(), z.literal('unknown')]),
  observedAt: z.string(),
  position: z.int(),
});

export const principalDetailShape = z.object({
  principal: z.string(),
  name: personalText,
  kind,
  /** `gone`: nothing is left of what they had. */
  state: z.enum([...state.options, 'gone']),
  endsOn: z.string().nullable(),
  danger: z.int(),
  cells: z.array(cellShape.extend({ parts: z.array(partShape).readonly() })).readonly(),
  /** Accounts that may be theirs, until somebody says whose they are. */
  maybeCells: z.array(z.object({ system: z.string(), holder: z.string() })).readonly(),
  goneCells: z.array(z.object({ system: z.string(), holder: z.string() })).readonly(),
  secrets: z
    .array(
      z.object({
        id: z.string(),
        name: z.string(),
        system: z.string(),
        owner: z.string().nullable(),
        rotatedAt: z.string().nullable(),
        position: z.int(),
      }),
    )
    .readonly(),
  devices: z
    .array(
      z.object({
        id: z.string(),
        name: z.string(),
        model: z.string().nullable(),
        isShared: z.boolean(),
        signedInTo: z.array(z.string()).readonly().nullable(),
        position: z.int(),
      }),
    )
    .readonly(),
  history: z
    .array(
      z.object({
        kind: partKind,
        scope: z.string(),
        key: z.string(),
        system: z.string(),
        what: z.enum(['appeared', 'changed', 'gone']),
        words: z.string(),
        at: z.string(),
        position: z.int(),
      }),
    )
    .readonly(),
});
