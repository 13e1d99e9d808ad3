import { textsOf } from '../messages/catalogue.ts';

const en = {
  title: 'Sample company',
  madeUp: 'Everything here is made up. None of it is evidence, and none of it can be exported as such.',
  filling: (read: string, total: string) => `Being filled: ${read} of ${total} files read.`,
  cancelled: 'Filling it was stopped; what was read by then is here.',
  failed: 'Filling it failed halfway; what was read by then is here. Throw it away and start again.',
  cancel: 'Stop filling',
  back: (name: string) => `Back to ${name}`,
  remove: 'Throw it away',
  removeSure: 'Throw it away for good',
  keep: 'Keep it',
  removeNote:
    'Its files, people and facts are deleted, and all that its log says. The log’s empty lines and the names in its registers stay where nobody finds them, because nothing in Daybook may delete those.',
  print: 'Sample: made-up data, no evidence',
  lookAround: 'Look around in a sample company',
  lookAroundNote:
    'Fifty made-up people, ten systems and two agencies over a year, in a workspace of its own. Yours stays empty.',
};

export const sampleTexts = textsOf({ en });

const tourEn = {
  title: 'Four jobs to try here',
  dismiss: 'Hide these steps',
  again: 'Show the four jobs to try',
  done: 'Looked at',
  steps: [
    {
      id: 'who',
      href: '/who',
      title: 'Who can act as our brand right now?',
      text: 'One row for each person, agency, bot or unknown; the unknown ones first. You are among them, for no list of people here names you. Open a mark to see where and when it was seen.',
    },
    {
      id: 'leavers',
      href: '/leavers',
      title: 'Someone, or an agency, leaves',
      text: 'Open one who left: everything they had is already listed. Look for what is still there, and for what only a list proves gone.',
    },
    {
      id: 'reviews',
      href: '/access-reviews',
      title: 'Review who has access',
      text: 'Tick a system, name yourself as the reviewer, freeze and open it: changed and dangerous access comes first.',
    },
    {
      id: 'requests',
      href: '/access-requests',
      title: 'Someone joins, or changes their job',
      text: 'Look under “Appeared without a request” and “Changed role”: access nobody asked for, and rights that go or are agreed to again.',
    },
  ],
} as const;

export const tourTexts = textsOf({ en: tourEn });
