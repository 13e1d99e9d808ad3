export const en = {
  title: 'Erasure',
  erasures: 'Erasures',
  request: {
    person: 'Person',
    what: 'What',
    entries: (count: string) => (count === '1' ? '1 entry' : `${count} entries`),
    basis: 'Legal basis',
    reason: 'Why',
    by: 'Asked by',
    at: 'Asked',
    decided: 'Decided by',
    decidedAt: 'Decided',
    written: 'Written in the ledger',
    hold: 'Stopped by hold',
  },
  affects: {
    title: 'What it affects',
    after: 'What it affected',
    payloads: (count: string) =>
      count === '1'
        ? '1 payload loses what it says; its line and proof stay.'
        : `${count} payloads lose what they say; their lines and proofs stay.`,
    items: (count: string) =>
      count === '1'
        ? '1 item is shown without what was erased.'
        : `${count} items are shown without what was erased.`,
    noControls: 'No control rests on them.',
    controls: 'Controls that rest on them will show the share that is erased:',
    controlItems: (count: string) => (count === '1' ? '1 item' : `${count} items`),
    notes: 'What erasing reaches here, and what it does not',
  },
  decide: {
    title: 'Decision',
    mine: 'You asked for this, so another owner must decide. No one erases alone.',
    notAllowed: 'Your role may not decide this. An owner other than whoever asked can.',
    held: 'A legal hold covers this. Nothing can be erased until the hold is lifted.',
    lift: 'See the holds',
    approve: 'Approve and erase',
    approveTitle: 'Erase this for good?',
    approveText: (payloads: string) =>
      `What they say (${payloads} ${payloads === '1' ? 'payload' : 'payloads'}) and the keys to it are destroyed, here and in every backup that does not hold keys. Nobody can bring it back.`,
    decline: 'Decline',
    declineTitle: 'Decline this request?',
    declineText: 'Nothing is erased. The request stays in the list with your reason.',
    reason: 'Why it is declined',
    reasonHelp: 'Written into the ledger for good. Name no person.',
    approved: 'Erased.',
    declined: 'The request was declined.',
  },
};
