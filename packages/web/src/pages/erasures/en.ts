export const en = {
  title: 'Erasures',
  lead: 'What a person, a contract or a law asks to be forgotten. The line in the ledger and its proof stay; what it said is gone for good. Two people decide.',
  tabs: { label: 'Parts of erasure', requests: 'Requests', holds: 'Legal holds' },
  request: 'Ask for an erasure',
  empty: {
    title: 'Nobody has asked for an erasure',
    text: 'A request names a person or single entries, and the right it rests on. A second person approves it.',
  },
  list: 'Requests, newest first',
  columns: {
    what: 'What',
    state: 'State',
    basis: 'Legal basis',
    by: 'Asked by',
    at: 'Asked',
    entries: 'Entries',
  },
  states: {
    requested: 'Waits for a second person',
    approved: 'Erased',
    declined: 'Declined',
    held: 'Stopped by a legal hold',
  },
  person: 'A person',
  entries: (count: string) => (count === '1' ? '1 entry' : `${count} entries`),
  storage: {
    title: 'What erasing means here',
    file: 'Keys are kept in a file of this machine, apart from the data.',
    database: 'Keys are kept in the database.',
  },
};
