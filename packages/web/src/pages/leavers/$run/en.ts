export const en = {
  title: 'Leaver',
  leavers: 'Leavers',
  proof: { pdf: 'Proof as PDF', json: 'Proof as JSON' },
  verdict: {
    open: (open: string, of: string, hours: string) =>
      `${open} of ${of} still there, ${hours} hours after they left`,
    'not-observable': (of: string) =>
      `Nothing open of ${of} found, but some lists were never whole since they left: more may be there`,
    proven: (of: string, least: string, most: string) =>
      `All ${of} proven gone, between ${least} and ${most} hours after they left`,
    attested: (of: string) => `Nothing open of ${of}, but some of it rests on two people's word alone`,
    excepted: (of: string) => `Nothing open of ${of}, but some of it may stay for a while`,
    'nothing-found':
      'Nothing of theirs was found in any list. That proves nothing about what no list tells of.',
    returned: 'They are here again: nothing has to go any more. What happened until then stays as it was.',
    rescinded: 'Rescinded: nothing has to go any more. What happened until then stays as it was.',
  },
  notObservable: (count: string) =>
    `${count} of the open items stand on lists that are not whole just now, so nobody can tell whether they are gone.`,
  unseen: (systems: string) =>
    `No whole list was had since they left of: ${systems}. Nobody knows what of theirs is there.`,
  byWord: (systems: string) =>
    `Only two people said since who has access to: ${systems}. That proves less than a list.`,
  usedAfter: (count: string) => `${count} used after the end. Look at what was done there.`,
  returned: 'Every list says meanwhile that they are here again: what was open need not go any more.',
  disputed:
    'One list says that they left, another that they are here. Settle it where it is wrong; until then the run stays.',
  rescissionAsked: 'Somebody asked to rescind this run. It counts once a second person agrees.',
  fan: 'Everything of theirs, on one clock',
  items: 'Item by item',
  shownOf: (shown: string, all: string) => `${shown} of ${all} are shown`,
  about: {
    effective: 'In effect',
    toldBy: 'Told by',
    ways: {
      person: 'a list of people',
      agency: 'the end of an engagement',
      hand: 'somebody here',
      report: 'a report',
    },
    involuntary: 'Made to leave',
    yes: 'yes: ways in within hours',
    reason: 'Reason',
    written: 'Written down',
    rescinded: 'Rescinded by',
  },
  columns: {
    what: 'What',
    state: 'State',
    seen: 'Last seen',
    absent: 'First absent',
    due: 'Due',
    steps: 'Next step',
  },
  late: 'late',
  used: 'used after the end',
  came: (times: number) => (times === 1 ? 'came back once' : `came back ${times} times`),
  until: 'until',
  bySomebody: 'Somebody said it is gone; a second person has to say so.',
  asked: 'An exception was asked for; a second person has to agree.',
  steps: {
    byItself: 'Closes by itself',
    attest: 'Say it is gone',
    confirm: 'Confirm',
    except: 'Ask for time',
    approve: 'Agree',
    rescind: 'Rescind',
    approveRescission: 'Agree to rescind',
  },
  attest: {
    title: (what: string) => `Is ${what} gone?`,
    text: 'No whole list can tell, so this is your word: it counts once somebody else says the same, ends after at most 30 days, and proves less than a list.',
    label: 'How do you know?',
    help: 'For example where you looked, and when. Do not name people.',
    done: 'Written down. A second person has to say so too.',
  },
  confirm: {
    title: (what: string) => `You saw yourself that ${what} is gone?`,
    text: 'Somebody else said so. With your word it counts as attested for 30 days; then it is open again.',
    done: 'Attested by two people.',
  },
  except: {
    title: (what: string) => `May ${what} stay for two weeks?`,
    text: 'It stays open until a second person agrees, and is open again after fourteen days.',
    label: 'Why must it stay?',
    help: 'Written into the ledger. Do not name people.',
    done: 'Asked for. A second person has to agree.',
  },
  approve: {
    title: (what: string) => `Agree that ${what} stays for a while?`,
    text: 'It counts as an exception until the day asked for, and is shown as that.',
    done: 'Agreed for the time asked.',
  },
  rescind: {
    title: 'Rescind this run?',
    text: 'Use this when they came back, or when the day was wrong. What is open need not go any more; the history stays, and so does what was proven. Where a list still says that they left, where something is late, or once the run is over, a second person has to agree.',
    label: 'Why?',
    help: 'Written into the ledger. Do not name people.',
    done: 'Rescinded.',
    asked: 'Asked for. A second person has to agree.',
  },
  approveRescission: {
    title: 'Agree to rescind this run?',
    text: 'Somebody else asked for it. What is open need not go any more; what was late stays known as late.',
  },
};
