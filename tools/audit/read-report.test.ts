import { expect, test } from 'vitest';
import { readAudit } from './read-report.ts';

const whole = (vulnerabilities: object, total = 300) =>
  JSON.stringify({ auditReportVersion: 2, vulnerabilities, metadata: { dependencies: { total } } });

test('a whole report says how many packages were looked at and what was found', () => {
  const vulnerabilities = {
    left: { severity: 'high', range: '<2.0.0', isDirect: true },
    deep: { severity: 'low', range: '*', isDirect: false },
  };

  expect(readAudit(`npm warn something\n${whole(vulnerabilities)}`)).toEqual({
    state: 'looked',
    packages: 300,
    found: ['high: left <2.0.0', 'low: deep * (through another)'],
  });
  expect(readAudit(whole({}))).toEqual({ state: 'looked', packages: 300, found: [] });
});

test.each([
  ['a refusal', 'npm error audit endpoint returned an error\n{"message":"405 Method Not Allowed","body":{}}'],
  ['nothing', ''],
  ['no JSON', 'npm error network'],
  ['an empty tree', whole({}, 0)],
  ['another version', '{"auditReportVersion":3,"vulnerabilities":{}}'],
])('%s is never taken for good news', (_name, output) => {
  expect(readAudit(output).state).toBe('could-not-look');
});

test('the reason names no host', () => {
  expect(readAudit('npm warn audit 405 - POST https://packages.example/-/npm/v1')).toEqual({
    state: 'could-not-look',
    reason: 'npm warn audit 405 - POST the registry',
  });
});
