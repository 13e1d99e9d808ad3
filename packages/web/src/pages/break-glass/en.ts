export const en = {
  title: 'Open a break-glass account',
  lead: 'For the day the identity provider is down. The password opens once. The owners are told at once, and somebody else reviews what you do.',
  name: 'Sign-in name',
  password: 'Password from the envelope',
  passwordHelp: 'Capital letters and hyphens do not matter.',
  reason: 'Why do you open it?',
  reasonHelp: 'Say what is wrong. Written into the ledger, where it stays.',
  submit: 'Open it',
  back: 'Back to sign-in',
};
