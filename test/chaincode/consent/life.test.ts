import { deletionLife, deletionStatus, grantLife, grantStatus } from '../../../chaincode/src/consent/life';
import { deviceLife, deviceStatus } from '../../../chaincode/src/evidence/life';
import type { Life } from '../../../chaincode/src/kit/life';

const lives: readonly [string, Life<string, string, string>][] = [
  ['grant', grantLife as unknown as Life<string, string, string>],
  ['deletion', deletionLife as unknown as Life<string, string, string>],
  ['device', deviceLife as unknown as Life<string, string, string>],
];
const rows = lives.flatMap(([kind, life]) =>
  Object.keys(life.steps).flatMap((name) => life.statuses.map((status) => [kind, name, status, life] as const)),
);

test.each(rows)('%s: %s from %s', (_, name, status, life) => {
  const row = life.steps[name];
  const targets = typeof row?.to === 'string' ? [row.to] : (row?.to ?? []);
  if (row?.from.includes(status)) expect(targets).toContain(life.step(name, status));
  else expect(() => life.step(name, status)).toThrow('WRONG_STATUS');
});

test('what was revoked or denied stays so', () => {
  expect(grantLife.final).toEqual(['revoked', 'denied']);
  expect(deletionLife.final).toEqual(['done', 'refused']);
  expect(deviceLife.final).toEqual(['retired']);
  expect([grantStatus, deletionStatus, deviceStatus].map(({ options }) => options[0])).toEqual([
    'requested',
    'requested',
    'active',
  ]);
});
