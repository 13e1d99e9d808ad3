import type { RecordOf } from '@daybook/kit';

type Account = RecordOf<'account'>;
type SignIn = NonNullable<Account['signInsSurely']>[number];

const words: Readonly<Record<SignIn, string>> = {
  'single-sign-on':
    'sso singlesignon saml saml2 oidc openidconnect federated idp identityprovider einmalanmeldung',
  password: 'password local localpassword native passwort kennwort lokal',
  passkey: 'passkey fido fido2 webauthn securitykey',
  key: 'apikey accesskey key token apitoken',
};

/** How a file says an account is entered. A word that is not known leaves the whole unknown; what surely opens it is kept. */
export function signInsOfCell(text: string): Pick<Account, 'signIns' | 'signInsSurely'> {
  const parts = text
    .split(/[,;|/+&]|\s(?:and|und)\s/)
    .map((part) => part.toLowerCase().replace(/[^a-z0-9]/g, ''));
  const named = parts.filter((part) => part !== '');
  if (named.length === 0) return {};
  const told = new Set(named.map(signInCalled));
  const sure = [...told].filter((one) => one !== null);
  if (!told.has(null)) return { signIns: sure };
  return { signIns: 'unknown', ...(sure.length > 0 ? { signInsSurely: sure } : {}) };
}

function signInCalled(word: string): SignIn | null {
  for (const way of ['single-sign-on', 'password', 'passkey', 'key'] as const) {
    if (words[way].split(' ').includes(word)) return way;
  }
  return null;
}
