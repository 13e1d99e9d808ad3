import type { KyselyPlugin, UnknownRow } from 'kysely';

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const namesOfInstants = /(_at|At|_until|Until|_request|Request)$/;

/**
 * We read instants as text; better-auth compares them with dates, which is never true of text. So its rows carry dates:
 * without this nothing it keeps would ever run out.
 */
export const instantsAsDates: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: async ({ result }) => ({ ...result, rows: result.rows.map(withDates) }),
};

function withDates(row: UnknownRow): UnknownRow {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      const isInstant = typeof value === 'string' && namesOfInstants.test(name) && instant.test(value);
      return [name, isInstant ? new Date(value) : value];
    }),
  );
}
