export const en = {
  title: 'Frameworks',
  lead: 'What each framework asks for, and what can be shown today.',
  requirements: (count: number) => `N = ${count} requirements`,
};
