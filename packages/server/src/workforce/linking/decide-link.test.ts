import type { IdentityValues } from '@daybook/kit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isBotName } from './bot-names.ts';
import { decideLink, type LinkEvidence } from './decide-link.ts';
import { isGenericName } from './generic-names.ts';
import { type Alias, type AliasTier, aliasesOfAccount, aliasesOfPerson, aliasTiers } from './link-aliases.ts';
import { mailParts, organisationDomain } from './mail-parts.ts';

describe('names of accounts that several people use', () => {
  const generic: readonly IdentityValues[] = [
    { email: 'support@company.example' },
    { email: 'info@company.example', name: 'Company Info' },
    { login: 'social-media', name: 'Social Media', system: 'x' },
    { login: 'admin', system: 'helpdesk' },
    { email: 'marketing.eu@company.example', name: 'Marketing EU' },
    { email: 'team-community@company.example' },
    { login: 'office2', system: 'helpdesk' },
    { name: 'Shared Inbox', system: 'front' },
    { login: 'test01', name: 'Test User', system: 'helpdesk' },
    { login: 'root', system: 'aws' },
    { email: 'kundenservice@company.example', name: 'Kundenservice' },
    { email: 'atención.clientes@company.example' },
  ];
  const named: readonly IdentityValues[] = [
    { email: 'max.support@company.example', name: 'Max Support' },
    { email: 'infante@company.example', name: 'Sol Infante' },
    { login: 'aroot', name: 'Amy Root', system: 'github.com/acme' },
    { login: 'root', name: 'Amy Root', system: 'github.com/acme' },
    { email: 'testa@company.example', name: 'Luca Testa' },
    { email: 'm.support@company.example', name: 'Max Support' },
    { login: 'teamer', name: 'Jo Teamer', system: 'helpdesk' },
    { name: 'Ines Marketing-Lopez', system: 'front' },
    { login: 'supporter', system: 'discord' },
    { email: 'admina@company.example', name: 'Admina Okafor' },
    { login: 'sharedlove', system: 'discord' },
    { email: 'ada@support.example', name: 'Ada Byron' },
  ];

  test('are found, 12 of 12 in several languages', () => {
    expect(generic.filter((one) => !isGenericName(one))).toEqual([]);
    expect(generic).toHaveLength(12);
  });

  test('are none of somebody who is called like that', () => {
    expect(named.filter(isGenericName)).toEqual([]);
  });
});

describe('names of bots', () => {
  test.each<IdentityValues>([
    { login: 'dependabot[bot]', system: 'github.com/acme' },
    { login: 'svc-export', system: 'helpdesk' },
    { email: 'no-reply@company.example' },
    { name: 'HubSpot Integration', system: 'helpdesk' },
    { login: 'deploy_bot', system: 'slack' },
  ])('are known: %o', (identity) => {
    expect(isBotName(identity)).toBe(true);
  });

  test.each<IdentityValues>([
    { login: 'atalbot', name: 'Ann Talbot', system: 'slack' },
    { email: 'ida.bot@company.example', name: 'Ida Bot' },
    { login: 'abbot', system: 'slack' },
    { email: 'api.nair@company.example', name: 'Apinya Nair' },
  ])('are not those of people: %o', (identity) => {
    expect(isBotName(identity)).toBe(false);
  });
});

/** Put together, so that no address that may be somebody's stands here. */
const at = (local: string, domain: string) => `${local}@${domain}`;

describe('a mail address', () => {
  test.each([
    ['Ada.Lovelace+crm@Company.example', 'ada.lovelace@company.example', 'company'],
    [at('a.d.a+x', 'googlemail.com'), at('ada', 'gmail.com'), null],
    [at('ada', 'mail.company.co.uk'), at('ada', 'mail.company.co.uk'), 'company'],
  ])('%s is %s of %s', (text, canonical, label) => {
    expect(mailParts(text)).toMatchObject({ canonical, label });
  });

  test('of a public provider names no organisation', () => {
    expect([
      organisationDomain('gmail.com'),
      organisationDomain('@Agency.example'),
      organisationDomain('none'),
    ]).toEqual([null, 'agency.example', null]);
  });
});

