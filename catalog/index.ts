export * from './catalog.ts';
export * from './catalog-error.ts';
export * from './check-case.ts';
export * from './load-catalog.ts';
