import { type Emission, type OwnListing, SourceError } from '@daybook/kit';

/** Read every hour; a few missed turns are not yet silence. */
const maxGapHours = 3;
const pagesMax = 100_000;

/** One list of a feature of Daybook. It is whole when the feature knows of no gap and counts the same before and after. */
export async function* readListing(listing: OwnListing, signal: AbortSignal): AsyncGenerator<Emission> {
  const { kind, scope, query } = listing;
  yield { type: 'population', kind, scope, query, maxGapHours };
  const before = await listing.count();
  let items = 0;
  let pages = 0;
  for (let after: string | null = null; ; ) {
    if (signal.aborted) throw new SourceError('cancelled', 'the reading was cancelled', 'start it again');
    const page: Awaited<ReturnType<OwnListing['page']>> = await listing.page(after);
    pages += 1;
    for (const record of page.items) {
      items += 1;
      yield { type: 'record', kind, scope, record };
    }
    if (page.next === null) break;
    if (pages === pagesMax) {
      throw new SourceError('source-truncated', `${query}: more pages than are read`, 'report it');
    }
    after = page.next;
  }
  const after = await listing.count();
  const gaps = await listing.gaps();
  const moved = before === items && items === after;
  const reasons = moved
    ? []
    : [...gaps, `${items} were read, but ${before} were counted before and ${after} afterwards`];
  const isComplete = moved;
  const attributes = { items };
  yield {
    type: 'end',
    kind,
    scope,
    isComplete,
    reasons,
    // With a known gap what was read is taken over, and is never the whole list.
    gaps: moved ? gaps : [],
    sourceCount: before,
    pages,
    attributes,
  };
}
