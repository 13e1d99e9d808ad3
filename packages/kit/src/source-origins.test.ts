import { expect, it } from 'vitest';
import { sourceOrigins } from './source-origins.ts';

it('is asked at every address among its settings, by their origin, and at what its connector declares', () => {
  const connector = { addresses: () => ['https://team.helpdesk.example/api'] };
  const settings = {
    baseUrl: 'https://api.source.example/v1',
    tokenUrl: 'https://login.source.example:8443/token',
    path: '/data/list.csv',
    name: 'mailto:team',
    pageSize: 50,
  };

  expect(sourceOrigins(connector, settings)).toEqual({
    baseUrl: 'https://api.source.example',
    tokenUrl: 'https://login.source.example:8443',
    'declared 0': 'https://team.helpdesk.example',
  });
});

it('is asked nowhere when nothing names an address', () => {
  expect(sourceOrigins({}, { path: '/data/list.csv' })).toEqual({});
});
