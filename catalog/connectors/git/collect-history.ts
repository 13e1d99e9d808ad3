import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { type Emission, type PopulationRef, SourceError } from '@daybook/kit';
import { changeOfCommit } from './change-of-commit.ts';
import type { Trunk } from './commit.ts';
import type { GitSettings } from './connector.ts';
import { HistoryCounts } from './history-counts.ts';
import { openClone } from './open-clone.ts';
import { openRecording } from './open-recording.ts';
import { TrunkAudit } from './trunk-audit.ts';

const progressEvery = 500;
const maxGapHours = 168;

/** Reads one first-parent line, newest first or in the order recorded, and says whether it was the whole line. */
export async function* collectHistory(settings: GitSettings, signal: AbortSignal): AsyncGenerator<Emission> {
  const trunk = await openTrunk(settings, signal);
  const population: PopulationRef = { kind: 'change', scope: trunk.scope };
  const counts = new HistoryCounts(trunk.showsSignatures);
  const audit = new TrunkAudit(trunk);
  yield { type: 'population', ...population, query: trunk.query, maxGapHours };
  let done = 0;
  for await (const read of trunk.read()) {
    if (signal.aborted)
      throw new SourceError('cancelled', 'reading the repository was cancelled', 'start it again');
    done += 1;
    if (done % progressEvery === 0)
      yield { type: 'progress', done, total: trunk.commitsTotal, unit: 'commits' };
    if (read.type === 'rejected') {
      audit.reject();
      yield { ...read, ...population };
      continue;
    }
    audit.see(read.commit);
    counts.add(read.commit);
    yield { type: 'record', ...population, record: changeOfCommit(read.commit, trunk.scope) };
  }
  const reasons = audit.reasons();
  yield { type: 'progress', done, total: trunk.commitsTotal, unit: 'commits' };
  yield {
    type: 'end',
    ...population,
    isComplete: reasons.length === 0,
    reasons,
    sourceCount: trunk.commitsTotal,
    pages: 1,
    gaps: trunk.gaps,
    attributes: counts.attributes(),
  };
}

async function openTrunk(settings: GitSettings, signal: AbortSignal): Promise<Trunk> {
  if (!existsSync(settings.path)) {
    throw new SourceError(
      'source-not-found',
      'there is nothing at the path given for the repository',
      'check the spelling; the path is looked up on the machine Daybook runs on',
    );
  }
  const path = realpathSync(settings.path);
  if (existsSync(join(path, 'commits.ndjson'))) return openRecording({ ...settings, path });
  return openClone({ ...settings, path }, signal);
}
