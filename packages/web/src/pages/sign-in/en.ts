export const en = { title: 'Sign in', email: 'E-mail address', password: 'Password', submit: 'Sign in' };
