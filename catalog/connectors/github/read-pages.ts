import { SourceError } from '@daybook/kit';

type Page<Node> = {
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly Node[];
};

/** What reading a list to its end has shown so far. */
export type PageTally = { pages: number; read: number; total: number };

/**
 * Reads a GraphQL connection to its end. Throws `SourceError` when a page comes twice, when a next page is promised but
 * not named, when the page limit is reached, and when the source counts other than what it gave.
 */
export async function* readPages<Node>(
  input: { readonly keyOf: (node: Node) => string; readonly pagesMax: number; readonly what: string },
  tally: PageTally,
  ask: (after: string | null) => Promise<Page<Node>>,
): AsyncGenerator<Node> {
  const cursors = new Set<string>();
  const keys = new Set<string>();
  let after: string | null = null;
  for (;;) {
    if (tally.pages >= input.pagesMax) throw tooManyPages(input.pagesMax, input.what);
    const page: Page<Node> = await ask(after);
    tally.pages += 1;
    tally.total = page.totalCount;
    for (const node of page.nodes) {
      const key = input.keyOf(node);
      if (keys.has(key)) throw repeatedPage(input.what);
      keys.add(key);
      tally.read += 1;
      yield node;
    }
    if (!page.pageInfo.hasNextPage) break;
    after = page.pageInfo.endCursor;
    if (after === null || cursors.has(after)) throw repeatedPage(input.what);
    cursors.add(after);
  }
  if (tally.read !== tally.total) throw otherCount(tally, input.what);
}

function repeatedPage(what: string): SourceError {
  return new SourceError(
    'source-changed',
    `GitHub gave the same page of ${what} twice, so the list has no known end`,
    'collect again',
  );
}

function tooManyPages(pagesMax: number, what: string): SourceError {
  return new SourceError(
    'source-changed',
    `the limit of ${pagesMax} pages of ${what} was reached before the end of the list`,
    'read a smaller repository, or ask for a higher limit',
  );
}

function otherCount({ read, total }: PageTally, what: string): SourceError {
  return new SourceError(
    'source-changed',
    `GitHub counts ${total} ${what} and gave ${read}`,
    'collect again',
  );
}
