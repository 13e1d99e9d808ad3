export const en = {
  title: 'Items',
  lead: 'Every population that is known: all items of one kind in one place, and whether the list is whole.',
  past: {
    title: 'Nothing was known yet',
    text: 'No source had been read by then.',
  },
  first: {
    title: 'No population yet',
    text: 'A population is the complete list of one kind of thing, such as all changes of a repository. It appears once a source was read.',
    action: 'Connect a source',
  },
};
