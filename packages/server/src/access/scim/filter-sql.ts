import { type RawBuilder, sql } from 'kysely';
import type { Compare, Filter, Suffix } from 'scim2-parse-filter';
import { type AttributePath, readAttributePath } from './attribute-path.ts';
import { ScimProblem, scimRefuse } from './scim-problem.ts';

export type Condition = RawBuilder<boolean>;

/** One comparison, or the question whether there is anything. */
export type Comparison = Compare | Suffix;

/** What is compared of a resource: text by its small letters or exactly, a truth value, an instant, or rows of its own. */
export type Compared =
  | { readonly kind: 'text'; readonly column: RawBuilder<unknown>; readonly isExact: boolean }
  | { readonly kind: 'truth'; readonly column: RawBuilder<unknown> }
  | { readonly kind: 'instant'; readonly column: RawBuilder<unknown> }
  /** `exists` wraps a condition about one of the rows; `part` says what the parts of a row are, null the row's own value. */
  | {
      readonly kind: 'rows';
      readonly exists: (inner: Condition) => Condition;
      readonly part: (name: string) => Compared | null;
    };

/** What an attribute is compared by; null where it is not kept, so that no resource has it. */
export type ComparedBy = (path: AttributePath) => Compared | null;

const never = sql<boolean>`false`;
const always = sql<boolean>`true`;

/** The filter as a condition of SQL: every value a parameter, every column one of ours. Throws `invalidFilter`. */
export function conditionOf(filter: Filter, by: ComparedBy): Condition {
  switch (filter.op) {
    case 'and':
      return sql`(${sql.join(
        filter.filters.map((one) => conditionOf(one, by)),
        sql` and `,
      )})`;
    case 'or':
      return sql`(${sql.join(
        filter.filters.map((one) => conditionOf(one, by)),
        sql` or `,
      )})`;
    case 'not':
      return sql`(not coalesce(${conditionOf(filter.filter, by)}, false))`;
    case '[]':
      return rowCondition(filter.attrPath, filter.valFilter, by);
    default:
      return comparison(filter, by);
  }
}

function rowCondition(attrPath: string, inner: Filter, by: ComparedBy): Condition {
  const path = pathOf(attrPath);
  const compared = path === null ? null : by(path);
  if (compared === null) return never;
  if (compared.kind !== 'rows')
    scimRefuse(400, 'invalidFilter', 'an attribute with one value has no parts to choose');
  return compared.exists(conditionOf(inner, ({ name }) => compared.part(name)));
}

function comparison(filter: Comparison, by: ComparedBy): Condition {
  const path = pathOf(filter.attrPath);
  const compared = path === null ? null : by(path);
  if (compared === null) return filter.op === 'ne' ? always : never;
  if (compared.kind !== 'rows') return compareOne(compared, filter);
  if (filter.op === 'pr' && path?.part === null) return compared.exists(always);
  const part = compared.part(path?.part ?? 'value');
  if (part === null || part.kind === 'rows') return never;
  return compared.exists(compareOne(part, filter));
}

function pathOf(text: string): AttributePath | null {
  // Inside brackets the parts of a row stand alone, so their names are looked up there.
  if (rowParts.has(text.toLowerCase())) return { name: text.toLowerCase(), part: null };
  try {
    return readAttributePath(text);
  } catch (error) {
    if (error instanceof ScimProblem) scimRefuse(400, 'invalidFilter', error.message);
    throw error;
  }
}

const rowParts: ReadonlySet<string> = new Set(['value', 'type', 'primary', 'display']);

function compareOne(compared: Exclude<Compared, { kind: 'rows' }>, filter: Comparison): Condition {
  const { column, kind } = compared;
  if (filter.op === 'pr') return sql`(${column} is not null)`;
  const { op, compValue } = filter;
  if (compValue === null) {
    if (op === 'eq') return sql`(${column} is null)`;
    return op === 'ne' ? sql`(${column} is not null)` : never;
  }
  if (kind === 'truth') return compareTruth(column, op, compValue);
  if (kind === 'instant') return compareInstant(column, op, compValue);
  const text = String(compValue);
  return compareText(column, op, compared.isExact ? text : foldCase(text));
}

/** Small letters by JavaScript's rules, the same when a value is kept and when it is looked for. */
export function foldCase(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

type CompareOperator = Compare['op'];

const orders: Readonly<Partial<Record<CompareOperator, RawBuilder<unknown>>>> = {
  gt: sql`>`,
  ge: sql`>=`,
  lt: sql`<`,
  le: sql`<=`,
};

function compareText(column: RawBuilder<unknown>, op: CompareOperator, text: string): Condition {
  if (op === 'eq') return sql`(${column} = ${text})`;
  if (op === 'ne') return sql`(${column} is distinct from ${text})`;
  if (op === 'co') return sql`(strpos(${column}, ${text}) > 0)`;
  if (op === 'sw') return sql`(${column} like ${`${text.replace(/[\\%_]/g, '\\$&')}%`})`;
  if (op === 'ew') return sql`(right(${column}, length(${text}::text)) = ${text})`;
  return sql`(${column} ${orders[op] ?? sql`=`} ${text})`;
}

function compareTruth(column: RawBuilder<unknown>, op: CompareOperator, value: unknown): Condition {
  const wanted = String(value).toLowerCase();
  if ((op !== 'eq' && op !== 'ne') || (wanted !== 'true' && wanted !== 'false'))
    scimRefuse(400, 'invalidFilter', 'a truth value is compared by eq and ne, with true or false');
  return op === 'eq'
    ? sql`(${column} = ${wanted === 'true'})`
    : sql`(${column} is distinct from ${wanted === 'true'})`;
}

const instantShape = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)?)?$/i;

function compareInstant(column: RawBuilder<unknown>, op: CompareOperator, value: unknown): Condition {
  if (typeof value !== 'string' || !instantShape.test(value) || Number.isNaN(Date.parse(value)))
    scimRefuse(400, 'invalidFilter', 'an instant is compared with one as in 2026-11-21T08:00:00Z');
  const at = new Date(value).toISOString();
  if (op === 'eq') return sql`(${column} = ${at}::timestamptz)`;
  if (op === 'ne') return sql`(${column} <> ${at}::timestamptz)`;
  const order = orders[op];
  if (order === undefined)
    scimRefuse(400, 'invalidFilter', 'an instant is compared by eq, ne, gt, ge, lt and le');
  return sql`(${column} ${order} ${at}::timestamptz)`;
}
