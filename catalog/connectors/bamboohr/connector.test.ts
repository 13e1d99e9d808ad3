import { endOf, type ReplayRoutes, readReplay, recordsOf } from '@daybook/kit/testing';
import { expect, it } from 'vitest';
import { connector } from './connector.ts';
import { answerFrom, type PlayedReport, readReport, replay } from './replay.ts';

function collect(routes: ReplayRoutes = replay.routes) {
  return readReplay(connector, routes, replay.settings);
}

function told(change: (report: PlayedReport) => PlayedReport): ReplayRoutes {
  return (request) => answerFrom(change(readReport()), request);
}

it('reads who works here and who left, with their days, roles and managers', async () => {
  const { emissions } = await collect();

  const people = recordsOf(emissions, 'person');
  expect(people[0]).toEqual({
    person: {
      $identity: {
        email: 'user1@people.example',
        login: 'employee 61',
        name: 'User 1',
        system: 'bamboohr:example',
      },
    },
    employer: null,
    manager: expect.objectContaining({
      $identity: expect.objectContaining({ email: 'user2@people.example' }),
    }),
    role: 'Support agent',
    startsOn: '2021-01-04',
    endsOn: null,
    isActive: true,
  });
  expect(people.filter(({ isActive }) => isActive === false)).toMatchObject([{ endsOn: '2022-01-31' }]);
});

it('reads the recorded users, each by their address', async () => {
  const { emissions } = await collect();

  const accounts = recordsOf(emissions, 'account');
  expect(accounts.map(({ isEnabled, accountKind }) => [isEnabled, accountKind])).toEqual(
    accounts.map(() => [true, 'human']),
  );
  expect(accounts[0]).toMatchObject({ lastSeenAt: '2021-08-18T22:14:17.000Z', hasMfa: 'unknown' });
});

it('is not whole where a field is kept from the key, for then nobody would ever leave', async () => {
  const { emissions } = await collect(
    told((report) => ({ ...report, fields: report.fields.filter(({ id }) => id !== 'terminationDate') })),
  );

  expect(endOf(emissions, 'person')).toMatchObject({
    isComplete: false,
    reasons: [expect.stringContaining('leaves out the fields terminationDate')],
  });
});

it('is not whole where users are employees the report does not name', async () => {
  const { emissions } = await collect(
    told((report) => ({ ...report, employees: report.employees.slice(2) })),
  );

  expect(endOf(emissions, 'person')).toMatchObject({
    isComplete: false,
    reasons: [expect.stringContaining('2 users of BambooHR are employees')],
  });
});

it('names an employee whose day cannot be read, and takes no other day for it', async () => {
  const { emissions } = await collect(
    told((report) => ({
      ...report,
      employees: report.employees.map((one, i) => (i === 0 ? { ...one, hireDate: '04/01/2021' } : one)),
    })),
  );

  expect(emissions.filter(({ type }) => type === 'rejected')).toMatchObject([
    { where: 'employee 61', reason: 'a day is not written as YYYY-MM-DD' },
  ]);
});
