import type { Services, Tx } from '../../platform/index.ts';
import { bindAuth } from '../bind-auth.ts';
import { secondFactorPlugin } from './second-factor-plugin.ts';

/** better-auth with the second factor, over one open system transaction. */
export function bindSecondFactor(tx: Tx, services: Services) {
  return bindAuth(tx, services, [secondFactorPlugin()]);
}

export type SecondFactorAuth = ReturnType<typeof bindSecondFactor>;
