export { startFromCommandLine } from './main.ts';
export { openInstallation } from './open-installation.ts';
export { defaultDataDir, keyDirFor, runtimeDirFor } from './platform/postgres/locations.ts';
export { type RunningServer, type StartOptions, socketName, startServer } from './start-server.ts';
