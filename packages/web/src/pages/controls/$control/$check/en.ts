export const en = {
  title: 'Check',
  controls: 'Controls',
  code: 'Code digest',
  version: 'Version',
  looksAt: 'Looks at',
  control: 'Tests',
  findings: 'What it says of each item',
  frozen:
    'A released version is frozen; anyone can run it again on the same facts and get the same findings.',
};
