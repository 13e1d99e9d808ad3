import {
  addSignatures,
  cosignCheckpoint,
  cosignedReply,
  formatVkey,
  judgeAddCheckpoint,
  malformedReply,
  parseAddCheckpoint,
  parseCheckpoint,
  parseNote,
  parseSignatureLines,
  parseVkey,
  witnessCheckpointPath,
} from '@daybook/ledger';
import { createCosigner, ed25519Verify, sha256 } from '@daybook/ledger/node';

/** A witness at the edge of the network: judged by the format's own rules, kept in memory. */
export type TestWitness = {
  readonly verifierKey: string;
  readonly network: typeof fetch;
  /** Notes it saw last, by origin. */
  readonly seen: Map<string, string>;
  /** Bodies it was sent. */
  readonly requests: string[];
};

export const witnessAddress = 'http://witness.example/prefix/';

/** Knows a log by any of `logKeys`; cosigns at `timeSeconds`. */
export function createTestWitness(
  logKeys: () => readonly string[],
  timeSeconds: () => number,
  seedByte = 5,
): TestWitness {
  const cosigner = createCosigner('witness.example', new Uint8Array(32).fill(seedByte));
  const seen = new Map<string, string>();
  const requests: string[] = [];
  const add = (body: string) => {
    requests.push(body);
    const request = parseAddCheckpoint(body);
    const { origin } = request.checkpoint;
    const vkeys = logKeys().map((key) => parseVkey(sha256, key));
    const note = seen.get(origin);
    const known = note === undefined ? null : parseCheckpoint(parseNote(note).text);
    const logVkeys = vkeys.filter(({ name }) => name === origin);
    const verdict = judgeAddCheckpoint({ request, logVkeys, known, hash: sha256, verify: ed25519Verify });
    if (verdict.verdict === 'refuse') return verdict.reply;
    const line = cosignCheckpoint(verdict.text, timeSeconds(), cosigner);
    seen.set(origin, addSignatures(request.note, parseSignatureLines(line)));
    return cosignedReply([line]);
  };
  const network: typeof fetch = async (input, init) => {
    const { pathname } = new URL(String(input));
    if (init?.method === 'POST' && pathname === '/prefix/add-checkpoint') {
      const { status, contentType, body } = attempt(() => add(textOf(init.body)));
      return new Response(body, { status, headers: { 'content-type': contentType } });
    }
    const shown = [...seen].find(
      ([origin]) => pathname === `/prefix/${witnessCheckpointPath(sha256, origin)}`,
    );
    return shown === undefined ? new Response('', { status: 404 }) : new Response(shown[1]);
  };
  return { verifierKey: formatVkey(cosigner.vkey), network, seen, requests };
}

function attempt(work: () => ReturnType<typeof malformedReply>): ReturnType<typeof malformedReply> {
  try {
    return work();
  } catch {
    return malformedReply();
  }
}

function textOf(body: unknown): string {
  return body instanceof Uint8Array ? Buffer.from(body).toString('utf8') : '';
}