/** Who of these people an account meets, as the tables would answer. */
function met(
  account: IdentityValues,
  people: Readonly<Record<string, IdentityValues>>,
): LinkEvidence['matches'] {
  const nameOf = ({ tier, text }: Alias) => `${tier} ${text}`;
  const matches = new Map<AliasTier, Set<string>>();
  const asked = new Set(aliasesOfAccount(account).map(nameOf));
  for (const [subject, identity] of Object.entries(people)) {
    for (const alias of aliasesOfPerson(identity).filter((one) => asked.has(nameOf(one)))) {
      matches.set(alias.tier, new Set([...(matches.get(alias.tier) ?? []), subject]));
    }
  }
  return matches;
}

const nothing: LinkEvidence = {
  accountKind: 'human',
  hasOrganisation: false,
  owner: null,
  samePerson: null,
  decision: null,
  agencyByOrganisation: null,
  agencyByDomain: null,
  agencyByOwner: null,
  isBotName: false,
  isGenericName: false,
  isNameless: false,
  matches: new Map(),
};

const staff = {
  ada: { email: 'ada.lovelace@company.example', name: 'Ada Lovelace' },
  ben: { email: 'ben@company.example', name: 'Ben Öztürk' },
  bea: { email: 'bea.jones@company.example', name: 'Bea Jones' },
  bob: { email: 'bob.jones@company.example', name: 'Bob Jones' },
};

describe('an account is linked to a person', () => {
  const linked: readonly [string, IdentityValues, object][] = [
    [
      'plus tag',
      { email: 'ada.lovelace+crm@company.example' },
      { person: 'ada', reason: 'mail-alias', confidence: 'likely' },
    ],
    [
      'another domain of the company',
      { email: 'ben@company.test' },
      { person: 'ben', reason: 'company-mail', confidence: 'likely' },
    ],
    [
      'name formed in another way',
      { email: 'adalovelace@company.test' },
      { person: 'ada', reason: 'company-mail' },
    ],
    [
      'first.last',
      { login: 'Ada.Lovelace', system: 's' },
      { person: 'ada', reason: 'login-of-name', confidence: 'likely' },
    ],
    [
      'flast',
      { login: 'alovelace', system: 's' },
      { person: 'ada', reason: 'short-login', confidence: 'possible' },
    ],
    [
      'first_l',
      { login: 'ada_l', system: 's' },
      { person: 'ada', reason: 'short-login', confidence: 'possible' },
    ],
    [
      'full name turned round',
      { name: 'Lovelace, Ada', system: 's' },
      { person: 'ada', reason: 'full-name', confidence: 'possible' },
    ],
    ['umlauts spelled out', { login: 'boeztuerk', system: 's' }, { person: 'ben', reason: 'short-login' }],
    [
      'name and login together',
      { login: 'adalovelace', name: 'Ada Lovelace', system: 's' },
      { person: 'ada', confidence: 'likely' },
    ],
  ];
  test.each(linked)('by %s', (_name, account, expected) => {
    expect(decideLink({ ...nothing, matches: met(account, staff) })).toMatchObject({
      belongsTo: 'person',
      ...expected,
    });
  });

  test('never where two fit; both are named', () => {
    const matches = met({ login: 'bjones', system: 's' }, staff);

    expect(decideLink({ ...nothing, matches })).toMatchObject({
      belongsTo: 'unknown',
      reason: 'several-candidates',
      candidates: ['bea', 'bob'],
    });
  });

  test('never where its mail says one and its name another', () => {
    const matches = met({ email: 'ada.lovelace+x@company.example', name: 'Bea Jones' }, staff);

    expect(decideLink({ ...nothing, matches })).toMatchObject({
      belongsTo: 'unknown',
      reason: 'contradiction',
      candidates: ['ada', 'bea'],
    });
  });

  test('not by the local part of a foreign organisation', () => {
    const matches = met({ email: 'ben@elsewhere.example' }, staff);

    expect(decideLink({ ...nothing, matches })).toMatchObject({ belongsTo: 'unknown', reason: 'no-match' });
  });
});

