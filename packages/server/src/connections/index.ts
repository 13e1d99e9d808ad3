export { changeSettings } from './change-settings.ts';
export { findConnection, listConnections, type StoredConnection } from './connections.store.ts';
export { createConnection, findOrCreateConnection } from './create-connection.ts';
export { needConnector } from './need-connector.ts';
export { openSettings } from './open-settings.ts';
export { requireReadablePath } from './require-readable-path.ts';
export { connectionSealedPlaces } from './sealed-places.ts';
export { requireConnection, visibleConnections } from './visible-connections.ts';
