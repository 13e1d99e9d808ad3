export const en = {
  title: 'Reading',
  sources: 'Sources',
  titles: {
    running: 'Reading the source',
    completed: 'The source was read',
    failed: 'The source could not be read',
    abandoned: 'The reading was cut off',
    cancelled: 'The reading was cancelled',
  },
  leave: 'You can leave this page; the reading goes on and its result waits for you.',
  phases: {
    reading: 'Reading from the source',
    writing: 'Writing into the ledger',
    ended: 'Ended',
  } as Readonly<Record<string, string>>, // open: a phase added later is shown as it is
  cancel: 'Cancel the reading',
  cancelNote: 'Nothing of it is taken over.',
  records: 'Completeness records',
  started: 'Started',
  finished: 'Ended',
  entry: 'Entry',
  next: {
    findings: 'See what the controls say',
    items: 'See the items',
    source: 'See the source',
    sources: 'Back to sources',
  },
};
