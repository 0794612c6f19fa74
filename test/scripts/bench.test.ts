import { figuresIn } from '../../scripts/measure/before';
import { mixedOf, rowOf } from '../../scripts/measure/row';
import { type Line, targetsOf } from '../../scripts/measure/report';

const page = `
| row                | in flight | operations/s | × stock | p50 ms |
|--------------------|----------:|-------------:|--------:|-------:|
| stock: the pair    |       128 |          114 |  1.00 × |   1193 |
| capture: an event  |       128 |        1,555 |  7.86 × |    228 |

| CPU ms an operation | 1 client |
|---------------------|---------:|
| stock               |    2.279 |

| what is called | operations/s | × stock |
| capture: later | 1 | 0.10 × |
`;

test('figures of an earlier page are found by the name of the row, in whatever table they stand first', () => {
  expect([...figuresIn(page)]).toEqual([
    ['stock', { rate: '114', ratio: '1.00 ×' }],
    ['capture', { rate: '1,555', ratio: '7.86 ×' }],
  ]);
  expect(figuresIn('no table').size).toBe(0);
});

test('a mixed row calls its parts in turn', async () => {
  const called: string[] = [];
  const part = (name: string) =>
    rowOf({ name, says: '', sort: 'felt', inFlight: 1, act: async () => called.push(name) });
  const mixed = mixedOf(['a', 'b'].map(part), 128);
  for (let at = 0; at < 5; at++) await mixed.act();
  expect(called).toEqual(['a', 'b', 'a', 'b', 'a']);
  expect(mixed).toMatchObject({ inFlight: 128, items: 1 });
});

test('what is felt is held to seven times stock, and to its latency alone', () => {
  const line = (more: Partial<Line>) => ({ name: 'capture', sort: 'felt', ...more }) as Line;
  const found = targetsOf([line({ rateRatio: 6.9, aloneRatio: 1.05 })], undefined, { before: 1, most: 2 });
  expect(found.map(({ says, met }) => [says.slice(0, 26), met])).toContainEqual([
    'capture: at least 7 × the ',
    false,
  ]);
  expect(found.map(({ says, met }) => [says.slice(0, 20), met])).toContainEqual([
    'capture: alone withi',
    true,
  ]);
});
