import { readFileSync } from 'node:fs';
import type { FactOf } from '@daybook/kit';
import { describe, expect, test } from 'vitest';
import { enteredBy } from './entered-by.ts';

type Case = {
  readonly name: string;
  readonly item: { readonly value: FactOf<'account'> };
  readonly expect: { readonly code: string };
};

/** What the figure says of an account that the check finds so. */
const figureOf: Readonly<Record<string, string | null>> = {
  'provider-only': 'provider',
  'local-password': 'both',
  'local-passkey': 'both',
  'local-only': 'local',
  'account-kind-unknown': 'local',
  'beside-unknown': 'provider-unsure',
  'sign-in-unknown': 'unknown',
  'identity-provider': null,
  'account-disabled': null,
  'service-account': null,
  'another-organisation': null,
  'no-sign-in': null,
};

const folder = new URL('../../../../../catalog/checks/sign-in-by-provider/v1/cases.json', import.meta.url);
// Written by hand, held against the ontology by the catalog's own tests.
const cases = JSON.parse(readFileSync(folder, 'utf8')) as readonly Case[];

describe('how an account is entered', () => {
  test.each(cases.map((one) => [one.name, one] as const))(
    'the figure agrees with the check: %s',
    (_name, one) => {
      const isProvider = one.item.value.system === 'okta:acme';
      expect(enteredBy(one.item.value, isProvider)).toBe(figureOf[one.expect.code]);
    },
  );
});
