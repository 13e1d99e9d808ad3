import { type FactKind, type FactOf, factKindRules, factSchemas } from '@daybook/kit';
import { z } from 'zod';

const count = z.int().min(0);

/** One population's completeness record inside `pull.completed@1`. Later fields are let through. */
export const populationReportSchema = z.looseObject({
  kind: z.string(),
  scope: z.string(),
  query: z.string(),
  items: count,
  added: count,
  changed: count,
  closed: count,
  rejected: count,
  duplicates: count,
  complete: z.boolean(),
  visible: z.boolean(),
  reasons: z.array(z.string()),
  pages: count,
  first: z.string().nullable(),
  last: z.string().nullable(),
  sourceCount: count.nullable(),
  gaps: z.array(z.string()),
  snapshotDigest: z.string(),
  maxGapHours: count,
});

/** `pull.completed@1`, and what `pull.failed@1` and `pull.abandoned@1` share with it. */
export const pullPayloadSchema = z.looseObject({
  connector: z.string(),
  startedAt: z.string(),
  finishedAt: z.string(),
  populations: z.array(populationReportSchema),
  /** Of a failed pull: what was tried and what was found. */
  message: z.string().optional(),
});

export const logOpenedPayloadSchema = z.looseObject({
  origin: z.string(),
  firstPosition: count,
  verifierKey: z.string(),
  predecessor: z.looseObject({ origin: z.string(), size: count, root: z.string() }).nullable(),
  /** Of the successor of a forked log: the history known elsewhere, and the one it continues. */
  forked: z
    .looseObject({
      knownSize: count,
      knownRoot: z.string().nullable(),
      knownBy: z.string(),
      foundSize: count,
      foundRoot: z.string(),
    })
    .nullish(),
});

export const rotatedPayloadSchema = z.looseObject({
  origin: z.string(),
  verifierKey: z.string(),
  note: z.string(),
});

export const erasedPayloadSchema = z.looseObject({ positions: z.array(count), legalBasis: z.string() });

export const identityPayloadSchema = z.looseObject({ subject: z.string(), identity: z.looseObject({}) });

const recordPlaceSchema = z.looseObject({ kind: z.string(), scope: z.string(), key: z.string() });
const observedSchema = recordPlaceSchema.extend({ value: z.unknown() });

export type PopulationReport = z.infer<typeof populationReportSchema>;

export type RecordPlace = { readonly kind: string; readonly scope: string; readonly key: string };
export type ObservedRecord = RecordPlace & { readonly kind: FactKind; readonly value: FactOf<FactKind> };

/** Where `record.observed@1` or `record.gone@1` belongs. Its value is not looked at. */
export function parseRecordPlace(payload: unknown): RecordPlace {
  return recordPlaceSchema.parse(payload);
}

/** The value of `record.observed@1`, held against the ontology; its key must be the one its value has. */
export function parseObserved(payload: unknown): ObservedRecord {
  const { kind, scope, key, value } = observedSchema.parse(payload);
  if (!isFactKind(kind)) throw new Error('its kind is unknown');
  // the schema and the rules of one kind agree on the value's type, which a union of kinds cannot say
  const fact = factSchemas[kind].parse(value) as FactOf<FactKind>;
  const keyOf = factKindRules[kind].keyOf as (value: FactOf<FactKind>) => string;
  if (keyOf(fact) !== key) throw new Error('its key is not that of its value');
  return { kind, scope, key, value: fact };
}

export function isFactKind(kind: string): kind is FactKind {
  return Object.hasOwn(factSchemas, kind);
}
