import { type IdentityField, identity, type RecordOf } from '@daybook/kit';
import type { Employee } from './answer-schemas.ts';

const termLengthMax = 200;

export type People = { readonly byId: ReadonlyMap<string, IdentityField> };

/** Who each employee is, by id: by their mail address at work, else by name. Two with one address are told apart by id. */
export function nameEmployees(system: string, employees: readonly Employee[]): People {
  const uses = new Map<string, number>();
  for (const { workEmail } of employees) {
    const mail = textOf(workEmail).toLowerCase();
    uses.set(mail, (uses.get(mail) ?? 0) + 1);
  }
  const byId = employees.map((employee): [string, IdentityField] => {
    const mail = textOf(employee.workEmail);
    const name = [textOf(employee.firstName), textOf(employee.lastName)].filter(Boolean).join(' ');
    const isAlone = /^[^\s@,;]+@[^\s@,;]+$/.test(mail) && uses.get(mail.toLowerCase()) === 1;
    const values = {
      ...(isAlone ? { email: mail } : {}),
      login: `employee ${employee.id}`,
      ...(name === '' ? {} : { name }),
      system,
    };
    return [employee.id, identity(values)];
  });
  return { byId: new Map(byId) };
}

/** Former staff stay in the report with their last day. Throws on a day that is none. */
export function personOf(employee: Employee, person: IdentityField, { byId }: People): RecordOf<'person'> {
  const status = textOf(employee.status).toLowerCase();
  return {
    person,
    employer: null,
    manager: byId.get(textOf(employee.supervisorEId)) ?? null,
    role: textOf(employee.jobTitle).slice(0, termLengthMax) || null,
    startsOn: dayOf(employee.hireDate),
    endsOn: dayOf(employee.terminationDate),
    isActive: status === 'active' ? true : status === 'inactive' ? false : 'unknown',
  };
}

/** BambooHR writes a day that is not set as `0000-00-00`. */
function dayOf(cell: Employee['hireDate']): string | null {
  const text = textOf(cell);
  if (text === '' || text === '0000-00-00') return null;
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new RangeError('a day is not written as YYYY-MM-DD');
}

function textOf(cell: Employee['hireDate']): string {
  return String(cell ?? '').trim();
}
