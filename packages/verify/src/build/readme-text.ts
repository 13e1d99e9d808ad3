import { hexOf, parseCheckpoint, parseNote } from '@daybook/ledger';
import { isStateKind } from '../claims/packed-populations.ts';
import type { Claims, PopulationClaim } from '../format/claims.ts';
import type { About } from '../format/manifest.ts';
import { unreadInWindow } from '../replay/population-status.ts';
import type { PackageLog } from './package-source.ts';

/** `README.txt`, for a reader who knows neither Daybook nor hashing. */
export function readmeText(about: About, claims: Claims, logs: readonly PackageLog[]): string {
  const { framework, window } = about;
  return [
    `AUDIT PACKAGE: ${framework.name} (${framework.title}, ${framework.version})`,
    '',
    `Window: from ${window.from} up to, not including, ${window.to} (days begin at midnight ${window.zone}).`,
    `Judged as of ${about.asOf}. Ledger entries: ${about.entries}.`,
    ...logs.map((log) => `Log ${log.origin}: ${log.size} entries, checkpoint ${shortHash(log)}.`),
    '',
    'WHAT THIS IS',
    'The records an organisation collected about its own work, the ledger in which each was written down once, and what',
    'follows from them for each control and each requirement. It is complete in itself: nothing has to be looked up.',
    '',
    'N, THE ITEMS LOOKED AT',
    ...populationLines(claims),
    '',
    'WHAT IT PROVES',
    '- No entry of the ledger was changed, removed or put in later, up to the checkpoint named above.',
    '- Each packed record is the one that was written down at that place of the ledger.',
    '- Each list of items is the whole list the source gave when it was last read, or it is marked incomplete.',
    '- Each verdict follows from these records by the checks named in claims/checks.json; whoever verifies it runs them',
    '  again.',
    '',
    'WHAT IT DOES NOT PROVE',
    '- That the sources told the truth, or that the organisation connected all of its sources.',
    '- When something happened. It proves the order in which things were written down.',
    '- Who signed. Without a checkpoint from elsewhere it is valid only against the key it contains: someone holding that',
    '  key could have made another ledger. Compare the checkpoint with a copy you received another way and earlier.',
    "- It is not a certificate and not an opinion; those are the auditor's.",
    '',
    'HOW TO VERIFY IT',
    'Do not use a program that came with this file. Get Daybook, or its stand-alone verifier verify.mjs (one file of 250',
    "lines that needs Node alone and checks the logs), from the project's releases. Then run, without any network:",
    '  npx daybook verify <this file> --checkpoint <a checkpoint you received elsewhere>',
    '  npx daybook verify <this file> --policy <your own list of trusted keys and witnesses>',
    '  node verify.mjs <this file> --checkpoint <a checkpoint you received elsewhere>',
    'The formats are public: RFC 6962 trees in C2SP tlog-tiles, signed notes, in-toto statements in DSSE, RFC 8785 JSON and',
    'HMAC-SHA256 commitments. policy.txt is for information: keep a copy of your own.',
    '',
    'PEOPLE',
    'People stand as random pseudonyms (sub_...). ' +
      (about.names === 'included'
        ? 'payloads.ndjson names those who occur in the packed items.'
        : 'Their names were left out.'),
    'erased.ndjson lists what was erased since; the place in the ledger and its proof remain.',
    '',
  ].join('\n');
}

function populationLines(claims: Claims): string[] {
  if (claims.populations.length === 0)
    return ['None: no source has listed any item that these controls are about.'];
  const isAnyLater = claims.populations.some((population) => seenLater(population) > 0);
  return [
    ...claims.populations.map(populationLine),
    ...(isAnyLater
      ? [
          'Records first seen after the window are in payloads.ndjson, since without them no list could be held against its',
          'digest; nothing is judged by them as items of the window.',
        ]
      : []),
  ];
}

function populationLine(population: PopulationClaim): string {
  const { kind, scope, items, itemsInWindow, complete, reasons } = population;
  const later = seenLater(population);
  const unread = reasons.includes(unreadInWindow) ? `: ${unreadInWindow}` : '';
  return [
    `- ${kind} in ${scope}: ${itemsInWindow} in the window, ${items} known`,
    ...(later > 0 ? [`${later} first seen after the window`] : []),
    `${complete ? 'complete' : `NOT COMPLETE${unread}`}.`,
  ].join(', ');
}

/** Of states all items count but those first seen after the window. */
function seenLater({ kind, items, itemsInWindow }: PopulationClaim): number {
  return isStateKind(kind) ? items - itemsInWindow : 0;
}

/** The first eight bytes of the root are enough to read out on the telephone. */
function shortHash(log: PackageLog): string {
  return hexOf(parseCheckpoint(parseNote(log.checkpoint).text).root.subarray(0, 8));
}
