/** One row of the projection as it was known at a size of the ledger: ends that became known later are not told. */
export type ProjectionRow = {
  readonly position: number;
  readonly connection: string;
  /** Null where the payload was erased and nothing tells any more what it was about. */
  readonly kind: string | null;
  readonly scope: string | null;
  readonly key: string | null;
  /** Base64. Of the stored value under its own salt; of the entry where the value was erased. */
  readonly commitment: string;
  readonly occurredAt: string | null;
  readonly observedAt: string;
  readonly supersededPosition: number | null;
  readonly isGone: boolean;
  readonly validUntil: string | null;
};

const fields = [
  'kind',
  'scope',
  'key',
  'connection',
  'commitment',
  'occurredAt',
  'observedAt',
  'supersededPosition',
  'isGone',
  'validUntil',
] as const satisfies readonly (keyof ProjectionRow)[];

const words: Readonly<Record<(typeof fields)[number], string>> = {
  kind: 'its kind',
  scope: 'its scope',
  key: 'its key',
  connection: 'its source',
  commitment: 'its value',
  occurredAt: 'when it happened',
  observedAt: 'when it was observed',
  supersededPosition: 'which entry ended it',
  isGone: 'whether it is gone',
  validUntil: 'until when it held',
};

/** Plain names of what two rows of one position do not agree in; empty when they are equal. */
export function differingFields(one: ProjectionRow, other: ProjectionRow): readonly string[] {
  return fields.filter((field) => one[field] !== other[field]).map((field) => words[field]);
}
