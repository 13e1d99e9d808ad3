export const en = {
  title: 'The log does not match',
  settled: 'How the log stands',
  ledger: 'Ledger',
  lead: 'What was signed and seen before differs from what is in this data folder. Daybook signs and writes nothing more into this log until a person decides.',
  none: {
    title: 'Nothing to decide here',
    text: 'The log agrees with everything that is remembered of it.',
    action: 'Back to the ledger',
  },
  heads: 'The two heads',
  known: 'What is remembered',
  found: 'What is here',
  size: 'Entries',
  root: 'Root',
  by: 'Remembered by',
  thisMachine: 'this machine, outside the data folder',
  at: 'Remembered',
  meaning: {
    title: 'What to do',
    restore:
      'If an old backup was restored by mistake: stop Daybook, restore the newest backup, and start again. Nothing is lost then, and this message goes.',
    close:
      'If the newer entries cannot be had back: close this log and open a successor. The successor’s first entry names both heads, so that every auditor sees what happened. What was written here stays readable and verifiable.',
    neither: 'Do neither before you know which of the two it is. Waiting loses nothing that was written.',
  },
  close: {
    title: 'Close this log and open a successor',
    start: 'Close this log…',
    question: 'Close this log for good?',
    text: 'This cannot be undone. A report with both heads is written, and the successor opens with it.',
    lost: (count: string) =>
      `${count} entries that were signed before are not here and will not be in the successor.`,
    reason: 'What happened',
    reasonHelp: 'Written into the ledger for good. Name no person.',
    action: 'Close and open a successor',
    owner: 'An owner of the workspace can close it.',
    done: 'The log is closed and its successor is open.',
    successor: 'Successor',
    report: 'Download the report',
    reportText: 'Hand the report to your auditor; keep a copy outside.',
    go: 'Go to the ledger',
  },
};
