import { type ChildProcess, spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { SourceError } from '@daybook/kit';

/**
 * Git that only reads: no hooks, no file-system monitor, no replaced or grafted objects, no cached commit graph, no
 * transport of any kind, no prompts, and no configuration but the repository's own, of which what could run is overruled.
 */
export function spawnGit(path: string, args: readonly string[], signal: AbortSignal): ChildProcess {
  return spawn('git', [...overrules, ...args], {
    cwd: path,
    signal,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...quietEnvironment, PATH: process.env.PATH ?? '', GIT_CEILING_DIRECTORIES: dirname(path) },
  });
}

const overrules = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.commitGraph=false',
  'core.pager=cat',
  'core.sshCommand=false',
  'core.alternateRefsCommand=false',
  'credential.helper=',
  'protocol.allow=never',
  'log.showSignature=false',
  'maintenance.auto=false',
  'gc.auto=0',
  'safe.directory=*',
].flatMap((setting) => ['-c', setting]);

const quietEnvironment = {
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_NO_LAZY_FETCH: '1',
  GIT_GRAFT_FILE: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_ASKPASS: '/bin/false',
  HOME: '/nonexistent',
  LC_ALL: 'C',
};

const answerLengthMax = 10 * 1024 * 1024;

export type GitAnswer = { readonly exitCode: number; readonly text: string; readonly complaint: string };

/** One short answer of git. Throws `SourceError` only where git itself cannot be started. */
export async function askGit(path: string, args: readonly string[], signal: AbortSignal): Promise<GitAnswer> {
  const child = spawnGit(path, args, signal);
  child.stdin?.end();
  const answer = { text: '', complaint: '' };
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    answer.text += chunk;
    if (answer.text.length > answerLengthMax) child.kill();
  });
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    answer.complaint = (answer.complaint + chunk).slice(0, 10_000);
  });
  const exitCode = await exitOf(child);
  return { exitCode, text: answer.text.trim(), complaint: answer.complaint };
}

export function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(startFailure(error)));
    child.once('close', (code) => resolve(code ?? 1));
  });
}

function startFailure(error: Error & { code?: string }): SourceError {
  if (error.name === 'AbortError') {
    return new SourceError('cancelled', 'reading the repository was cancelled', 'start it again');
  }
  return new SourceError(
    'source-unreadable',
    error.code === 'ENOENT' ? 'the program git was not found' : 'the program git could not be started',
    'install git 2.36 or later on the machine Daybook runs on',
  );
}
