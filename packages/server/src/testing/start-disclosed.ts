import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { disclosureErasure } from '../access/index.ts';
import type { Role } from '../access/permissions/role.ts';
import {
  origin,
  post,
  setUp,
  signInToDecide,
  startAccess,
  type TestServer,
} from '../access/testing/start-access.ts';
import { runChecks } from '../controls/index.ts';
import { followLedger } from '../facts/index.ts';
import { intakeErasure } from '../intake/index.ts';
import { discoverRoutes, findWorkspace, type WorkspaceId } from '../platform/index.ts';

export const workspacePath = '/api/workspaces/default';

/** Values that occur nowhere else, by what they are. Made up for the test. */
export const canaries = {
  name: 'Quillon Vexmoor',
  email: 'quillon.vexmoor@canary.example',
  login: 'qvexmoorlogin',
  owner: 'Zephandra Duskwell',
  text: 'Wyrmhollow',
} as const;

const accounts = `system,login,name,email,owner,hasMfa,role,createdAt
crm.example,${canaries.login},${canaries.name},${canaries.email},${canaries.owner},true,admin,2026-01-01
crm.example,secondlogin,Brindle Okefar,brindle@canary.example,${canaries.owner},false,member,2026-01-02
`;
const people = `name,email,role,startsOn,endsOn
${canaries.name},${canaries.email},engineer,2025-01-01,
Brindle Okefar,brindle@canary.example,agent,2025-02-01,2026-02-01
broken row,not a mail ${canaries.name},,never,
`;

export type DisclosedServer = TestServer & {
  readonly dataDir: string;
  readonly workspaceId: WorkspaceId;
  readonly owner: string;
  addMember(name: string, role: Role): Promise<{ readonly cookie: string; readonly subject: string }>;
  upload(name: string, text: string, cookie?: string): Promise<string>;
};

/** The real application with all its routes, and evidence in which people are named. */
export async function startDisclosed(): Promise<DisclosedServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'daybook-disclosed-'));
  const server = await startAccess({ dataDir }, await discoverRoutes());
  const { services } = server;
  for (const part of [disclosureErasure(services), intakeErasure(services)])
    services.erasureParts.register(part);
  services.followers.register((workspaceId) => followLedger(workspaceId, services));
  services.followers.register(async (workspaceId) => {
    await runChecks(workspaceId, services);
  });
  const owner = await setUp(server);
  const workspace = await services.database.withSystem('test', (tx) => findWorkspace(tx, 'default'));
  if (workspace === null) throw new Error('there is no workspace');
  const disclosed = {
    ...server,
    ...{ dataDir, owner, workspaceId: workspace.id },
    addMember: (name: string, role: Role) => addMember(server, owner, name, role),
    upload: (name: string, text: string, cookie = owner) => upload(server, cookie, name, text),
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  await importFile(disclosed, 'accounts.csv', accounts);
  await importFile(disclosed, 'people.csv', people);
  return disclosed;
}

async function importFile(server: DisclosedServer, name: string, text: string): Promise<void> {
  const id = await server.upload(name, text);
  const asked = await post(
    server,
    `${workspacePath}/imports`,
    { connector: 'table', upload: id },
    server.owner,
  );
  if (asked.statusCode !== 200) throw new Error(`nothing was imported: ${asked.body}`);
  await server.services.background.settled();
  await server.services.followers.run(server.workspaceId);
}

async function upload(server: TestServer, cookie: string, name: string, text: string): Promise<string> {
  const answer = await server.app.inject({
    method: 'POST',
    url: `${workspacePath}/uploads`,
    headers: { origin, cookie, 'content-type': 'multipart/form-data; boundary=line' },
    payload: `--line\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n${text}\r\n--line--\r\n`,
  });
  return answer.json<{ upload: string }>().upload;
}

async function addMember(server: TestServer, owner: string, name: string, role: Role) {
  const person = { name, email: `${name}@disclosed.example`, password: 'a long enough phrase' };
  const made = await post(server, `${workspacePath}/members`, { ...person, role }, owner);
  const { subject } = made.json<{ subject: string }>();
  return { cookie: await signInToDecide(server, person), subject };
}
