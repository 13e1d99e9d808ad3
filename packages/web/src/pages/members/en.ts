export const en = {
  title: 'Members',
  lead: 'Who may see and do what in this workspace.',
  columns: { name: 'Name', email: 'E-mail', role: 'Role', added: 'Added', entry: 'Entry' },
  roles: {
    owner: 'Owner: may do everything',
    reader: 'Reader: may see everything, change nothing',
    service: 'Service: acts from the command line, approves nothing',
  },
  short: { owner: 'Owner', reader: 'Reader', service: 'Service' },
  unnamed: 'Name erased',
  add: {
    title: 'Add a person',
    name: 'Name',
    email: 'E-mail address',
    role: 'Role',
    password: 'First password',
    passwordHelp:
      'At least 12 characters. Hand it over in person; a person who already has an account keeps their own.',
    submit: 'Add',
    done: (name: string) => `${name} was added.`,
  },
};
