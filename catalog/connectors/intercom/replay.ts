import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Replay, ReplayAnswer, ReplayRequest } from '@daybook/kit/testing';

const system = 'intercom:ab12cd34';
const activitiesPerPage = 2;

const teams = [
  { type: 'team', id: '814865', name: 'Support', admin_ids: [1000001, 1000004] },
  { type: 'team', id: '814866', name: 'Social', admin_ids: [1000004] },
];

const activities = [
  activity('a1', 'admin_login_success', 1000001, 1766016000, { sign_in_method: 'email_password' }),
  activity('a2', 'role_change', 1000001, 1765843200, { before: 'Agent', after: 'Admin' }),
  activity('a3', 'admin_permission_change', 999, 1765756800, {}),
  activity('a4', 'bulk_export', 1000004, 1765670400, {}),
  activity('a5', 'admin_login_success', 1000001, 1765584000, { sign_in_method: 'google' }),
  activity('a6', 'app_name_change', 1000001, 1765497600, { before: 'Old', after: 'New' }),
];

/** The recorded teammates, with invented teams and a log of three pages. */
export const replay: Replay = {
  settings: (baseUrl) => ({ token: 'a-token', baseUrl }),
  routes: answerTo,
  expect: {
    [`account ${system}`]: 5,
    [`grant ${system}`]: 8,
    [`config ${system}`]: 2,
    [`export ${system}`]: 1,
  },
  nextBy: 'address',
};

function answerTo({ path, query, baseUrl }: ReplayRequest): ReplayAnswer | null {
  if (path === '/me')
    return { body: { type: 'admin', id: '1000001', app: { type: 'app', id_code: 'ab12cd34' } } };
  if (path === '/admins')
    return { body: JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', 'admins.json'), 'utf8')) };
  if (path === '/teams') return { body: { type: 'team.list', teams } };
  if (path !== '/admins/activity_logs' || !query.has('created_at_after')) return null;
  const page = Number(query.get('page') ?? '1');
  const total = Math.ceil(activities.length / activitiesPerPage);
  const next = new URL(`${baseUrl}${path}?${query}`);
  next.searchParams.set('page', String(page + 1));
  return {
    body: {
      type: 'activity_log.list',
      pages: {
        type: 'pages',
        next: page < total ? next.href : null,
        page,
        per_page: activitiesPerPage,
        total_pages: total,
      },
      activity_logs: activities.slice((page - 1) * activitiesPerPage, page * activitiesPerPage),
    },
  };
}

function activity(id: string, type: string, admin: number, createdAt: number, metadata: object) {
  return {
    id,
    activity_type: type,
    performed_by: { type: 'admin', id: String(admin), email: 'somebody@team.example', ip: '192.0.2.1' },
    created_at: createdAt,
    metadata,
    activity_description: 'Somebody changed something.',
  };
}
