export const en = {
  title: 'Connect',
  sources: 'Sources',
  connect: 'Connect a source',
  titleOf: (name: string) => `Connect ${name}`,
  name: 'Name in the list',
  nameHelp: 'Empty means a name made from the settings.',
  optional: (label: string) => `${label} (optional)`,
  submit: 'Connect and read',
  look: 'Look at the file',
  import: 'Import the file',
  another: 'Take another file',
  newer: {
    label: 'Is this a newer copy of a list you imported before?',
    help: 'A newer copy replaces the earlier one: whoever is no longer in it counts as gone. For accounts, give the same system as before.',
    none: 'No, a new list',
  },
  secretHelp: 'Stored encrypted and never shown again.',
  missing: 'This is needed.',
  mapping: {
    title: 'What the columns are',
    lead: (name: string, format: string) =>
      `Nothing is recorded yet. Check what ${name} (${format}) seems to hold, then import it.`,
    kind: 'Each row is',
    kinds: { person: 'a person', account: 'an account' } as Readonly<Record<string, string>>, // open: further kinds keep their id
    field: 'Field',
    column: 'Column of the file',
    none: 'not in the file',
    sample: 'First rows, e-mail addresses and numbers masked',
    fixed: 'The format is known; its columns need no mapping.',
  },
};
