import { describe, expect, it } from 'vitest';
import { signInsOfCell } from './sign-ins-of-cell.ts';

describe('how an account is entered, as a file says it', () => {
  it.each([
    ['SSO', { signIns: ['single-sign-on'] }],
    ['Single sign-on, password', { signIns: ['single-sign-on', 'password'] }],
    ['SAML und Kennwort', { signIns: ['single-sign-on', 'password'] }],
    ['WebAuthn; API key', { signIns: ['passkey', 'key'] }],
  ])('%s is understood', (text, told) => {
    expect(signInsOfCell(text)).toEqual(told);
  });

  it('a word nobody knows leaves it unknown, with what surely opens it', () => {
    expect(signInsOfCell('SSO, Acme Gate')).toEqual({
      signIns: 'unknown',
      signInsSurely: ['single-sign-on'],
    });
    expect(signInsOfCell('default')).toEqual({ signIns: 'unknown' });
  });

  it('says nothing where the file says nothing', () => {
    expect(signInsOfCell('')).toEqual({});
    expect(signInsOfCell(' / ')).toEqual({});
  });
});
