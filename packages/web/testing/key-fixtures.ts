import { subject } from './fixtures.ts';

/** API keys in each of their states, what may be given to one, and passkeys: a good one and one that somebody copied. */

const day = (on: string) => `${on}T09:00:00.000Z`;
const another = 'sub_7f0c8f9e-7f43-4c11-9a63-08f1c1f7a3d1';

type Marks = { readonly state: string; readonly lastUsedAt: string | null; readonly endedAt: string | null };

function key(id: number, name: string, marks: Marks, owner = subject, inForce = ['finding.list']) {
  const scopes = ['finding.list', 'member.list'];
  return {
    ...{ id: `key_${id}`, firstLetters: 'dbk_aBcDeF', name, owner, scopes, inForce, position: 30 + id },
    ...{ createdAt: day('2026-08-01'), expiresAt: day('2027-07-31') },
    ...marks,
  };
}

export const apiKeys = {
  items: [
    key(4, 'nightly report', { state: 'working', lastUsedAt: day('2026-11-20'), endedAt: null }),
    key(3, 'former dashboard', { state: 'unused', lastUsedAt: day('2026-08-02'), endedAt: null }, another),
    key(2, 'pilot', { state: 'expired', lastUsedAt: null, endedAt: day('2026-09-01') }),
    key(1, 'lost laptop', { state: 'ended', lastUsedAt: day('2026-08-03'), endedAt: day('2026-08-04') }),
  ],
  nextCursor: null,
};

const choice = (action: string, kind: string, summaries: readonly string[], needsSecondFactor = false) => ({
  action,
  kind,
  summaries,
  needsSecondFactor,
});

export const keyChoices = {
  items: [
    choice('finding.list', 'read', ['What the checks of one control say of each item']),
    choice('member.list', 'read', [
      'Who belongs to the workspace',
      'Who may do something, and by which role',
    ]),
    choice('check.run', 'write', ['Bring every check up to the newest facts']),
    choice('name.disclose', 'disclose', []),
    choice('package.create', 'export', ['Builds the package of one framework'], true),
  ],
  days: 90,
  daysMax: 366,
};

const passkey = { maker: null, isSynced: false, createdAt: day('2026-10-01') };

export const passkeys = {
  items: [
    { ...passkey, id: 'psk_1', name: 'work laptop', lastUsedAt: day('2026-11-20'), state: 'working' },
    { ...passkey, id: 'psk_2', name: 'old telephone', lastUsedAt: null, state: 'refused' },
  ],
  unavailable: null,
};
