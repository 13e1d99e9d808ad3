export const en = {
  title: 'Requirement',
  frameworks: 'Frameworks',
  controls: 'Answered by',
  part: 'Covers a part',
  whole: 'Covers the whole',
  explain: {
    'not-covered': 'No control of this installation answers this requirement. That is work, not a failure.',
    'partly-covered': 'The controls that answer it operate, but they answer only part of it.',
    'not-evidenced': 'A control answers it, but nothing has been tested yet.',
    operating: 'A control that answers the whole of it operates over a complete population.',
    failing: 'A control that answers it is not effective.',
    unknown: 'A control that answers it could not be judged, so neither can this.',
  },
};
