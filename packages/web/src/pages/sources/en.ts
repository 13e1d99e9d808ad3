export const en = {
  title: 'Sources',
  lead: 'Where records come from, and whether what they brought is whole.',
  connect: 'Connect a source',
  first: {
    title: 'Nothing is connected yet',
    text: 'Connect a git repository, GitHub, or a file of people and accounts. Reading starts at once and changes nothing at the source.',
  },
  lastRead: 'read',
  neverRead: 'never read',
  nothingYet: 'Nothing has been read completely yet.',
  watch: 'Watch the reading',
  mappings: 'Remembered files',
  batch: {
    running: (done: number, count: number) => `Files are being read: ${done} of ${count} done`,
    ended: (count: number, unread: number, partly: number) =>
      [
        `Of ${count} files handed over`,
        [
          ...(unread > 0 ? [`${unread} ${unread === 1 ? 'was' : 'were'} not read`] : []),
          ...(partly > 0 ? [`${partly} did not come whole`] : []),
        ].join(' and '),
      ].join(', '),
    watch: 'Watch',
    look: 'See which and why',
  },
};
