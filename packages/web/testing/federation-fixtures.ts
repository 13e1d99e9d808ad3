import { subject } from './fixtures.ts';

/** Two providers, one of them waiting, a policy that waits, and sealed accounts in every state. */

const other = 'sub_7f0c8f9e-7f43-4c11-9a63-08f1c1f7a3d2';
const own = 'https://daybook.example/api/sso/idp_7f0c8f9e-7f43-4c11-9a63-08f1c1f7a3d1';

const provider = {
  id: 'idp_7f0c8f9e-7f43-4c11-9a63-08f1c1f7a3d1',
  kind: 'oidc',
  name: 'Company account',
  issuer: 'https://idp.company.example',
  clientId: 'daybook',
  state: 'active',
  assertsSecondFactor: true,
  addsMembers: true,
  domains: [
    {
      domain: 'company.example',
      verifiedAt: '2026-11-20T08:00:00.000Z',
      record: 'daybook-domain-verification=0a',
    },
    { domain: 'company.test', verifiedAt: null, record: 'daybook-domain-verification=0b' },
  ],
  addresses: { redirectUrl: `${own}/callback`, answersUrl: `${own}/acs`, entityId: `${own}/metadata` },
  requestedBy: subject,
  requestedAt: '2026-11-20T08:00:00.000Z',
  approvedBy: other,
  position: 4,
  lastTest: {
    at: '2026-11-20T09:00:00.000Z',
    steps: [
      { name: 'answer', outcome: 'passed', detail: 'the provider answered' },
      {
        name: 'domain',
        outcome: 'failed',
        detail: 'the address lies in no verified domain of this provider',
      },
      { name: 'second-factor', outcome: 'unknown', detail: 'it says nothing about a second factor' },
    ],
  },
};

export const identityProviders = {
  items: [
    provider,
    {
      ...provider,
      id: 'idp_8f0c8f9e-7f43-4c11-9a63-08f1c1f7a3d1',
      kind: 'saml',
      name: 'Directory of the agency',
      issuer: 'https://idp.agency.example/metadata',
      clientId: null,
      state: 'waiting',
      requestedBy: other,
      approvedBy: null,
      lastTest: null,
    },
  ],
};

const policy = { enforceSso: true, provider: provider.id, requireSecondFactor: true, sessionHours: 24 };

export const signInPolicy = {
  policy,
  waiting: {
    id: 'spc_1',
    before: policy,
    after: { ...policy, enforceSso: false, provider: null, sessionHours: 168 },
    weaker: ['enforce-sso', 'session-hours'],
    reason: 'the provider is being replaced',
    state: 'waiting',
    requestedBy: other,
    requestedAt: '2026-11-21T08:00:00.000Z',
    approvedBy: null,
    position: 5,
  },
  readiness: { tried: [provider.id], sealedAccounts: 1 },
};

const account = {
  id: 'bga_1',
  signInName: 'bg-h7k2m9p4qx',
  subject: other,
  state: 'sealed',
  sealedBy: subject,
  sealedAt: '2026-11-20T08:00:00.000Z',
  position: 4,
};

const use = {
  id: 'bgu_3',
  account: 'bga_2',
  signInName: 'bg-w3r8t6y5zn',
  reason: 'the provider is down',
  usedAt: '2026-11-19T08:00:00.000Z',
  reviewDueAt: '2026-11-20T08:00:00.000Z',
  state: 'overdue',
  mayReview: true,
  sealedBy: other,
  reviewedBy: null,
  reviewedAt: null,
  reviewNote: null,
  position: 5,
};

export const breakGlass = {
  accounts: [account, { ...account, id: 'bga_2', signInName: 'bg-w3r8t6y5zn', state: 'opened' }],
  uses: [
    use,
    { ...use, id: 'bgu_2', state: 'to-review', mayReview: false, sealedBy: subject },
    {
      ...use,
      id: 'bgu_1',
      state: 'reviewed',
      mayReview: false,
      reviewedBy: other,
      reviewedAt: '2026-11-18T08:00:00.000Z',
      reviewNote: 'the outage was real',
    },
  ],
};

export const emptySignIn = {
  '/identity-providers': { items: [] },
  '/break-glass': { accounts: [], uses: [] },
  '/sign-in-policy': {
    policy: { enforceSso: false, provider: null, requireSecondFactor: true, sessionHours: 168 },
    waiting: null,
    readiness: { tried: [], sealedAccounts: 0 },
  },
};
