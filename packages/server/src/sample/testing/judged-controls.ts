import type { PlantedClass } from '../company/company.ts';

/** The nine controls of starting with who can act as us, each with what the catalog tests it by. */
export const judgedControls = [
  { number: '1', control: 'access-review' },
  { number: '2', control: 'leaver-access' },
  { number: '2', control: 'shared-secrets' },
  { number: '3', control: 'access-approval' },
  { number: '4', control: 'mover-access' },
  { number: '5', control: 'engagement-end' },
  { number: '6', control: 'multi-factor-authentication' },
  { number: '6', control: 'brand-account-sign-in' },
  { number: '7', control: 'brand-account-custody' },
  { number: '8', control: 'shared-accounts' },
  { number: '8', control: 'account-ownership' },
  { number: '9', control: 'credential-upkeep' },
  /** No control: what two people say of a channel that tells nobody, and whether it still holds. */
  { number: '', control: 'attested-lists' },
] as const;

export type JudgedControl = (typeof judgedControls)[number]['control'];

/**
 * What is wrong by each planted thing, as practice has it and not as the application finds it: the first of them has to say
 * so, the others rightly may.
 */
export const brokenBy: Readonly<Record<PlantedClass, readonly [JudgedControl, ...JudgedControl[]]>> = {
  ghost: ['account-ownership', 'shared-accounts'],
  orphan: ['account-ownership', 'shared-accounts', 'credential-upkeep'],
  shared: ['shared-accounts', 'account-ownership'],
  left: ['leaver-access', 'account-ownership', 'credential-upkeep'],
  'left-agency': ['engagement-end', 'account-ownership', 'credential-upkeep'],
  'left-token': ['leaver-access', 'credential-upkeep'],
  mover: ['mover-access'],
  unrequested: ['access-approval'],
  'no-factor': ['multi-factor-authentication'],
  'brand-factor': ['brand-account-sign-in'],
  custody: ['brand-account-custody', 'leaver-access'],
  secret: ['shared-secrets', 'leaver-access'],
  device: ['leaver-access'],
  key: ['credential-upkeep'],
  review: ['access-review'],
  attestation: ['attested-lists'],
};

/** What cannot be said of anybody while it is not known who works here: nothing of it may pass then. */
export const restOnPeople: readonly JudgedControl[] = [
  ...(['leaver-access', 'shared-secrets', 'mover-access', 'brand-account-custody'] as const),
  ...(['account-ownership', 'credential-upkeep'] as const),
];
