export {
  findConnection,
  listConnections,
  type StoredConnection,
  updateSettings,
} from './connections.store.ts';
export { createConnection, findOrCreateConnection, needConnector } from './create-connection.ts';
export { openSettings, parseSettings } from './open-settings.ts';
