import { discoverRoutes } from '../../packages/server/src/platform/discover-routes.ts';
import { buildHttpServer } from '../../packages/server/src/platform/http-server.ts';
import type { Services } from '../../packages/server/src/platform/services.ts';

/** The OpenAPI description of all routes, without a database: nothing is called, only described. */
export async function describeApi(): Promise<object> {
  const refuseAll = () => Promise.reject(new Error('this application only describes itself'));
  // Describing needs the version alone; no handler ever runs here.
  const services = { settings: { version: '0.1.0' } } as unknown as Services;
  const app = await buildHttpServer(await discoverRoutes(), refuseAll, services);
  await app.ready();
  const description = app.swagger();
  await app.close();
  return description;
}
