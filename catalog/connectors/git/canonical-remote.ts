/**
 * The one name of a remote however it is written: `github.com/owner/name`, without scheme, credentials, port and `.git`,
 * the host in lower case. Null for a path on a disk, which names nothing outside this machine.
 */
export function canonicalRemote(url: string): string | null {
  const text = url.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@]*@)?([^/:@]+|\[[^\]]+\])(?::\d+)?\/(.+)$/i.exec(text);
  if (withScheme !== null) return /^file:/i.test(text) ? null : join(withScheme[1], withScheme[2]);
  const likeScp = /^(?:[^/:@]+@)?([^/:@\\]{2,}):(?!\/\/)(.+)$/.exec(text);
  return likeScp === null ? null : join(likeScp[1], likeScp[2]);
}

function join(host: string | undefined, path: string | undefined): string | null {
  const clean = (path ?? '')
    .replace(/[?#].*$/, '')
    .replace(/^\/+|\/+$/g, '')
    .replace(/\.git$/, '');
  const scope = `${(host ?? '').toLowerCase()}/${clean}`;
  return clean === '' || scope.length > 200 || /[\s@]/.test(scope) ? null : scope;
}
