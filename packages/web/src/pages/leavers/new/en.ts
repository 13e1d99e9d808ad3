export const en = {
  title: 'Somebody leaves',
  lead: 'Everything of theirs that the lists know is found at once, and watched until it is gone.',
  leavers: 'Leavers',
  day: 'From when nothing may be left',
  involuntary: 'They are made to leave: ways in have to be shut within hours',
  reason: 'Why',
  reasonHelp: 'Written into the ledger. Do not name people.',
  submit: 'List what has to go',
};
