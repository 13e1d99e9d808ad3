/** Every refusal we expect: its HTTP status, its sentence, and what to do. Anything else is a bug and answers `internal`. */
export const refusals = {
  'address-too-long': [414, 'the address is too long', 'ask for less at once'],
  'anchor-invalid': [
    400,
    'this witness, authority or mail address cannot be used',
    'correct what is named above',
  ],
  'already-decided': [409, 'this was decided before', 'see what became of it'],
  'already-running': [
    409,
    'another Daybook process already serves this data folder',
    'use that one, or stop it first',
  ],
  'already-set-up': [409, 'this Daybook already has an administrator', 'sign in instead'],
  'backup-damaged': [422, 'the file is not a whole backup of Daybook', 'use another copy of the backup'],
  'backup-newer': [
    409,
    'the backup was made by a newer Daybook',
    'restore it with the release that made it, or a newer one',
  ],
  'bad-request': [400, 'the request is not well formed', 'see the reference for the shape of this call'],
  'break-glass-needed': [
    409,
    'there is no sealed account for the day the provider is down',
    'make a break-glass account first',
  ],
  cancelled: [409, 'the work was cancelled', 'start it again when you are ready'],
  'code-wrong': [
    403,
    'the code is wrong, or was used before',
    'wait for the next code of your authenticator app, or use a recovery code',
  ],
  conflict: [409, 'something with this name already exists', 'choose another name'],
  'connector-unknown': [404, 'there is no such connector', 'list the connectors to see what is available'],
  'credentials-wrong': [
    401,
    'the e-mail address or the password is wrong',
    'try again, or ask an owner for a new password',
  ],
  'csrf-refused': [403, 'the request came from another site', 'open Daybook in its own tab and try again'],
  'data-not-empty': [
    409,
    'the data folder is not empty',
    'restore into a new folder with `--data`, and move it afterwards',
  ],
  'export-ended': [
    410,
    'this export ran out, was declined or was withdrawn; its file is gone',
    'ask for it again',
  ],
  'export-unknown': [404, 'there is no such list to export', 'see which lists can be exported'],
  'export-waiting': [
    409,
    'this export waits for a second person',
    'ask someone who may approve exports to look at it',
  ],
  'export-withdrawn': [
    410,
    'what you may see has changed since this export was made, so it was withdrawn',
    'ask for it again; it then holds what you may see now',
  ],
  'domain-unproven': [
    409,
    'the domain does not show the text record yet',
    'add the record where the domain is managed, wait until it is published, and check again',
  ],
  forbidden: [403, 'your role does not allow this', 'ask an owner of the workspace'],
  'framework-unknown': [404, 'there is no such framework', 'list the frameworks to see their ids'],
  'headers-too-large': [
    431,
    'the headers of the request are too large',
    'send fewer cookies and shorter headers',
  ],
  internal: [500, 'something went wrong on our side', 'try again; the log of the server holds the details'],
  'sample-workspace': [
    403,
    'everything here is made up: it never becomes evidence, and nobody and nothing real is changed from here',
    'switch to your own workspace and do it there',
  ],
  'interval-too-long': [
    400,
    'what the source forgets before it is read again would never be seen',
    'read it at least twice as often as its log is kept',
  ],
  'key-service-failed': [
    503,
    'the key management service does not answer as it should, so nothing can be opened or sealed',
    'see the log of the server; as soon as the service answers again, the server goes on without a restart',
  ],
  'keys-damaged': [
    503,
    'the file of the data keys is damaged',
    'put the folder `keys` of the data folder back from the newest `.keys` archive',
  ],
  'keys-missing': [
    503,
    'the key file of this data folder is missing',
    'put the key file back, or set DAYBOOK_MASTER_KEY',
  ],
  'last-way-in': [
    409,
    'this is the last way in of this account',
    'set a password, or add another passkey first',
  ],
  'ledger-busy': [
    503,
    'the ledger could not be had in time, so nothing was written down',
    'try again in a moment; if it stays so, see the log of the server',
  ],
  'ledger-closed': [503, 'the ledger does not accept entries', 'see the ledger page for the reason'],
  'log-forked': [
    503,
    'this log is known elsewhere to be longer or different, as after restoring an older backup; it takes no entry and no signature',
    'an owner closes it with a fork report on the ledger page or with `daybook fork-report`',
  ],
  'nothing-to-pack': [409, 'there is nothing to pack yet', 'import a source and run the checks first'],
  'last-owner': [409, 'this is the last owner of the workspace', 'make somebody else an owner first'],
  'own-rights': [403, 'nobody changes their own rights', 'ask another owner or an administrator'],
  'reveal-reason-needed': [
    400,
    'a reason of at least ten characters is needed',
    'say what you need the value for',
  ],
  'roles-exclude-each-other': [
    409,
    'who audits does not run what is audited',
    'give the role to somebody else, or take the other role away first',
  ],
  'not-enrolled': [
    409,
    'this sign-in has no second factor yet',
    'enrol an authenticator app on the account page',
  ],
  'not-erasable': [
    409,
    'this payload cannot be erased',
    'name entries that still hold a payload of their own',
  ],
  'not-found': [404, 'there is nothing here', 'check the address'],
  'package-withdrawn': [
    410,
    'this package was removed because something in it was erased',
    'build the package again; it then shows what was erased',
  ],
  'package-masked': [
    403,
    'this package names people, and your role does not show you their names',
    'ask for a package whose names are left out',
  ],
  'password-wrong': [403, 'the password is wrong', 'type the password you sign in with'],
  'path-not-allowed': [403, 'this server does not read files of its own machine', 'upload the file instead'],
  'passkey-refused': [
    401,
    'the passkey was not accepted',
    'try again, or sign in in another way; if it stays so, remove the passkey and add it anew',
  ],
  'passkeys-unavailable': [
    409,
    'passkeys need a host name and https; an IP address has neither',
    'open Daybook under its host name, or as `http://localhost` on this machine; `--url` says the address',
  ],
  'person-needed': [403, 'a person has to decide this', 'ask an owner of the workspace'],
  'provider-unfit': [409, 'the identity provider cannot be used as it is', 'correct what is named above'],
  'proof-needed': [
    403,
    'this asks again that it is you',
    'give your password, or sign in again with your second factor',
  ],
  'pull-running': [409, 'this workspace is already reading a source', 'wait for it to end, or cancel it'],
  'rate-limited': [429, 'too many tries', 'wait a minute and try again'],
  'reset-link-invalid': [
    403,
    'this link is not valid, was used before or has run out',
    'ask an administrator of the workspace for a new one',
  ],
  'secret-needed': [
    409,
    'the address of this source changes, so what it keeps secret is given anew',
    'give the new address and each secret named above together; a stored one is never sent to another host',
  ],
  'second-factor-rests': [
    429,
    'too many wrong codes in a row',
    'wait a quarter of an hour; if it was not you, change your password',
  ],
  'second-step-over': [
    401,
    'this sign-in took too long, or had too many wrong codes',
    'sign in with your password again',
  ],
  'second-factor-needed': [
    403,
    'this asks for a second factor',
    'enrol one on the account page, or give its code there; then try again',
  ],
  'second-person-needed': [
    409,
    'whoever asks for this cannot approve it',
    'ask another owner of the workspace to approve it',
  ],
  'settings-invalid': [400, 'the settings of the connection are not valid', 'correct the fields named above'],
  'setup-link-invalid': [
    403,
    'this link is not valid or was used before',
    'restart the server to get a new link',
  ],
  'sso-required': [
    403,
    'this workspace is entered through its identity provider alone',
    'sign out, and sign in through the provider of your organisation',
  ],
  'sso-untried': [
    409,
    'you have not signed in through this provider yet',
    'sign out, come back through the provider once, and enforce it then',
  ],
  'subject-erased': [
    409,
    'this person was erased; nothing more is recorded under the same pseudonym',
    'a person who comes back is recorded as somebody new',
  ],
  'too-large': [413, 'what was sent is too large', 'send less at once'],
  'too-slow': [408, 'the request did not arrive in time', 'send it again'],
  unauthenticated: [401, 'you are not signed in', 'sign in and try again'],
  'under-hold': [
    409,
    'a legal hold covers this; it wins over any erasure',
    'have the hold lifted by someone other than who placed it, then approve again',
  ],
  'upload-read-before': [
    409,
    'this source is a file that was uploaded once; reading the same copy again would say nothing new',
    'upload a newer file and say that it continues this source',
  ],
  'upload-unknown': [404, 'there is no such upload', 'upload the file again'],
  'weak-password': [400, 'the password is too short or too easy to guess', 'use at least 12 characters'],
} as const satisfies Record<string, readonly [status: number, message: string, hint: string]>;

export type RefusalCode = keyof typeof refusals;

/** A refusal with a code. `detail` replaces the general sentence when this place knows more; never personal data. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly status: number;
  readonly hint: string;

  constructor(code: RefusalCode, detail?: string, hint?: string) {
    super(detail ?? refusals[code][1]);
    this.name = 'Refusal';
    this.code = code;
    this.status = refusals[code][0];
    this.hint = hint ?? refusals[code][2];
  }
}

/** Ends the work with a refusal the caller may read. */
export function refuse(code: RefusalCode, detail?: string, hint?: string): never {
  throw new Refusal(code, detail, hint);
}

export type ErrorBody = {
  readonly error: { readonly code: string; readonly message: string; readonly hint: string };
};

/** What the outside sees of any error: a refusal as it is, anything else as `internal` without its details. */
export function errorBody(error: unknown): { readonly status: number; readonly body: ErrorBody } {
  const refusal = error instanceof Refusal ? error : new Refusal('internal');
  return {
    status: refusal.status,
    body: { error: { code: refusal.code, message: refusal.message, hint: refusal.hint } },
  };
}
