import { credentialLife, didLife, linkLife } from '../../../chaincode/src/identity/life';
import type { Life } from '../../../chaincode/src/kit/life';

const lives: readonly Life<string, string, string>[] = [didLife, linkLife, credentialLife];
const rows = lives.flatMap((life) =>
  Object.keys(life.steps).flatMap((name) => life.statuses.map((status) => [life.kind, name, status, life] as const)),
);

test.each(rows)('%s: %s from %s', (_, name, status, life) => {
  const row = life.steps[name];
  if (row?.from.includes(status)) expect(life.step(name, status)).toBe(row.to);
  else expect(() => life.step(name, status)).toThrow('WRONG_STATUS');
});

test('what is deactivated, linked, withdrawn or revoked stays so', () => {
  expect(lives.map(({ final }) => final)).toEqual([['deactivated'], ['linked', 'withdrawn'], ['revoked']]);
});
