import { describe, expect, it } from 'vitest';
import { changeOfCommit } from './change-of-commit.ts';
import { parseCommitObject } from './parse-commit-object.ts';

const sha = 'a'.repeat(40);
const tree = `tree ${'0'.repeat(40)}\n`;

function parsed(text: string, encoding: BufferEncoding = 'latin1') {
  const commit = parseCommitObject(sha, Buffer.from(text, encoding));
  if (commit === null) throw new Error('no commit');
  return commit;
}

describe('parseCommitObject', () => {
  it('reads names in the encoding the commit names', () => {
    const commit = parsed(
      `${tree}author J\xF6rg Example <joerg@team.example> 1 +0100\ncommitter J\xF6rg Example <joerg@team.example> 1 +0100\nencoding ISO-8859-1\n\nGr\xFC\xDFe\n`,
    );

    expect(commit.author.name).toBe('Jörg Example');
    expect(commit.message).toBe('Grüße\n');
  });

  it('reads bytes that are not UTF-8 although the commit names no encoding', () => {
    const commit = parsed(
      `${tree}author J\xF6rg <j@team.example> 1 +0000\ncommitter A <a@team.example> 1 +0000\n\nx`,
    );

    expect(commit.author.name).toBe('Jörg');
  });

  it('knows a person by name where the mail address is missing, and not at all where both are', () => {
    const commit = parsed(`${tree}author Ada Example <> 1 +0000\ncommitter  <> 1 +0000\n\nx`);
    const change = changeOfCommit(commit, 'forge.example/team/store');

    expect(change.author).toEqual({ $identity: { name: 'Ada Example', system: 'forge.example/team/store' } });
    expect(change.committer).toBe('unknown');
  });

  it('gives times in UTC whatever the zone, and unknown for what is no date', () => {
    const at = (time: string) =>
      parsed(`${tree}author A <a@team.example> 1 +0000\ncommitter A <a@team.example> ${time}\n\nx`)
        .committedAt;

    expect(at('1750000000 +0545')).toBe('2025-06-15T15:06:40.000Z');
    expect(at('1750000000 -9999')).toBe('2025-06-15T15:06:40.000Z');
    expect(at('999999999999999 +0000')).toBe('unknown');
    expect(at('-5 +0000')).toBe('unknown');
    expect(at('')).toBe('unknown');
  });

  it.each([
    ['gpgsig -----BEGIN PGP SIGNATURE-----', 'pgp'],
    ['gpgsig -----BEGIN PGP MESSAGE-----', 'pgp'],
    ['gpgsig -----BEGIN SSH SIGNATURE-----', 'ssh'],
    ['gpgsig -----BEGIN SIGNED MESSAGE-----', 'x509'],
    ['gpgsig-sha256 -----BEGIN SSH SIGNATURE-----', 'ssh'],
    ['gpgsig something new', 'unknown'],
    ['mergetag object 0\n gpgsig -----BEGIN PGP SIGNATURE-----', 'none'],
  ])('tells the signature of %s as %s', (header, expected) => {
    const commit = parsed(
      `${tree}author A <a@team.example> 1 +0000\ncommitter A <a@team.example> 1 +0000\n${header}\n end\n\nx`,
    );

    expect(commit.signature).toBe(expected);
  });

  it('answers null for what is no commit', () => {
    expect(parseCommitObject(sha, Buffer.from('object x\ntype commit\ntag v1\n\nx'))).toBeNull();
  });
});