describe('whose an account is', () => {
  test.each<[string, Partial<LinkEvidence>, object]>([
    [
      'the same pseudonym',
      { samePerson: 'ada' },
      { belongsTo: 'person', confidence: 'certain', reason: 'same-person' },
    ],
    [
      'a service by the source',
      { accountKind: 'service', owner: 'ben' },
      { belongsTo: 'bot', custodian: 'ben', confidence: 'certain' },
    ],
    ['a bot by its name', { isBotName: true }, { belongsTo: 'bot', custodian: null, confidence: 'likely' }],
    [
      'an organisation',
      { agencyByOrganisation: 'agy_1' },
      { belongsTo: 'agency', agency: 'agy_1', confidence: 'certain' },
    ],
    ['a mail domain', { agencyByDomain: 'agy_1' }, { belongsTo: 'agency', reason: 'agency-mail-domain' }],
    [
      'a partner nobody registered',
      { accountKind: 'partner' },
      { belongsTo: 'unknown', reason: 'partner-organisation' },
    ],
    [
      'a shared one',
      { accountKind: 'shared' },
      { belongsTo: 'unknown', isGeneric: true, isRegistered: false },
    ],
    ['an erased one', { isNameless: true }, { belongsTo: 'unknown', reason: 'nothing-known' }],
  ])('%s', (_name, evidence, expected) => {
    expect(decideLink({ ...nothing, ...evidence })).toMatchObject(expected);
  });

  const subject = fc.constantFrom('ada', 'ben', 'bea');
  const evidence: fc.Arbitrary<LinkEvidence> = fc.record({
    accountKind: fc.constantFrom('human', 'service', 'partner', 'shared', 'unknown'),
    hasOrganisation: fc.boolean(),
    owner: fc.option(subject),
    samePerson: fc.option(subject),
    decision: fc.constant(null),
    agencyByOrganisation: fc.option(fc.constant('agy_1')),
    agencyByDomain: fc.option(fc.constant('agy_2')),
    agencyByOwner: fc.option(fc.constant('agy_3')),
    isBotName: fc.boolean(),
    isGenericName: fc.boolean(),
    isNameless: fc.boolean(),
    matches: fc
      .array(fc.tuple(fc.constantFrom(...aliasTiers), fc.uniqueArray(subject)), { maxLength: 6 })
      .map((pairs) => new Map(pairs.map(([tier, people]) => [tier, new Set(people)]))),
  });

  test('a human’s word stands above everything that is told', () => {
    fc.assert(
      fc.property(evidence, (told) => {
        const decision = { belongsTo: 'agency', person: null, agency: 'agy_9', custodian: 'bob' } as const;
        const link = decideLink({ ...told, decision });
        expect(link).toMatchObject({
          ...decision,
          decidedBy: 'human',
          confidence: 'certain',
          isRegistered: true,
        });
      }),
    );
  });

  test('somebody is named only where everything that speaks strongly agrees, and candidates only where nobody is', () => {
    fc.assert(
      fc.property(evidence, (told) => {
        const link = decideLink(told);
        expect(link.person !== null).toBe(link.belongsTo === 'person');
        if (link.agency !== null) expect(['agency', 'bot']).toContain(link.belongsTo);
        if (link.belongsTo === 'agency') expect(link.agency).not.toBeNull();
        if (link.belongsTo !== 'unknown') expect(link.candidates).toEqual([]);
        if (link.confidence !== 'likely' || link.person === null) return;
        for (const tier of aliasTiers.filter((one) => one !== 'short')) {
          const met = told.matches.get(tier);
          if (met !== undefined && met.size > 0) expect(met.has(link.person)).toBe(true);
        }
      }),
    );
  });
});
