import { base64Of, type Entry, leafHash, utf8 } from '@daybook/ledger';
import { sha256 } from '@daybook/ledger/node';
import { z } from 'zod';
import { defineRoute, Refusal, refuse, type Services, type Tx } from '../../platform/index.ts';
import { bracketEntry } from '../anchors/bracket-entry.ts';
import { disclosedPayload, payloadDiscloses } from '../disclosed-payload.ts';
import { readEntryRange } from '../entries.store.ts';
import { findErased } from '../erasure/erased-payloads.store.ts';
import { proveInclusion } from '../prove-inclusion.ts';
import { entryOf, readPayloads } from '../read-payloads.ts';
import { keyAt } from '../succession/log-keys.store.ts';
import { summariseEntry } from '../summarise-entry.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/ledger/entries/:position',
  summary: 'One entry with its payload and the proof that it is in the signed log',
  permission: { action: 'ledger.read', needs: 'workspace', discloses: payloadDiscloses },
  params: z.object({ workspace: z.string(), position: z.coerce.number().int().min(0) }),
  response: z.object({
    entry: z.record(z.string(), z.unknown()),
    text: z.string(),
    leafHash: z.string(),
    summary: z.string(),
    payload: z.object({
      /** `unreadable`: it is not erased, and its key or the master key is missing, or what is kept was damaged. */
      state: z.enum(['present', 'none', 'erased', 'unreadable']),
      json: z.unknown(),
      /** The position of the entry that erased it, which says on what legal basis. */
      erasedBy: z.int().nullable(),
    }),
    log: z.object({ origin: z.string(), index: z.int(), verifierKey: z.string() }),
    proof: z.object({
      index: z.int(),
      size: z.int(),
      leafHash: z.string(),
      hashes: z.array(z.string()),
      root: z.string(),
      checkpoint: z.string(),
    }),
    /** Between which third-party times it was written. */
    bracket: z.object({
      after: z.object({ at: z.string(), by: z.string(), position: z.int() }).nullable(),
      before: z.object({ at: z.string(), by: z.string(), size: z.int() }).nullable(),
      rung: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
    }),
  }),
  handler: async ({ workspaceId, params }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const proof = await proveInclusion(tx, params.position, services);
      const [stored] = await readEntryRange(tx, proof.log.id, proof.index, proof.index + 1);
      if (stored === undefined) refuse('not-found');
      const entry = entryOf(stored.text);
      const [erased] = await findErased(tx, [params.position]);
      const body = await readBody(tx, { position: params.position, id: entry.id }, services);
      const leaf = base64Of(leafHash(sha256, utf8(stored.text)));
      const { origin } = proof.log;
      const { verifierKey } = await keyAt(tx, proof.log.id, proof.checkpoint.size);
      return {
        entry: { ...entry },
        text: stored.text,
        leafHash: leaf,
        summary: summariseEntry(entry),
        payload: {
          ...payloadView(entry, erased !== undefined, body, params.position),
          erasedBy: erased?.by ?? null,
        },
        log: { origin, index: proof.index, verifierKey },
        proof: {
          index: proof.index,
          size: proof.checkpoint.size,
          leafHash: leaf,
          hashes: proof.hashes.map(base64Of),
          root: base64Of(proof.checkpoint.root),
          checkpoint: proof.checkpoint.note,
        },
        bracket: await bracketEntry(tx, params.position),
      };
    }),
});

/** Null where it cannot be read: the line and its proof are shown all the same. */
async function readBody(
  tx: Tx,
  place: { readonly position: number; readonly id: string },
  services: Services,
): Promise<Buffer | null> {
  try {
    const [payload] = await readPayloads(tx, [place], services);
    return payload?.body ?? null;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'keys-missing') return null;
    throw error;
  }
}

function payloadView(entry: Entry, isErased: boolean, body: Buffer | null, position: number) {
  if (entry.payload === undefined) return { state: 'none', json: null } as const;
  if (isErased) return { state: 'erased', json: null } as const;
  if (body === null) return { state: 'unreadable', json: null } as const;
  const payload: unknown = JSON.parse(body.toString('utf8'));
  return { state: 'present', json: disclosedPayload(entry, payload, { position, of: 'evidence' }) } as const;
}
