import type { RemovalState, RemovalWhat } from '../removals/removal.ts';

/** The words of a printed proof. */
export const proofWords = {
  title: (name: string) => `Proof of removal: ${name}`,
  layers: { partner: 'Partner', individual: 'Individuals', token: 'Tokens and system users' },
  whats: {
    grant: 'Grant',
    account: 'Account',
    credential: 'Key or token',
    secret: 'Shared secret or way in',
    device: 'Device',
    session: 'Session',
    partner: 'Partner access',
  } satisfies Record<RemovalWhat, string>,
  states: {
    open: 'Open',
    gone: 'Proven gone',
    disabled: 'Disabled since',
    'handed-over': 'No longer theirs',
    rotated: 'Changed since',
    narrowed: 'May do no more than was decided',
    attested: 'Attested by two people, not proven',
    excepted: 'May stay for a while',
    'approved-again': 'Approved again',
    withdrawn: 'Need not go',
  } satisfies Record<RemovalState, string>,
  /** Of what goes on without them: it has to be handed over, not removed. */
  kept: {
    what: 'Account they answered for',
    open: 'To hand over',
    'handed-over': 'Handed over to somebody who is here',
  },
  standings: {
    open: (open: number, of: number) => `Not finished: ${open} of ${of} are still open.`,
    'not-observable': (_open: number, of: number) =>
      `Not finished: of ${of} that were found none is open, but some lists were never whole since, so more may be there.`,
    proven: (_open: number, of: number) =>
      `All ${of} are proven: each is absent from, or shut by the word of, a complete list of its source.`,
    attested: (_open: number, of: number) =>
      `Finished, but not all proven: of ${of}, some rest on two people's word, which ends.`,
    excepted: (_open: number, of: number) => `Finished for now: of ${of}, some may stay for a limited time.`,
    'nothing-found': () =>
      'Nothing of theirs was found in any list. That proves nothing about what no list tells of.',
  },
  unseen: 'No whole list since they left',
  byWord: 'Only two people said who has access',
  sample: 'SAMPLE',
  sampleText: 'Made-up data of a sample workspace. It proves nothing about anybody.',
  method:
    'An item counts as gone only by a complete, successful list of its source without it. A source that failed, refused, was renamed or removed says nothing. Access ended somewhere between the last complete list with the item and the first without it.',
  attested:
    'Attested is weaker than proven: no list of the source can be had, so two different people said that the item is gone. That holds until the day named and proves less than a list.',
  handOver:
    'An account they answered for goes on without them. It counts as handed over once Daybook’s own list of whose accounts are, on whole lists of accounts and people, names somebody else who is here.',
  secret:
    'A shared secret or way in rests on the register the organisation keeps, not on a list of the other side.',
};
