import { type Emission, type PopulationRef, SourceError } from '@daybook/kit';
import { type Protection, protectionAnswer, type Rules, rulesAnswer } from './answer-schemas.ts';
import type { Repository } from './collect-repository.ts';
import type { GithubClient } from './github-client.ts';
import { listFailure, populationEnd } from './population-end.ts';
import { protectionRecord } from './protection-record.ts';
import { maxGapHours } from './read-trunk.ts';

const rulesPerPage = 100;
const rulePagesMax = 50;

/** How the default branch is protected, by its own protection and by the rulesets that reach it. */
export async function* readProtection(
  client: GithubClient,
  repository: Repository,
): AsyncGenerator<Emission> {
  const population: PopulationRef = { kind: 'branch-protection', scope: repository.scope };
  let failure: SourceError | null = null;
  let rules: Rules = [];
  yield { type: 'population', ...population, query: `protection of the default branch`, maxGapHours };
  try {
    const protection = await branchProtection(client, repository);
    rules = await branchRules(client, repository);
    yield { type: 'record', ...population, record: protectionRecord(repository.branch, protection, rules) };
  } catch (error) {
    failure = listFailure(error);
  }
  const attributes = { rules: rules.length };
  yield populationEnd(population, { failure, sourceCount: null, pages: 1, gaps: [], attributes });
}

/** Null: GitHub says that the branch has no protection of its own. */
async function branchProtection(client: GithubClient, repository: Repository): Promise<Protection | null> {
  const answer = await client.rest(`${branchPath(repository, 'branches')}/protection`, protectionAnswer);
  if (answer.type === 'found') return answer.value;
  if (answer.type === 'not-found' && /^branch not protected$/i.test(answer.message)) return null;
  throw new SourceError(
    'source-refused',
    'GitHub does not show how the branch is protected with this token',
    'give the token read access to the administration of the repository',
  );
}

async function branchRules(client: GithubClient, repository: Repository): Promise<Rules> {
  const rules: Rules = [];
  for (let page = 1; page <= rulePagesMax; page += 1) {
    const path = `${branchPath(repository, 'rules/branches')}?per_page=${rulesPerPage}&page=${page}`;
    const answer = await client.rest(path, rulesAnswer);
    if (answer.type !== 'found') {
      throw new SourceError(
        'source-refused',
        'GitHub does not show the rulesets of the branch with this token',
        'give the token read access to the metadata of the repository; old Enterprise servers have no rulesets to show',
      );
    }
    rules.push(...answer.value);
    if (answer.value.length < rulesPerPage) return rules;
  }
  throw new SourceError(
    'source-changed',
    `the limit of ${rulePagesMax} pages of rules was reached before the end of the list`,
    'reduce the rulesets of the repository',
  );
}

function branchPath({ owner, name, branch }: Repository, kind: 'branches' | 'rules/branches'): string {
  return `/repos/${encodeURIComponent(owner)}/${encodeURIComponent(name)}/${kind}/${encodeURIComponent(branch)}`;
}
