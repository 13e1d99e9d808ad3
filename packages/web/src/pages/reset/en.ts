export const en = {
  title: 'Choose a new password',
  lead: 'This link works once. Your second factor is enrolled anew afterwards, and every device is signed out.',
  noLink: {
    title: 'The link is not whole',
    text: 'Open exactly the link you were given; an administrator of your workspace can give you a new one.',
  },
  password: 'New password',
  passwordHelp: 'At least 12 characters. A few words in a row are fine.',
  submit: 'Choose it',
  done: { title: 'Your password was changed', text: 'Sign in with it now.', go: 'Sign in' },
};
