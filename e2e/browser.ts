import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sparticuz, { inflate } from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';
import { repositoryRoot } from '../tools/repository-root.ts';

const systemBrowsers: readonly string[] = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

const flags: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

/** A Chromium without a window: the system's own where there is one, else the one that comes with the dependencies. */
export async function launchBrowser(): Promise<Browser> {
  const system = systemBrowsers.find((path) => existsSync(path));
  if (system !== undefined) return chromium.launch({ executablePath: system, args: [...flags] });
  const folder = await unpackedBrowser();
  const started = chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: [...flags],
    env: {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      TMPDIR: tmpdir(),
      // Its libraries and fonts come along, for a minimal system has neither. Only this process gets them.
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
    },
  });
  return started.catch((cause: unknown) => {
    const hint =
      'the packaged Chromium does not run here; with "apt-get install chromium" the tests take that one';
    throw new Error(hint, { cause });
  });
}

/** Unpacks the packaged browser once for each clone and version; whoever is second takes what the first has made. */
async function unpackedBrowser(): Promise<string> {
  const packed = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..', 'bin');
  const cache = join(repositoryRoot, 'node_modules', '.cache', 'daybook-browser');
  const target = join(cache, versionOf(packed));
  if (existsSync(target)) return target;
  mkdirSync(cache, { recursive: true });
  const fresh = mkdtempSync(`${target}.`);
  await withTemporaryFolder(fresh, async () => {
    await sparticuz.executablePath(packed);
    await inflate(join(packed, 'al2023.tar.br'));
  });
  writeFileSync(join(fresh, 'fonts', 'fonts.conf'), fontSettings(target));
  // Another user may run the tests of the same clone.
  chmodSync(fresh, 0o755);
  try {
    renameSync(fresh, target);
  } catch {
    // someone else was faster
    rmSync(fresh, { recursive: true, force: true });
  }
  return target;
}

/** The settings that come with the fonts name folders of another machine. Without any font a page crashes or is empty. */
function fontSettings(folder: string): string {
  const escaped = folder.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${escaped}/fonts</dir>
  <cachedir>${escaped}/fonts/cache</cachedir>
</fontconfig>
`;
}

function versionOf(packed: string): string {
  const manifest: unknown = createRequire(import.meta.url)(join(packed, '..', 'package.json'));
  const hasVersion = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return hasVersion ? String(manifest.version) : 'unknown';
}

/** The package unpacks into the folder for temporary files, whatever that is when it is asked. */
async function withTemporaryFolder(folder: string, work: () => Promise<void>): Promise<void> {
  const before = process.env.TMPDIR;
  mkdirSync(folder, { recursive: true });
  process.env.TMPDIR = folder;
  try {
    await work();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}
