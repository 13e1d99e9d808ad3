import {
  type ConnectorTools,
  followNextLink,
  type ListRead,
  readList,
  readPages,
  SourceError,
} from '@daybook/kit';
import type { z } from 'zod';
import { tableAnswer } from './answer-schemas.ts';
import type { ServicenowSettings } from './connector.ts';

const rowsPerPage = 500;

export type Table<Row> = {
  readonly name: string;
  readonly row: z.ZodType<Row>;
  /** Plural words for its rows. */
  readonly what: string;
  readonly fields: readonly string[];
};

export type TableRead<Row> = ListRead<Row> & {
  /** Rows of the table as the instance counts them; null where it does not say. */
  readonly total: number | null;
};

/**
 * Reads a table to its end, oldest rows first so that what is added meanwhile comes last. A table the instance counts
 * otherwise than it gave has failed: access rules of ServiceNow leave rows out without a word.
 */
export async function readTable<Row extends { readonly sys_id: string }>(
  { http, signal }: Pick<ConnectorTools, 'http' | 'signal'>,
  settings: ServicenowSettings,
  { name, row, what, fields }: Table<Row>,
): Promise<TableRead<Row>> {
  let total: number | null = null;
  const pages = readPages({
    http,
    signal,
    vendor: 'ServiceNow',
    what,
    first: { method: 'GET', url: addressOf(settings, name, fields), headers: headersOf(settings) },
    schema: tableAnswer(row),
    itemsOf: ({ result }) => result,
    nextOf: (_answer, response, request) => {
      total = countOf(response.headers['x-total-count']);
      return followNextLink(response, request);
    },
    keyOf: ({ sys_id }) => sys_id,
  });
  const list = await readList(pages);
  // The count is taken in a callback, which the compiler does not follow.
  const counted = total as number | null;
  const isShort = list.failure === null && counted !== null && counted !== list.items.length;
  const failure = isShort ? otherCount(what, counted, list.items.length) : list.failure;
  return { ...list, failure, total: counted };
}

function addressOf({ baseUrl }: ServicenowSettings, table: string, fields: readonly string[]): string {
  const query = new URLSearchParams({
    sysparm_limit: String(rowsPerPage),
    sysparm_exclude_reference_link: 'true',
    sysparm_query: 'ORDERBYsys_created_on^ORDERBYsys_id',
    sysparm_fields: fields.join(','),
  });
  return `${baseUrl.replace(/\/{1,9}$/, '')}/api/now/table/${table}?${query}`;
}

function headersOf({ user, password }: ServicenowSettings) {
  const credentials = Buffer.from(`${user}:${password}`).toString('base64');
  return { authorization: `Basic ${credentials}`, accept: 'application/json', 'user-agent': 'daybook' };
}

function countOf(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,9}$/.test(header) ? Number(header) : null;
}

function otherCount(what: string, counted: number, given: number): SourceError {
  return new SourceError(
    'source-changed',
    `ServiceNow counts ${counted} ${what} and gave ${given}`,
    'collect again; if it happens again, its access rules hide rows from this user',
  );
}
