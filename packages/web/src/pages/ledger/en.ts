export const en = {
  title: 'Ledger',
  lead: 'Everything that was observed or done, each line written once. Nothing is changed or removed.',
  state: {
    size: 'Entries',
    recorded: 'Written last',
    checkpoint: 'Signed checkpoint',
    covers: (size: string) => `covers ${size} entries`,
    none: 'none yet',
    origin: 'Log',
    root: 'Root of the tree',
    key: 'Key to verify with',
  },
  feed: 'Entries',
  filter: 'Type',
  all: 'All types',
  more: 'Older entries',
  none: 'No entry of this type.',
  columns: { entry: 'Entry', what: 'What', type: 'Type', happened: 'Happened', recorded: 'Recorded' },
  label: 'Entries, newest first',
};

/** Types people filter by; any other type can stand in the address. */
export const entryTypes: readonly string[] = [
  'pull.completed@1',
  'pull.failed@1',
  'record.observed@1',
  'record.gone@1',
  'identity.recorded@1',
  'check.ran@1',
  'package.built@1',
  'connection.created@1',
  'member.added@1',
  'workspace.created@1',
  'log.opened@1',
];
