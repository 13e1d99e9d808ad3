export const en = {
  title: 'Sign in',
  email: 'E-mail address',
  password: 'Password',
  submit: 'Sign in',
  second: {
    title: 'One more step',
    lead: 'Your password is right. Now a code of your authenticator app.',
    recoveryLead: 'Each recovery code works once.',
    code: 'Code',
    codeHelp: 'Six digits, new every 30 seconds.',
    recoveryCode: 'Recovery code',
    submit: 'Sign in',
    useRecovery: 'Use a recovery code',
    useApp: 'Use the authenticator app',
    back: 'Start again',
    lost: 'Without app and recovery codes an administrator of your workspace gives you a link for a new password.',
  },
};
