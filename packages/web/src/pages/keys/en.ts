export const en = {
  title: 'API keys',
  lead: 'How programs get in: each key belongs to one person, opens what it names, and ends by itself.',
  columns: {
    name: 'Key',
    owner: 'Owner',
    scopes: 'Opens',
    used: 'Last used',
    ends: 'Ends',
    state: 'State',
    steps: 'Steps',
  },
  states: {
    working: 'Working',
    unused: 'Not used for 90 days',
    expired: 'Ran out',
    ended: 'Ended',
  },
  opens: (inForce: number, all: number) =>
    inForce === all ? `${all} ${all === 1 ? 'action' : 'actions'}` : `${inForce} of ${all} now`,
  whatOpens: (name: string) => `What ${name} opens`,
  whatOpensLead: 'What its owner may not do at this moment is struck out.',
  empty: {
    title: 'No keys yet',
    text: 'A program that reads or writes here needs a key. You see it once, when you make it.',
  },
  unused: (count: number) =>
    count === 1
      ? 'One key was not used for 90 days. A key nobody needs is best ended.'
      : `${count} keys were not used for 90 days. Keys nobody needs are best ended.`,
  make: {
    title: 'Make a key',
    lead: 'It acts for you and never does more than you may at that moment. Approving, administering, revealing and erasing stay with people.',
    name: 'What it is for',
    nameHelp: 'Such as “nightly report”. Written into the ledger, where it stays.',
    days: 'Ends after',
    daysOf: (days: number) => (days === 365 ? 'a year' : `${days} days`),
    scopes: 'What it may do',
    filter: 'Find in this list',
    chosen: (count: number) => `${count} chosen`,
    chosenOf: (count: number, all: number) => `${count} of ${all}`,
    noMatch: 'Nothing here has these words.',
    none: 'Your role gives you nothing that a key could hold.',
    submit: 'Make the key',
    needsScope: 'Choose at least one thing it may do.',
    secondFactor: 'needs your second factor',
  },
  kinds: {
    read: { title: 'Look', text: 'Reads, and changes nothing. Values about people stay masked.' },
    write: { title: 'Change', text: 'Writes, as you would.' },
    disclose: { title: 'See values about people', text: 'Shows what is masked without it.' },
    export: { title: 'Take data out', text: 'Only after you showed your second factor.' },
  } as Readonly<Record<string, { readonly title: string; readonly text: string }>>, // open: a kind added later is shown by its id
  disclosed: {
    'name.disclose': 'Names of people',
    'email.disclose': 'Mail addresses',
    'phone.disclose': 'Telephone numbers',
    'login.disclose': 'Logins',
    'handle.disclose': 'Handles',
    'text.disclose': 'Free texts',
    'personal.disclose': 'Other values about people',
  } as Readonly<Record<string, string>>, // open: a class added later is shown by its id
  made: {
    title: 'Your new key',
    text: 'Copy it now: it is shown only here and kept nowhere. Whoever has it acts for you, so keep it like a password.',
    ends: 'It ends on',
    key: 'key',
    use: 'A program sends it with every request, without a cookie. Put it into its environment, not into a command line:',
    command: 'example',
    done: 'I have copied it',
    said: 'The key was made.',
  },
  end: {
    open: 'End',
    title: (name: string) => `End the key ${name}`,
    text: 'From this moment on it opens nothing, and whatever uses it stops working. It cannot be brought back; make a new one instead.',
    action: 'End the key',
    done: (name: string) => `The key ${name} ended.`,
  },
};
