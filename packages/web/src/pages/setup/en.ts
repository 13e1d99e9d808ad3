export const en = {
  title: 'Set up Daybook',
  lead: 'This link works once. It makes the first workspace and the person who administers it.',
  noLink: {
    title: 'The set-up link is missing',
    text: 'Daybook printed a one-time link when it started. Open exactly that one; starting Daybook again prints a new one.',
  },
  workspaceName: 'Organisation',
  workspaceHelp: 'Names the workspace; auditors see it.',
  name: 'Your name',
  email: 'Your e-mail address',
  password: 'Password',
  passwordHelp: 'At least 12 characters. A few words in a row are fine.',
  passwordShort: (missing: number) => `${missing} more ${missing === 1 ? 'character' : 'characters'} needed.`,
  submit: 'Create the workspace',
};
