import { type DangerousRight, dangerousRights } from '@daybook/kit';

export type Tri = 'yes' | 'no' | 'unknown';
export type Rights = { readonly [R in DangerousRight]: Tri };

/** One place of the facts by which an access is held, so that its removal can be proven. */
export type HeldGrant = {
  readonly scope: string;
  readonly key: string;
  readonly grant: string;
  readonly role: string;
  readonly rights: readonly DangerousRight[] | 'unknown';
  /** What it gives whatever else is unknown of it. */
  readonly surely?: readonly DangerousRight[];
  readonly path: string;
  readonly via: string | null;
  readonly isEverywhere: boolean;
};

/** Why an item is looked at alone. */
export type Risk = DangerousRight | 'rights-unknown' | 'unknown-owner' | 'left';

/** What is other than in the review before. */
export type Change = 'new' | 'more-rights' | 'other-role' | 'other-owner' | 'removal-failed';

/** One account and what it may do, as it was when the review opened. */
export type ReviewItem = {
  readonly system: string;
  /** The account's holder, `sub_…`. */
  readonly holder: string;
  readonly principalKind: 'person' | 'agency' | 'bot' | 'unknown';
  readonly principal: string;
  /** The person whose it is; null where it is nobody's own. */
  readonly person: string | null;
  readonly roles: readonly string[];
  readonly rights: Rights;
  readonly grants: readonly HeldGrant[];
  /** Null where only grants tell of it. */
  readonly account: {
    readonly scope: string;
    readonly key: string;
    readonly isEnabled: boolean | 'unknown';
  } | null;
  /** An instant, null for never, `unknown`. */
  readonly lastSeenAt: string | null;
  readonly firstSeenAt: string | null;
  readonly changes: readonly Change[];
  readonly risks: readonly Risk[];
  readonly risk: number;
  /** Others on the same system with the same roles. */
  readonly peers: number;
  /** Looked at alone; the rest is attested together. */
  readonly inDetail: boolean;
  /** Whose it is, who answers for it, and members of Daybook who are one of them: none of them may decide it. */
  readonly excluded: readonly string[];
};

/** What the last closed review said of the same account. */
export type BeforeItem = Pick<ReviewItem, 'roles' | 'rights' | 'principal'> & {
  readonly decision: 'keep' | 'change' | 'remove';
};

const weights: Readonly<Record<Risk, number>> = {
  left: 128,
  'unknown-owner': 64,
  administer: 8,
  export: 4,
  connect: 2,
  publish: 1,
  'rights-unknown': 7,
};

/** Rights that are kept with a reason alone. */
export function needsReason({ rights }: Pick<ReviewItem, 'rights'>): boolean {
  return dangerousRights.some((right) => rights[right] === 'yes');
}

type Told = Pick<HeldGrant, 'rights'> & { readonly surely?: readonly DangerousRight[] | undefined };

/** Rights by all ways at once: one that gives it is enough, and one that nobody explains leaves it open. */
export function rightsOf(grants: readonly Told[], hasWholeGrants: boolean): Rights {
  const isOpen = grants.some(({ rights }) => rights === 'unknown') || !hasWholeGrants;
  const of = (right: DangerousRight): Tri => {
    if (grants.some(({ rights, surely = [] }) => (rights === 'unknown' ? surely : rights).includes(right))) {
      return 'yes';
    }
    return isOpen ? 'unknown' : 'no';
  };
  return {
    administer: of('administer'),
    export: of('export'),
    connect: of('connect'),
    publish: of('publish'),
  };
}

type Judged = Pick<ReviewItem, 'rights' | 'principalKind' | 'account'> & { readonly hasLeft: boolean };

/** Why this item asks for a look of its own. An account that is switched off can do nothing, whatever it was given. */
export function risksOf({ rights, principalKind, account, hasLeft }: Judged): readonly Risk[] {
  if (account?.isEnabled === false) return [];
  const held = dangerousRights.filter((right) => rights[right] === 'yes');
  const isOpen = dangerousRights.some((right) => rights[right] === 'unknown');
  return [
    ...(hasLeft ? (['left'] as const) : []),
    ...(principalKind === 'unknown' ? (['unknown-owner'] as const) : []),
    ...held,
    ...(isOpen ? (['rights-unknown'] as const) : []),
  ];
}

/** What changed since the last closed review of the system; nothing can have where there was none. */
export function changesOf(
  item: Pick<ReviewItem, 'roles' | 'rights' | 'principal'>,
  before: BeforeItem | undefined,
  wasReviewed: boolean,
): readonly Change[] {
  if (!wasReviewed) return [];
  if (before === undefined) return ['new'];
  const changes: Change[] = [];
  if (before.decision === 'remove') changes.push('removal-failed');
  if (dangerousRights.some((right) => item.rights[right] === 'yes' && before.rights[right] !== 'yes')) {
    changes.push('more-rights');
  }
  if (item.roles.join('\n') !== before.roles.join('\n')) changes.push('other-role');
  if (item.principal !== before.principal) changes.push('other-owner');
  return changes;
}

const changedWeight = 32;
const failedWeight = 96;

/** Orders what a reviewer looks at: higher comes first. */
export function riskOf({ risks, changes }: Pick<ReviewItem, 'risks' | 'changes'>): number {
  const own = risks.reduce((sum, risk) => sum + weights[risk], 0);
  if (changes.includes('removal-failed')) return own + failedWeight;
  return own + (changes.length > 0 ? changedWeight : 0);
}
