import { subject } from './fixtures.ts';

export const account = { methods: ['password'], isEnrolled: true, recoveryCodesLeft: 3 };
export const notEnrolledAccount = { methods: ['password'], isEnrolled: false, recoveryCodesLeft: null };

const first = {
  id: 'ses_2',
  device: 'Firefox on Linux',
  method: 'password',
  hasSecondFactor: true,
  createdAt: '2026-11-20T08:00:00.000Z',
  lastSeenAt: '2026-11-21T10:30:00.000Z',
  isCurrent: true,
};

export const ownSessions = [
  first,
  { ...first, id: 'ses_1', device: null, method: 'sso', hasSecondFactor: false, isCurrent: false },
];

export const memberSessions = {
  items: ownSessions.map((one) => ({ ...one, subject, name: 'Ada Example' })),
  nextCursor: null,
};
