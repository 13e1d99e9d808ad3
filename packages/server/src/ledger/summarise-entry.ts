import type { Entry } from '@daybook/ledger';

const sentences: Readonly<Record<string, string>> = {
  'log.opened': 'A new log was opened',
  'workspace.created': 'The workspace was created',
  'member.added': 'A member was added',
  'session.started': 'Someone signed in',
  'identity.recorded': 'A person or account holder became known',
  'connection.changed': 'The settings of a source changed',
  'connection.created': 'A source was connected',
  'record.observed': 'A record was seen at its source',
  'record.gone': 'A complete list no longer held a record',
  'pull.completed': 'A source was read to its end',
  'pull.failed': 'A source could not be read',
  'pull.abandoned': 'The reading of a source was cut off',
  'check.ran': 'A control test came to a new result',
  'package.built': 'A package for an auditor was built',
};

/** One plain sentence for a line of the ledger; an unknown kind is shown as it is. */
export function summariseEntry(entry: Entry): string {
  const kind = entry.type.split('@')[0] ?? entry.type;
  return sentences[kind] ?? entry.type;
}
