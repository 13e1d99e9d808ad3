export const en = {
  title: 'Connect a source',
  sources: 'Sources',
  lead: 'Pick what Daybook should read. It only ever reads.',
  unproven: 'built from the vendor’s description, not yet run against a live account',
  reads: 'Brings',
  history: {
    full: 'reads its whole history',
    'since-connect': 'reads from the day it is connected',
    none: 'a picture of one day',
  },
  here: {
    title: 'Start with this repository itself',
    text: 'Daybook runs from a git repository on this machine. Reading it takes seconds and shows how everything works.',
    action: 'Read this repository',
  },
};
