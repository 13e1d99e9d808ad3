export const en = {
  title: 'Second factor',
  lead: 'A code from your phone beside your password: whoever learns your password alone cannot decide in your name.',
  needed:
    'In this workspace approving, exporting, administering and erasing ask for it. Reading and recording do not.',
  notNeeded: 'Your role decides nothing that asks for it. It protects your sign-in all the same.',
  later: 'Later',
  laterMeans:
    'Until then you can read and record. You cannot approve, export, reveal, erase or administer; Daybook then says so and leads back here.',
  satisfied: { title: 'Your second factor is in place', text: 'This session has shown it.', go: 'Go on' },
  show: { title: 'Show your second factor' },
  enrol: {
    password: 'Your password',
    passwordHelp: 'To make sure it is you who enrols.',
    begin: 'Begin',
    scan: '1. Scan this with an authenticator app',
    scanHelp: 'Any app for one-time codes works.',
    picture: 'QR code for your authenticator app',
    type: 'Or type this secret into the app',
    secret: 'Secret',
    confirm: '2. Type the code the app shows',
    code: 'Code',
    codeHelp: 'Six digits, new every 30 seconds.',
    submit: 'Enrol',
  },
  codes: {
    title: 'Keep these recovery codes',
    text: 'Each works once, when the app is not at hand. They are shown only now. Print them or put them into a password manager.',
    name: 'the recovery codes',
    kept: 'I have kept them',
  },
};
