import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChecks } from '../../controls/index.ts';
import { startWorkforce, type WorkforceServer } from '../../workforce/testing/start-workforce.ts';
import type { Company } from '../company/company.ts';
import { compareFound, type Found, type Judgement } from './compare-found.ts';
import { type AccountName, accountNames, liveMonth } from './live-month.ts';
import { findingsOf, readFound } from './read-found.ts';

export type CompanyJudgement = Judgement & {
  /** `<month> <system> <check>`: passes on a list that did not come, or came cut. */
  readonly greenUnseen: readonly string[];
};

/** Lives a company's months through the real application and holds what it found against what was planted. */
export async function judgeCompany(company: Company): Promise<CompanyJudgement> {
  await using server = await startWorkforce((services) =>
    services.followers.register(async (workspaceId) => {
      await runChecks(workspaceId, services);
    }),
  );
  // The settings of a test server are its own; files are read where they lie, as on the command line.
  Object.assign(server.services.settings, { mayReadLocalPaths: true });
  const folder = mkdtempSync(join(tmpdir(), 'daybook-judge-'));
  try {
    return await live(company, server, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function live(company: Company, server: WorkforceServer, folder: string): Promise<CompanyJudgement> {
  const office = {
    server,
    folder,
    connections: new Map<string, string>(),
  };
  const names = new Map<string, AccountName>();
  const found: Found[] = [];
  const greenUnseen: string[] = [];
  for (const month of company.months) {
    await liveMonth(office, month);
    // Who was on a list once is told by name although they are gone.
    for (const [holder, name] of await accountNames(server)) names.set(holder, name);
    const said = await readFound({ server, names, month: month.month });
    // What a list that did not come shows is as old as the list before; it is judged when there is a new one.
    found.push(...said.filter(({ system }) => !month.unseen.includes(system)));
    for (const system of month.unseen) {
      const passes = await findingsOf(server, 'pass');
      const green = passes.filter((one) => one.scope === system);
      greenUnseen.push(...green.map(({ check }) => `${month.month} ${system} ${check}`));
    }
  }
  return { ...compareFound(company, found), greenUnseen };
}
