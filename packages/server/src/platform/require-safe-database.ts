import { refuse } from './errors.ts';

/** The server's certificate and name are checked; the others check nothing, or go on without encryption. */
const verifying = new Set(['verify-full', 'verify-ca', 'require']);

/**
 * Refuses an address of a database on the network that does not say how the way there is protected. The driver checks the
 * certificate fully for every mode it takes but `no-verify`; without a mode it sends passwords and rows in the clear.
 */
export function requireSafeDatabase(url: string): void {
  if (!URL.canParse(url)) return;
  const { hostname, searchParams } = new URL(url);
  const host = searchParams.get('host') ?? hostname;
  const mode = searchParams.get('sslmode');
  if (isOnThisMachine(host) && mode === null) return;
  if (mode === 'disable' || (mode !== null && verifying.has(mode) && !searchParams.has('uselibpqcompat')))
    return;
  refuse(
    'settings-invalid',
    mode === null
      ? 'DATABASE_URL names a database on the network and does not say how the way there is protected'
      : `DATABASE_URL asks for \`sslmode=${mode.slice(0, 20)}\`, which checks nobody's certificate`,
    'add `?sslmode=verify-full` (and `&sslrootcert=FILE` for a certificate authority of your own), or `?sslmode=disable` where nobody else is on that network',
  );
}

function isOnThisMachine(host: string): boolean {
  return (
    host === '' || host.startsWith('/') || /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[?::1\]?)$/.test(host)
  );
}
