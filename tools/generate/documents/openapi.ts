import { describeApi } from '../describe-api.ts';
import type { DerivedDocument } from '../document.ts';

export const document: DerivedDocument = {
  path: 'docs/reference/openapi.json',
  render: async () => `${JSON.stringify(await describeApi(), null, 2)}\n`,
};
