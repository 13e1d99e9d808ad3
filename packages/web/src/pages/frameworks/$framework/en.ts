export const en = {
  title: 'Coverage',
  frameworks: 'Frameworks',
  asOf: 'As of',
  asOfHelp: 'Judged by what was known then',
  now: 'now',
  print: 'Print',
  source: (version: string, total: number) => `${version} · N = ${total} requirements`,
  legend: 'Choose a state to single it out',
  footer: 'Source: ledger, checkpoint',
  size: (size: number) => `over ${size} entries`,
};
