export {
  type Detector,
  type DetectorDefinition,
  type DetectorKind,
  defineDetector,
  detectorKinds,
  type Match,
  type Span,
  spansOf,
} from './detector.ts';
export { Personal } from './personal.ts';
export {
  type FieldPath,
  type JsonValue,
  type Redacted,
  type RedactedFields,
  type RedactFieldsOptions,
  redactFields,
} from './redact-fields.ts';
export { addCounts, noCounts, type RedactedText, type RedactionCounts, redactText } from './redact-text.ts';
