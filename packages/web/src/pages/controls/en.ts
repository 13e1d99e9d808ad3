export const en = {
  title: 'Controls',
  lead: 'What the organisation does, tested over complete populations. One control answers many frameworks.',
  columns: {
    control: 'Control',
    verdict: 'Verdict',
    days: 'Last 90 days',
    items: 'N',
    why: 'Why',
    entry: 'Entry',
  },
  empty: { title: 'No controls', text: 'The catalogue of this installation holds no control.' },
};
