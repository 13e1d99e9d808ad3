import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChecks } from '../../controls/index.ts';
import { startWorkforce } from '../../workforce/testing/start-workforce.ts';
import type { Company } from '../company/company.ts';
import { compareSaid, type Judgement } from './compare-said.ts';
import { findGreens, type Green, halfReviewedIn, passKey } from './find-greens.ts';
import { liveMonth } from './live-month.ts';
import { type AccountName, accountNames } from './name-accounts.ts';
import type { Office } from './office.ts';
import { readSaid, type Said } from './read-found.ts';

export type CompanyJudgement = Judgement & {
  /** Passes on lists that are not whole. */
  readonly greens: readonly Green[];
};

/** Lives a company's months through the real application and holds what it found against what was planted. */
export async function judgeCompany(company: Company): Promise<CompanyJudgement> {
  await using server = await startWorkforce();
  const dataDir = mkdtempSync(join(tmpdir(), 'daybook-judge-'));
  // The settings of a test server are its own.
  Object.assign(server.services.settings, { mayReadLocalPaths: true, dataDir });
  try {
    return await live(company, { server, connections: new Map(), registered: new Map() });
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function live(company: Company, office: Office): Promise<CompanyJudgement> {
  const names = new Map<string, AccountName>();
  const said: Said[] = [];
  const greens: Green[] = [];
  const proven = new Set<string>();
  const halfReviewed = new Set<string>();
  for (const [i, month] of company.months.entries()) {
    await liveMonth(office, month);
    await runChecks(office.server.workspaceId, office.server.services);
    // Who was on a list once is told by name although they are gone.
    for (const [holder, name] of await accountNames(office.server)) names.set(holder, name);
    const now = await readSaid(office, { month: month.month, names });
    for (const one of halfReviewedIn(month)) halfReviewed.add(one);
    const lived = company.months.slice(0, i + 1);
    greens.push(...findGreens(now, { proven, halfReviewed, month, lived, domain: company.domain }));
    for (const one of now) if (one.outcome === 'pass') proven.add(passKey(one));
    // What a list that did not come shows is as old as the list before; it is judged when there is a new one.
    said.push(...now.filter((one) => one.kind === 'system' || !month.unseen.includes(one.system)));
  }
  return { ...compareSaid(company, said), greens };
}
