export const en = {
  title: 'Files',
  sources: 'Sources',
  running: (count: number) => (count === 1 ? 'Reading 1 file' : `Reading ${count} files`),
  ended: (read: number, count: number) => `${read} of ${count} files read`,
  lead: 'Daybook reads one file after another. You can leave this page or close it; the reading goes on and its result waits here.',
  unit: 'files',
  cancel: 'Read no more of them',
  cancelNote: 'What was read stays; nothing is taken over of the one being read.',
  retry: (count: number) => (count === 1 ? 'Read the failed file again' : `Read ${count} failed files again`),
  retried: (count: number) =>
    count === 0
      ? 'None of them is here any more. Hand them over again.'
      : count === 1
        ? '1 file is read again.'
        : `${count} files are read again.`,
  who: 'See who can act as us',
  more: 'Bring more files',
  states: {
    waiting: 'Waits',
    reading: 'Being read',
    read: 'Read',
    partly: 'Read, not whole',
    failed: 'Not read',
    cancelled: 'Cancelled',
  },
  guessed: 'Its columns were guessed',
  noList: 'Nothing came.',
  rejected: (count: string) => `${count} rows could not be read.`,
  open: 'What came',
  openOther: 'The reading',
  doAgain: 'What to do: mend the file and hand it over again.',
  on: (system: string) => `on ${system}`,
  said: (read: number, failed: number) =>
    failed === 0 ? `All ${read} files are read.` : `${read} files are read, ${failed} are not.`,
};
