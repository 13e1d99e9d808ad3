export const en = {
  title: 'I left',
  lead: (name: string) => `Tell ${name} that you no longer work for them, so that your access is taken away.`,
  noLink: {
    title: 'This link leads nowhere',
    text: 'It was turned off, or is not whole. Ask the organisation for a new one, or write to them.',
  },
  email: 'The mail address you had there',
  lastDay: 'Your last day, if you know it',
  words: 'Anything else',
  wordsHelp: 'For example on which accounts you still can sign in. No passwords.',
  submit: 'Tell them',
  done: {
    title: 'Thank you',
    text: 'Somebody there looks at it. You need not do anything else; this page does not say whether anybody knows you.',
  },
};
