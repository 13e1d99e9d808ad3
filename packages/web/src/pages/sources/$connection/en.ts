export const en = {
  title: 'Source',
  sources: 'Sources',
  collect: 'Read now',
  newerFile: 'Upload a newer file',
  connected: 'Connected',
  populations: 'What it lists',
  nothing: 'Nothing has been read completely yet, so nothing is known.',
  records: 'Completeness records of the last reading',
  pulls: 'Readings',
  columns: {
    reading: 'Reading',
    state: 'State',
    items: 'Items',
    changes: 'Added, changed, gone',
    entry: 'Entry',
  },
  noPulls: 'It was never read.',
  shrunken: {
    title: (what: string) => `${what} gone at once`,
    text: 'So many are missing that the list may have been cut off. They count as still there, and nothing passes on this list, until somebody confirms that they are gone. A source that is read by itself also settles it when it misses them again an hour later.',
    confirm: 'Confirm that they are gone',
    question: (what: string) => `Are ${what} really gone?`,
    consequence:
      'Look at the source first. Daybook will state each of them gone as of this reading, which proves removals of access.',
    reason: 'How you know',
    reasonHelp: 'It is kept in the ledger. Leave names out.',
  },
};
