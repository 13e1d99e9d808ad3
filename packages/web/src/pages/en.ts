export const en = {
  title: 'Today',
  lead: 'What is not as it should be, and the one next step for each.',
  empty: {
    title: 'Nothing needs you',
    text: (controls: string, items: string) =>
      `${controls} controls operate over ${items} items, every source is complete and fresh.`,
  },
  first: {
    title: 'Connect your first source',
    text: 'Daybook has looked at nothing yet, so it claims nothing. Connect a repository, or load a file of people and accounts; the first findings follow within a minute.',
    action: 'Connect a source',
  },
  figures: {
    watched: 'Items watched',
    watchedNote: (populations: number) =>
      `N over ${populations} ${populations === 1 ? 'population' : 'populations'}`,
    operating: 'Controls operating',
    operatingNote: (total: number) => `of ${total}`,
    unknown: 'Cannot be told',
    oldest: 'the oldest',
    none: 'nothing unknown',
    written: 'Written down last',
  },
  list: 'Needs attention',
  more: (count: number) => `${count} more on the controls page`,
  source: {
    failed: (name: string) => `${name}: the last reading failed`,
    incomplete: (name: string) => `${name}: not complete`,
    never: (name: string) => `${name}: never read`,
    running: (name: string) => `${name}: being read now`,
    neverReason: 'It is connected, but nothing has been read from it.',
    look: 'See the source',
    watch: 'Watch the reading',
  },
  ledger: {
    forked: 'The ledger does not match what was signed before',
    forkedReason:
      'Nothing more is written until someone decides: restore the newest backup, or close the log.',
    forkedAction: 'See both heads',
    never: 'Nothing outside vouches for the ledger',
    neverReason:
      'Until a checkpoint is mailed, stamped or witnessed, only this machine says what the ledger held.',
    neverAction: 'Set up an anchor',
    overdue: 'The ledger was not anchored in the last 24 hours',
    overdueReason: 'Entries written since are dated by our own clock alone.',
    overdueAction: 'Anchor now',
    failing: (name: string) => `Anchoring with ${name} fails`,
    failingReason: 'It does not answer as it should.',
    failingAction: 'See the anchors',
    erasure: 'An erasure waits for a second person',
    erasures: (count: number) => `${count} erasures wait for a second person`,
    erasureReason: 'You did not ask for it, so you may decide it.',
    erasureAction: 'Look and decide',
  },
  control: { fail: 'Look at what fails', unknown: 'See what would settle it', untested: 'See what it needs' },
};
