import type { FastifyRequest } from 'fastify';
import { describeError, type Services, type Tx } from '../../platform/index.ts';
import { bindSecondFactor } from './bind-second-factor.ts';
import { listWaysIn, type WayIn } from './ways-in.store.ts';
import { withAccount } from './with-account.ts';

export type AccountView = {
  readonly methods: WayIn[];
  readonly isEnrolled: boolean;
  /** Null where no second factor is enrolled, or the codes cannot be read for want of their key. */
  readonly recoveryCodesLeft: number | null;
};

export function readAccount(
  request: Pick<FastifyRequest, 'headers'>,
  services: Services,
): Promise<AccountView> {
  return withAccount(request, services, async (tx, { user, isEnrolled }) => ({
    methods: [...(await listWaysIn(tx, user.id))],
    isEnrolled,
    recoveryCodesLeft: isEnrolled ? await countCodes(tx, user.id, services) : null,
  }));
}

async function countCodes(tx: Tx, userId: string, services: Services): Promise<number | null> {
  try {
    const { backupCodes } = await bindSecondFactor(tx, services).api.viewBackupCodes({ body: { userId } });
    return backupCodes.length;
  } catch (error) {
    services.log.warn({ error: describeError(error) }, 'recovery codes could not be read');
    return null;
  }
}
