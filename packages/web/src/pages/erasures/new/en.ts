export const en = {
  title: 'Ask for an erasure',
  erasures: 'Erasures',
  lead: 'Nothing is erased by asking: a second person looks at what it affects and decides.',
  what: 'What is to be erased',
  kinds: { person: 'Everything about a person', entries: 'Single entries' },
  person: {
    means:
      'Their name, mail address and logins are erased everywhere at once: they lie in few places under one key, which is destroyed. Entries keep a pseudonym nobody can trace back.',
  },
  entries: {
    label: 'Entries',
    help: 'Their numbers, apart by commas or spaces, such as 812, 815.',
    problem: 'Give at least one number of an entry; digits only.',
    means: 'What these entries said is erased: each is named below. The lines and their proofs stay.',
    missing: 'cannot be read; it may not exist',
    erased: 'already erased',
    more: (count: string) => `and ${count} more`,
  },
  basis: 'Which right it rests on',
  reason: 'Why',
  reasonHelp: 'Written into the ledger for good. Do not name the person.',
  affects: 'What it would affect',
  held: 'A legal hold covers this: the request can be sent, but not approved before the hold is lifted.',
  holds: 'See the holds',
  submit: 'Send the request',
  done: 'The request waits for a second person.',
};
