export { ownWords, type Redacted } from './own-words.ts';
