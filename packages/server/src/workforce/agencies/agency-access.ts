import { factsHeldBy } from '../../facts/index.ts';
import type { Tx } from '../../platform/index.ts';
import { accountName } from '../linking/account-link.ts';
import { accountsOfAgency } from '../linking/read-links.ts';

/** What of an agency may act: the organisation as a whole, its people, or tokens that outlive both. */
export type AccessLayer = 'partner' | 'individual' | 'token';

export type AgencyAccess = {
  readonly layer: AccessLayer;
  readonly what: 'account' | 'grant' | 'credential';
  readonly system: string;
  readonly holder: string;
  /** The role of a grant, or the token as the source names it; null for an account. */
  readonly role: string | null;
  readonly position: number;
};

/** Everything by which an agency's accounts may act, by layer; taking one layer away leaves the others. */
export async function accessOfAgency(tx: Tx, agency: string): Promise<readonly AgencyAccess[]> {
  const refs = await accountsOfAgency(tx, agency);
  const own = new Set(refs.map(accountName));
  const holders = [...new Set(refs.map(({ holder }) => holder))];
  const accounts = (await factsHeldBy(tx, 'account', holders)).filter(({ subject, value }) =>
    own.has(accountName({ system: value.system, holder: subject })),
  );
  const layers = new Map(
    accounts.map(({ subject, value }) => [
      accountName({ system: value.system, holder: subject }),
      layerOf(value.accountKind),
    ]),
  );
  const layerOfAccount = (system: string, holder: string) =>
    layers.get(accountName({ system, holder })) ?? 'individual';
  const grants = (await factsHeldBy(tx, 'grant', holders)).filter(({ subject, value }) =>
    own.has(accountName({ system: value.system, holder: subject })),
  );
  const credentials = await factsHeldBy(tx, 'credential', holders);
  return [
    ...accounts.map(({ subject, value, position }): AgencyAccess => {
      const { system } = value;
      return {
        layer: layerOfAccount(system, subject),
        what: 'account',
        system,
        holder: subject,
        role: null,
        position,
      };
    }),
    ...grants.map(({ subject, value, position }): AgencyAccess => {
      const { system, role, path } = value;
      const byPath = path === 'partner' || path === 'token' ? path : layerOfAccount(system, subject);
      return { layer: byPath, what: 'grant', system, holder: subject, role, position };
    }),
    ...credentials.map(({ subject, value, position }): AgencyAccess => {
      const { system, credential } = value;
      return { layer: 'token', what: 'credential', system, holder: subject, role: credential, position };
    }),
  ];
}

function layerOf(accountKind: string): AccessLayer {
  if (accountKind === 'partner') return 'partner';
  return accountKind === 'service' ? 'token' : 'individual';
}
