import { recogniseChannel } from '@daybook/kit';
import { describe, expect, it, test } from 'vitest';
import { loadCatalog } from '../load-catalog.ts';

const { channels, connectors } = await loadCatalog();

describe.each([...channels])('channel %s', (id, channel) => {
  it('claims a live list only through a connector, and names it', () => {
    expect(channel.access.connector !== null).toBe(channel.access.means === 'live');
  });

  it('knows how long a log is kept only where there is one', () => {
    if (channel.log.isKept === 'none') expect(channel.log.retentionDays).toBeNull();
  });

  it('says what to do where its list cannot be had', () => {
    if (channel.access.means === 'attested') expect(channel.access.fallback).toMatch(/^Two people attest/);
  });

  it('is recognised by its own id, and by nobody else’s beginnings', () => {
    expect(recogniseChannel(channels.values(), id)?.id).toBe(id);
    for (const beginning of channel.recognises) {
      expect(beginning).toBe(beginning.toLowerCase());
      expect(recogniseChannel(channels.values(), `${beginning}:brand`)?.id).toBe(id);
    }
  });
});

test('every connector a channel names is there as soon as one of its kind is', () => {
  const named = [...channels.values()].flatMap(({ access }) => access.connector ?? []);
  const missing = named.filter((id) => !connectors.has(id));
  expect(missing).toEqual([]);
});

test('the whole table of what can be collected is there', () => {
  expect([...channels.keys()]).toEqual(
    expect.arrayContaining(
      `aws discord discourse entra freshdesk front github google-workspace gorgias hubspot intercom linkedin-page meta-business okta
    reddit salesforce slack telegram tiktok x youtube zendesk`.split(/\s+/),
    ),
  );
});

test('a beginning is a word of its own: `xero` is not X', () => {
  expect(recogniseChannel(channels.values(), 'xero')).toBeNull();
  expect(recogniseChannel(channels.values(), 'github.com/acme')?.id).toBe('github');
});
