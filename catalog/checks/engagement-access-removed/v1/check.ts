import { defineCheck, type FactOf, type Finding } from '@daybook/kit';
import { judgeRemoval } from './judge-removal.ts';

export const check = defineCheck({
  id: 'engagement-access-removed',
  version: 1,
  title: 'What an agency had is gone when its engagement ends',
  summary:
    'Of an agency whose engagement ended, its link as a partner, the access of its people and the tokens made for it were each gone in the time allowed.',
  control: 'engagement-end',
  population: 'access-removal',
  related: null,
  evaluate({ value }, _related, { asOf }) {
    if (value.cause !== 'engagement-ended') {
      return { outcome: 'not-applicable', code: 'no-engagement', reason: 'it has to go for another reason' };
    }
    if (value.usedAfterAt !== null) {
      return { outcome: 'fail', code: 'used-after', reason: 'it was used after the engagement had ended' };
    }
    return withLayer(judgeRemoval(value, asOf), value.layer);
  },
});

/** Removing the partner leaves its people and its tokens where they are, so each failure says which layer it is. */
function withLayer(finding: Finding, layer: FactOf<'access-removal'>['layer']): Finding {
  if (finding.outcome !== 'fail') return finding;
  return { ...finding, code: `${layer}-${finding.code}`, reason: `${layerWords[layer]}: ${finding.reason}` };
}

const layerWords = {
  partner: 'the link to the agency itself',
  individual: 'the access of one of its people',
  token: 'a token or key made for it',
} as const;
