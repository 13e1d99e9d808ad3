export { systemClock } from '../clock.ts';
export { silentLog } from '../log.ts';
export { type BackUpInput, type BackUpResult, backUp } from './back-up.ts';
export { type BackupHeader, backupFormat, dataKeysMeaning, type LogHead } from './backup-header.ts';
export { databaseName, ownerOf } from './database-owner.ts';
export { hasMasterKey, installMasterKey, keySourceOf } from './master-key-file.ts';
export { type RestoreInput, type RestorePhase, type RestoreResult, restoreBackup } from './restore-backup.ts';
