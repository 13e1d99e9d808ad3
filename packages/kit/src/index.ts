export * from './check.ts';
export * from './connector.ts';
export * from './control.ts';
export * from './fact-kinds.ts';
export * from './http.ts';
export * from './identity.ts';
export * from './merge-facts.ts';
export * from './ontology.ts';
