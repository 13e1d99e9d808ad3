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
};
