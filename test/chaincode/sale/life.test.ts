import type { Life } from '../../../chaincode/src/kit/life';
import * as saleLives from '../../../chaincode/src/sale/life';

const isLife = (value: object): value is Life<string, string, string> => 'step' in value;
const all = (Object.values(saleLives) as object[]).filter(isLife);
const rows = all.flatMap((life) =>
  Object.entries(life.steps).flatMap(([name, step]) =>
    life.statuses.map((status) => [life.kind, name, status, step.from.includes(status), life] as const),
  ),
);

test.each(rows)('%s: %s from %s: %s', (_, name, status, allowed, life) => {
  const step = () => life.step(name, status);
  if (allowed) expect(life.statuses).toContain(step());
  else expect(step).toThrow(expect.objectContaining({ code: 'WRONG_STATUS' }));
});

test.each(all.map((life) => [life.kind, life] as const))('every %s can come to an end', (_, life) => {
  expect(life.final.length).toBeGreaterThan(0);
});
