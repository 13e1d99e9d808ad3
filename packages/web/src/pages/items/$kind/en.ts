export const en = {
  title: 'Population',
  items: 'Items',
  filter: 'Filter by title or key',
  columns: { item: 'Item', observed: 'Observed', happened: 'Happened', entry: 'Entry' },
  choose: 'Columns',
  erased: 'erased',
  total: (total: string) => `N = ${total}`,
  none: 'Nothing in this population matches the filter.',
  past: {
    title: 'None of these were known then',
    text: 'By that day no complete list of this population had been read, or it held none.',
  },
  empty: {
    title: 'The complete list is empty',
    text: 'The source was read to its end and holds none of these.',
  },
};
