/** Names put together from syllables; nobody is meant. */
export const givenNames =
  `Alvena Brisko Calwen Dorvik Elsabe Fenno Gerlind Halvar Ismene Jorvin Kelda Lorvan Mirtha Nevik Orsola Pelvin Quenda Rovik
  Selwyn Tamsel Ulvane Vesper Wendril Xanthe Yorvik Zelma Aldric Benora Corvin Delpha Emrik Fiora Gawen Hesta Ivalo Jessamy
  Korvin Lunete Merrit Nolwen Osric Perrin Rilla Sorven Thessa Umbria Velka Wystan Ysolde Zorin`.split(/\s+/);

export const familyNames =
  `Abelmoor Brackwell Corvane Dunmarsh Elderfen Farholt Gristwood Hollowby Ironvale Jarnmoor Kestwick Lindqvale Marrowby
  Nethercot Oakhanger Pellworth Quarrydale Ravensholt Silverbeck Thornquist Underhaye Vexholm Wetherlam Yarrowdene Zellmark
  Ashgrove Birkhall Coldwater Drovemoor Eastlyng Fernhollow Glasswater Hartsmere Isenbrook Juniperly Knapdale Longacre
  Millhaven Northwyn Otterburn Pinefold Quillfeather Rosemarch Stonecroft Tidewell Umberlane Vinehurst Willowmere Yewbank
  Zinnwald`.split(/\s+/);

/** Of nobody on any list of people. */
export const strangerNames = 'Straymoor Driftwell Outerby Faroak Lostwick Gonehurst Elsewane Awaydale'.split(
  ' ',
);

export const companyNames = [
  'lanternby',
  'copperwick',
  'brightmoor',
  'fennelway',
  'quillharbor',
  'saltmarsh',
];
export const agencyNames = [
  'Kitefall Social',
  'Norrwave Support',
  'Pebblecast Media',
  'Wickerline Digital',
  'Tallowtree Agency',
  'Marlowe Reach',
];
