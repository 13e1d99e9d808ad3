import { matrixCsv, matrixOf } from '../../../packages/server/src/access/permissions/matrix.ts';
import { createPermissions } from '../../../packages/server/src/access/permissions/permissions.ts';
import { discoverRoutes } from '../../../packages/server/src/platform/discover-routes.ts';
import type { DerivedDocument } from '../document.ts';

/** Reviewed like code: a route that is added, or a policy that changes, shows here who may do what from then on. */
export const document: DerivedDocument = {
  path: 'docs/reference/permissions.csv',
  async render() {
    return matrixCsv(matrixOf(createPermissions(await discoverRoutes()))).replaceAll('\r\n', '\n');
  },
};
