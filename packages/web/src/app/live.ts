import { useEffect } from 'react';
import { askServer, queryClient } from './api.ts';
import { noteAnswer } from './reach.ts';

/** What to read again when the server says that a topic changed. */
const queriesOf: Readonly<Record<string, readonly string[]>> = {
  pulls: ['pulls', 'connections', 'ledger'],
  facts: [
    ...['populations', 'items', 'item', 'connections', 'ledger'],
    ...['access-list', 'account-links', 'agencies', 'systems', 'leavers', 'custody'],
    ...['access-requests', 'access-reviews', 'visibility'],
  ],
  checks: ['controls', 'frameworks', 'ledger'],
  ledger: ['ledger', 'exports', 'reveals', 'leavers', 'custody', 'access-requests', 'access-reviews'],
  anchors: ['anchors', 'entry'],
  erasures: ['erasures', 'entry', 'controls'],
};

const settleMs = 250;
/** Nearly everything that happens is written into the ledger, so it is read again less often. */
const ledgerSettleMs = 1_000;
/** How long the stream may be gone before the server is asked whether it is there; a browser connects again by itself. */
const silenceMs = 5_000;

/** Follows the workspace: a change anywhere shows here without asking. Reading again goes through the normal API. */
export function useLive(workspace: string | undefined): void {
  useEffect(() => {
    if (workspace === undefined) return;
    const source = new EventSource(`/api/workspaces/${workspace}/live`);
    let silence: number | undefined;
    const stopWaiting = () => {
      window.clearTimeout(silence);
      silence = undefined;
    };
    source.onopen = () => {
      stopWaiting();
      noteAnswer();
    };
    source.onerror = () => {
      silence ??= window.setTimeout(() => {
        silence = undefined;
        void askServer();
      }, silenceMs);
    };
    const waiting = new Map<string, number>();
    source.onmessage = ({ data }) => {
      const topic = topicOf(data);
      for (const root of queriesOf[topic] ?? []) {
        if (waiting.has(root)) continue;
        const readAgain = () => {
          waiting.delete(root);
          void queryClient.invalidateQueries({ queryKey: [root] });
        };
        waiting.set(root, window.setTimeout(readAgain, root === 'ledger' ? ledgerSettleMs : settleMs));
      }
    };
    return () => {
      source.close();
      stopWaiting();
      for (const timer of waiting.values()) window.clearTimeout(timer);
    };
  }, [workspace]);
}

function topicOf(data: unknown): string {
  const parsed: unknown = typeof data === 'string' ? JSON.parse(data) : null;
  const isEvent = typeof parsed === 'object' && parsed !== null && 'topic' in parsed;
  return isEvent ? String(parsed.topic) : '';
}
