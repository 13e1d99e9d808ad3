import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Where Debian's `golang-golang-x-mod-dev` puts the sources. */
const goSources = '/usr/share/gocode';

/** Why the Go program cannot be built here, or null. */
export function whyNoGo(): string | null {
  if (!existsSync(join(goSources, 'src/golang.org/x/mod/sumdb/tlog')))
    return 'the package golang-golang-x-mod-dev is not installed';
  try {
    execFileSync('go', ['version'], { stdio: 'ignore' });
    return null;
  } catch {
    return 'there is no `go` command';
  }
}

/** Builds the Go program into `folder` without any network; answers its path. */
export function buildSecondVerifier(folder: string): string {
  const path = join(folder, 'second-verifier');
  const env = {
    ...process.env,
    GO111MODULE: 'off',
    GOPATH: goSources,
    GOFLAGS: '-buildvcs=false',
    GOCACHE: join(folder, 'cache'),
    CGO_ENABLED: '0',
  };
  execFileSync('go', ['build', '-o', path, join(import.meta.dirname, 'main.go')], { env, cwd: folder });
  return path;
}
