import type { Life } from '../../../chaincode/src/kit/life';
import * as lives from '../../../chaincode/src/rental/life';

const isLife = (value: object): value is Life<string, string, string> => 'step' in value;
const all = (Object.values(lives) as object[]).filter(isLife);
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

test('a rental ends, and a car that is closed may open again', () => {
  expect(lives.rentalLife.final).toEqual(['settled', 'cancelled', 'resolved', 'clawedBack']);
  expect(lives.carLife.next('closed')).toEqual(['offer']);
});
