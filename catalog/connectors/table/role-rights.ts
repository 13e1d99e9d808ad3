import { type DangerousRight, dangerousRights, type RecordOf } from '@daybook/kit';
import { z } from 'zod';
import type { TableFormat } from './table-format.ts';

const answer = z.enum(['yes', 'no', 'unknown']);

/** What a role may do, as somebody said it: the four dangerous rights, each yes, no or unknown. */
export const roleAnswers = z.strictObject({
  administer: answer,
  export: answer,
  connect: answer,
  publish: answer,
});
export type RoleAnswers = z.infer<typeof roleAnswers>;

export type RoleRights = Pick<RecordOf<'grant'>, 'rights' | 'surely'>;

/** What a role gives: by somebody's word, else by the format's table, else unknown. Letter case and spaces do not count. */
export function rightsOfRoles(
  answers: Readonly<Record<string, RoleAnswers>> | undefined,
  format: TableFormat | null,
): (role: string) => RoleRights {
  const said = new Map(
    Object.entries(answers ?? {}).map(([role, one]) => [foldRole(role), rightsOfAnswers(one)]),
  );
  const known = new Map(
    Object.entries(format?.roles ?? {}).map(([role, { rights, surely }]): [string, RoleRights] => [
      foldRole(role),
      surely === undefined ? { rights } : { rights, surely },
    ]),
  );
  return (role) => said.get(foldRole(role)) ?? known.get(foldRole(role)) ?? { rights: 'unknown' };
}

function rightsOfAnswers(answers: RoleAnswers): RoleRights {
  const yes = dangerousRights.filter((right) => answers[right] === 'yes');
  const isWhole = dangerousRights.every((right) => answers[right] !== 'unknown');
  if (isWhole) return { rights: yes };
  return yes.length === 0 ? { rights: 'unknown' } : { rights: 'unknown', surely: yes };
}

/** The same the other way round, for a form to begin with. */
export function answersOfRights({ rights, surely = [] }: RoleRights): RoleAnswers {
  const answerOf = (right: DangerousRight) => {
    if (rights === 'unknown') return surely.includes(right) ? 'yes' : 'unknown';
    return rights.includes(right) ? 'yes' : 'no';
  };
  return {
    administer: answerOf('administer'),
    export: answerOf('export'),
    connect: answerOf('connect'),
    publish: answerOf('publish'),
  };
}

export function foldRole(role: string): string {
  return role.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}
