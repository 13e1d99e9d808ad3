export const en = {
  title: 'Whose accounts are these?',
  lead: 'Accounts that fit nobody, several people, or carry a name that several use. What you say stays when they are read again.',
  left: (count: string) => `${count} left`,
  of: (system: string) => `On ${system} alone.`,
  all: 'Show all systems',
  none: { title: 'Every account has somebody', text: 'No account is left that nobody can be told for.' },
  skipped: { title: 'That was the last one', text: 'The others were skipped.', again: 'Begin again' },
  notAllowed: 'Your role may look, but not decide.',
};
