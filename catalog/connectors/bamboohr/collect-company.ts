import {
  type ConnectorTools,
  type Emission,
  emitPopulation,
  type HttpRequest,
  type ListRead,
  type RecordOf,
  readOne,
  readValue,
  rosterOf,
  SourceError,
} from '@daybook/kit';
import { accountOf } from './account-record.ts';
import { type Employee, employeeFields, reportAnswer, type User, usersAnswer } from './answer-schemas.ts';
import type { BamboohrSettings } from './connector.ts';
import { nameEmployees, personOf } from './person-record.ts';

const maxGapHours = 7 * 24;

type Report = { readonly employees: readonly Employee[]; readonly missing: readonly string[] };

/** Reads one company: everyone who works or worked there, and the users of BambooHR itself. Neither list has pages. */
export async function* collectCompany(
  settings: BamboohrSettings,
  tools: ConnectorTools,
): AsyncGenerator<Emission> {
  const system = `bamboohr:${settings.company}`;
  const report = await readReport(settings, tools);
  const users = await readUsers(settings, tools);
  yield* emitPeople(report, users, system);
  const roster = rosterOf(system, users.items, ({ id, email, firstName, lastName }) => {
    return { id: String(id), email, name: [firstName, lastName].filter(Boolean).join(' ') };
  });
  yield* emitPopulation({
    kind: 'account',
    scope: system,
    query: 'all users of BambooHR',
    maxGapHours,
    records: roster.accounts.map(({ item, holder }) => accountOf(item, holder, system)),
    lists: [users],
  });
}

function* emitPeople(report: ListRead<Report>, users: ListRead<User>, system: string): Generator<Emission> {
  const employees = report.items.flatMap((one) => one.employees);
  const people = nameEmployees(system, employees);
  const records: RecordOf<'person'>[] = [];
  const rejected: { where: string; reason: string }[] = [];
  for (const employee of employees) {
    const person = people.byId.get(employee.id);
    try {
      if (person !== undefined) records.push(personOf(employee, person, people));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      rejected.push({ where: `employee ${employee.id}`, reason: error.message });
    }
  }
  const failures = report.items.flatMap((one) => shortcomingsOf(one, users.items));
  yield* emitPopulation({
    kind: 'person',
    scope: system,
    query: 'everyone who works or worked here, with first and last day',
    maxGapHours,
    records,
    rejected,
    lists: [report, ...failures.map((failure) => ({ items: [], pages: 0, failure }))],
    attributes: { former: records.filter(({ isActive }) => isActive === false).length },
  });
}

/** The report names no number, so what else is known of the company speaks for or against its being whole. */
function shortcomingsOf({ employees, missing }: Report, users: readonly User[]): SourceError[] {
  const hint = 'give the key of an account that may see all employees and these fields';
  const known = new Set(employees.map(({ id }) => id));
  const unseen = users.filter(({ employeeId }) => employeeId && !known.has(String(employeeId))).length;
  const ids = employees.length - known.size;
  return [
    ...(missing.length === 0
      ? []
      : [new SourceError('source-refused', `BambooHR leaves out the fields ${missing.join(', ')}`, hint)]),
    ...(unseen === 0
      ? []
      : [
          new SourceError(
            'source-refused',
            `${unseen} users of BambooHR are employees whom the report does not name`,
            hint,
          ),
        ]),
    ...(ids === 0
      ? []
      : [new SourceError('source-changed', `BambooHR named ${ids} employees twice`, 'collect again')]),
  ];
}

function readReport(settings: BamboohrSettings, tools: ConnectorTools): Promise<ListRead<Report>> {
  return readValue(async () => {
    const { answer } = await readOne({
      ...tools,
      vendor: 'BambooHR',
      what: 'employees',
      schema: reportAnswer,
      request: {
        ...ask(settings, '/v1/reports/custom?format=JSON&onlyCurrent=false'),
        method: 'POST',
        body: JSON.stringify({ title: 'People and their days', fields: employeeFields }),
      },
    });
    const told = new Set(answer.fields.map(({ id }) => id));
    return { employees: answer.employees, missing: employeeFields.filter((field) => !told.has(field)) };
  });
}

async function readUsers(settings: BamboohrSettings, tools: ConnectorTools): Promise<ListRead<User>> {
  const request = ask(settings, '/v1/meta/users');
  const read = await readValue(async () => {
    const asked = { ...tools, vendor: 'BambooHR', what: 'users', schema: usersAnswer, request };
    return (await readOne(asked)).answer;
  });
  return { ...read, items: read.items.flat() };
}

function ask({ baseUrl, company, apiKey }: BamboohrSettings, path: string): HttpRequest {
  const credentials = Buffer.from(`${apiKey}:x`).toString('base64');
  return {
    method: 'GET',
    url: `${baseUrl.replace(/\/{1,9}$/, '')}/api/gateway.php/${company}${path}`,
    headers: {
      authorization: `Basic ${credentials}`,
      accept: 'application/json',
      'content-type': 'application/json',
      'user-agent': 'daybook',
    },
  };
}
