import { describe, expect, it } from 'vitest';
import { refersToPullRequest, trailersOf } from './commit-trailers.ts';

describe('trailersOf', () => {
  it('takes people from trailers whatever their case, with mail address, with name alone and with mail alone', () => {
    const message =
      'Title\n\nReviewed-By: Ada Example <ada@team.example>\nacked-by: Ben Example\nSigned-off-by: cleo@team.example';

    const trailers = trailersOf(message);

    expect(trailers.reviewedBy).toEqual([{ name: 'Ada Example', email: 'ada@team.example' }]);
    expect(trailers.ackedBy).toEqual([{ name: 'Ben Example', email: '' }]);
    expect(trailers.signedOffBy).toEqual([{ name: '', email: 'cleo@team.example' }]);
  });

  it('ignores a trailer word inside a sentence', () => {
    expect(trailersOf('Title\n\nWas this Reviewed-by: somebody?').reviewedBy).toEqual([]);
  });

  it.each([
    ['Merge pull request #12 from team/topic', '#12'],
    ['Merge team/store#34: tidy', 'team/store#34'],
    ['Read faster (#56)', '#56'],
    ['Title\n\nPR-URL: https://forge.example/pull/7', 'https://forge.example/pull/7'],
    ['Title\n\nGitHub-Pull-Request: team/store#8', 'team/store#8'],
    ["Merge branch 'x' into 'main'\n\nSee merge request team/store!9", 'team/store!9'],
    ['Fixes #10 and nothing else', null],
    ["Merge branch 'main' of forge.example", null],
  ])('finds the pull request a message names: %s', (message, expected) => {
    expect(trailersOf(message).pullRequest).toBe(expected);
  });

  it('counts a Gerrit change as a reference to a review and keeps no prose as its address', () => {
    expect(refersToPullRequest('Title\n\nReviewed-on: https://review.example/c/1')).toBe(true);
    expect(trailersOf('Title\n\nReviewed-on: the phone with Ada').reviewedOn).toEqual([]);
  });
});
