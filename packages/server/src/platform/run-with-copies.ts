import type pg from 'pg';

/** COPY into a bulk partition (`daybook_bulk`): its statement, and its rows in the binary format. */
export type Copy = { readonly statement: string; readonly rows: Buffer };

/** COPY … FROM STDIN of these columns, in the binary format. Table and columns are the caller's own words, never input. */
export function copyStatement(table: string, columns: readonly string[]): string {
  return `copy ${table}_bulk (${columns.join(', ')}) from stdin (format binary)`;
}

/**
 * Runs these copies and then `statements` (may be empty) in one round trip: everything is sent at once, and the server
 * reads each copy's rows when it reaches its statement. The first failure ends the rest; in an open transaction nothing
 * of it can commit then. No part of the text may come from input.
 */
export function runWithCopies(
  client: pg.PoolClient,
  copies: readonly Copy[],
  statements: readonly string[],
): Promise<void> {
  const text = [...copies.map((copy) => copy.statement), ...statements].join('; ');
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  client.query({
    submit: (connection: pg.Connection) => {
      connection.stream.cork();
      connection.stream.write(message('Q', Buffer.from(`${text}\0`)));
      for (const { rows } of copies) {
        connection.stream.write(messageHeader('d', rows.length));
        connection.stream.write(rows);
        connection.stream.write(messageHeader('c', 0));
      }
      connection.stream.uncork();
    },
    handleError: reject,
    handleReadyForQuery: () => resolve(),
    ...silent,
  });
  return promise;
}

/** What the client tells whoever asked, and nobody here needs: the statements answer with nothing but success. */
const silent = {
  handleRowDescription: () => undefined,
  handleDataRow: () => undefined,
  handleCommandComplete: () => undefined,
  handleCopyInResponse: () => undefined,
  handleEmptyQuery: () => undefined,
};

/** PostgreSQL's protocol, version 3: a type byte, then the length of what follows with itself. */
function messageHeader(type: string, bodyBytes: number): Buffer {
  const header = Buffer.allocUnsafe(5);
  header.write(type, 'latin1');
  header.writeInt32BE(4 + bodyBytes, 1);
  return header;
}

function message(type: string, body: Buffer): Buffer {
  return Buffer.concat([messageHeader(type, body.length), body]);
}
