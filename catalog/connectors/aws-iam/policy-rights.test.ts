import { describe, expect, it } from 'vitest';
import { fits, rightsOfPolicy } from './policy-rights.ts';

const all = ['administer', 'export', 'connect', 'publish'];

function rights(...statements: object[]) {
  return rightsOfPolicy(encodeURIComponent(JSON.stringify({ Statement: statements })));
}

describe('what a policy gives', () => {
  it('is everything for everything on everything', () => {
    expect(rights({ Effect: 'Allow', Action: '*', Resource: '*' })).toEqual({ rights: all, scope: [] });
  });

  it('is no administration where all but IAM is allowed, as for power users', () => {
    const power = { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' };

    expect(rights(power).rights).toEqual(['export', 'publish']);
  });

  it('is the way to administration that any one action opens, whatever the case of its letters', () => {
    expect(rights({ Effect: 'Allow', Action: 'IAM:put*policy', Resource: '*' }).rights).toEqual([
      'administer',
    ]);
    expect(rights({ Effect: 'Allow', Action: 'iam:UpdateAssumeRolePolicy', Resource: '*' }).rights).toEqual([
      'administer',
      'connect',
    ]);
  });

  it('is limited to the resources it names', () => {
    expect(rights({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' })).toEqual({
      rights: ['export'],
      scope: ['arn:aws:s3:::reports/*'],
    });
  });

  it('names no user it is limited to', () => {
    const one = {
      Effect: 'Allow',
      Action: 'iam:CreateAccessKey',
      Resource: 'arn:aws:iam::123456789012:user/ada',
    };

    expect(rights(one)).toEqual({ rights: ['connect'], scope: ['arn:aws:iam::123456789012:user/(named)'] });
  });

  it('is nothing over others where it reaches the own user alone', () => {
    const own = {
      Effect: 'Allow',
      Action: 'iam:*',
      Resource: ['arn:aws:iam::*:user/$', '{aws:username}'].join(''),
    };

    expect(rights(own).rights).toEqual([]);
  });

  it('loses what is refused everywhere, and keeps what is refused under a condition', () => {
    const allow = { Effect: 'Allow', Action: '*', Resource: '*' };
    const deny = { Effect: 'Deny', Action: 'iam:*', Resource: '*' };

    expect(rights(allow, deny).rights).toEqual(['export', 'publish']);
    expect(
      rights(allow, { ...deny, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } }).rights,
    ).toEqual(all);
  });

  it('is unknown where the document is missing or no policy', () => {
    expect(rightsOfPolicy(undefined).rights).toBe('unknown');
    expect(rightsOfPolicy('%7Bbroken').rights).toBe('unknown');
    expect(rightsOfPolicy('%').rights).toBe('unknown');
  });
});

it.each([
  ['*', 's3:GetObject', true],
  ['s3:Get*', 's3:GetObject', true],
  ['s3:G?tO*t', 's3:GetObject', true],
  ['s3:Get', 's3:GetObject', false],
  ['*Object', 's3:GetObject', true],
  ['s3:*Bucket', 's3:GetObject', false],
])('fits %s to %s: %s', (pattern, text, expected) => {
  expect(fits(pattern, text)).toBe(expected);
});
