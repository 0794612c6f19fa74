import * as fc from 'fast-check';
import { displayOf, factorOf, penaltiesOf, scoreOf } from '../../../chaincode/src/policy/rules/score';
import { commonScore } from '../../../chaincode/src/policy/records/tariff';
import { driven, tariff } from './cast';

const metres = (...kilometres: number[]): number[] => [
  ...kilometres.map((one) => one * 1000),
  ...Array<number>(28 - kilometres.length).fill(0),
];

describe('the driving score', () => {
  test('is 90.45 with factor 0.80 for the published month', () => {
    expect(scoreOf(commonScore, driven)).toBe(90_450);
    expect(factorOf(tariff, driven)).toBe(800_000);
  });

  test('shows every point it takes', () => {
    expect(penaltiesOf(commonScore, driven)).toEqual([
      { habit: 'harshBrake', rateMilli: 2_000, pointsMilli: 6_000 },
      { habit: 'harshAccel', rateMilli: 1_000, pointsMilli: 2_000 },
      { habit: 'cornering', rateMilli: 0, pointsMilli: 0 },
      { habit: 'speeding', rateMilli: 1_000, pointsMilli: 800 },
      { habit: 'night', rateMilli: 0, pointsMilli: 0 },
      { habit: 'phone', rateMilli: 500, pointsMilli: 750 },
    ]);
  });

  test('is 100 for a month without driving, and its factor is 1.00', () => {
    const parked = {
      ...driven,
      metresByDay: metres(),
      durationS: 0,
      trips: 0,
      harshBrake: 0,
      harshAccel: 0,
      speedingS: 0,
      phoneS: 0,
    };
    expect(scoreOf(commonScore, parked)).toBe(100_000);
    expect(factorOf(tariff, parked)).toBe(1_000_000);
  });

  test.each([
    [{ metresByDay: metres(99) }, 'less than 100 km'],
    [{ trips: 9 }, 'fewer than 10 trips'],
  ])('is not judged when the car was driven %o', (change, _why) => {
    expect(factorOf(tariff, { ...driven, ...change })).toBe(1_000_000);
  });

  test('counts a rate up to its cap only', () => {
    const wild = { ...driven, harshBrake: 90, harshAccel: 0, speedingS: 0, phoneS: 0 };
    expect(scoreOf(commonScore, wild)).toBe(40_000);
  });

  test('never falls below 0', () => {
    expect(scoreOf(commonScore, { ...driven, harshBrake: 9_000, harshAccel: 9_000, cornering: 9_000 })).toBe(
      0,
    );
  });

  test.each([
    [90_000, 800_000],
    [89_999, 900_000],
    [80_000, 900_000],
    [70_000, 1_000_000],
    [69_999, 1_150_000],
    [60_000, 1_150_000],
    [59_999, 1_300_000],
  ])('of %d thousandths earns the factor %d ppm', (score, factor) => {
    const speeding = { weightMilli: 1_000, capMilli: 100_000 };
    const speedingS = 100_000 - score;
    const month = { ...driven, durationS: 100_000, speedingS, harshBrake: 0, harshAccel: 0, phoneS: 0 };
    const rules = { ...tariff, score: { ...commonScore, speeding } };
    expect(scoreOf(rules.score, month)).toBe(score);
    expect(factorOf(rules, month)).toBe(factor);
  });

  test.each([
    [100_000, 850, 'very low'],
    [93_334, 800, 'very low'],
    [93_333, 799, 'low'],
    [81_334, 710, 'low'],
    [61_334, 560, 'medium'],
    [53_334, 500, 'high'],
    [53_333, 499, 'very high'],
    [0, 100, 'very high'],
  ])('of %d thousandths shows as %d, risk %s', (score, points, risk) => {
    expect(displayOf(score)).toEqual({ points, risk });
  });

  test('never rises with one more harsh event', () => {
    const events = fc.integer({ min: 0, max: 1000 });
    fc.assert(
      fc.property(
        events,
        events,
        fc.integer({ min: 1, max: 3_000_000 }),
        (harshBrake, cornering, distance) => {
          const month = { ...driven, metresByDay: [distance], harshBrake, cornering };
          expect(scoreOf(commonScore, { ...month, harshBrake: harshBrake + 1 })).toBeLessThanOrEqual(
            scoreOf(commonScore, month),
          );
        },
      ),
    );
  });
});
