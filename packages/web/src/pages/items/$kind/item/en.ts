export const en = {
  title: 'Item',
  items: 'Items',
  gone: 'A complete list no longer held it.',
  now: 'What is known now',
  facts: 'Rests on',
  history: 'Everything ever known of it',
  historyNote: 'newest first; nothing is rewritten',
  current: 'current',
  superseded: 'until',
  wasGone: 'seen to be gone',
  observed: 'observed',
  key: 'Key',
};
