import { describe, expect, test } from 'vitest';
import { widenedRights } from './widened-rights.ts';

const agent = { role: 'agent', rights: [] };
const lead = { role: 'lead', rights: ['export' as const] };
const admin = { role: 'admin', rights: ['administer' as const, 'export' as const] };
const custom = { role: 'custom', rights: 'unknown' as const };

describe('a grant that changed', () => {
  test('is wider by the rights it did not have', () => {
    expect(widenedRights(agent, admin)).toEqual(['administer', 'export']);
    expect(widenedRights(lead, admin)).toEqual(['administer']);
    expect(widenedRights({ ...lead, rights: [] }, lead)).toEqual(['export']);
  });

  test('is no wider by losing rights, or by another role that may do no more', () => {
    expect(widenedRights(admin, agent)).toEqual([]);
    expect(widenedRights(lead, { ...lead, role: 'reporter' })).toEqual([]);
  });

  test('into another role that nobody explains may be wider: that is not known', () => {
    expect(widenedRights(agent, custom)).toBeNull();
    expect(widenedRights(custom, { ...custom, role: 'other' })).toBeNull();
    expect(widenedRights(agent, { ...custom, surely: ['publish'] })).toEqual(['publish']);
  });

  test('out of a role that nobody explains counts whatever it may do now', () => {
    expect(widenedRights(custom, admin)).toEqual(['administer', 'export']);
    expect(widenedRights({ ...custom, surely: ['export'] }, admin)).toEqual(['administer']);
  });

  test('is the same grant where its role is explained for the first time, or not any more', () => {
    expect(widenedRights({ ...admin, rights: 'unknown' }, admin)).toEqual([]);
    expect(widenedRights(admin, { ...admin, rights: 'unknown' })).toEqual([]);
  });
});
