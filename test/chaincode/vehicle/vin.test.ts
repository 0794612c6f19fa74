import fc from 'fast-check';
import {
  checkDigitOf,
  examine,
  modelYearsOf,
  regionOf,
  weightedSum,
} from '../../../chaincode/src/vehicle/rules/vin';
import { wmiOf } from '../../../chaincode/src/words/vin';

const names = (vin: string, facts = {}): string[] => examine(vin, facts).findings.map(({ name }) => name);

test.each([
  ['1M8GDM9AXKP042788', 351, 'X'],
  ['1J9RP1A36A1644345', 314, '6'],
  ['5GZCZ43D13S812715', 408, '1'],
  ['1HGCM82633A004352', 311, '3'],
  ['WBA3B5G5XDNS01478', 318, 'X'],
])('the published VIN %s has the weighted sum %i and the digit %s', (vin, sum, digit) => {
  expect(weightedSum(vin)).toBe(sum);
  expect(checkDigitOf(vin)).toBe(digit);
  expect(examine(vin)).toMatchObject({ codes: [0], acceptable: true, findings: [], suggestions: [] });
});

test('seventeen equal characters satisfy the digit and are refused all the same', () => {
  expect(checkDigitOf('11111111111111111')).toBe('1');
  expect(examine('11111111111111111')).toMatchObject({ acceptable: false, suggestions: [] });
  expect(names('11111111111111111')).toContain('ALL_EQUAL');
});

test('a right digit does not save an invalid year character', () => {
  expect(checkDigitOf('1VTAZ3NR1UZA70835')).toBe('1');
  expect(examine('1VTAZ3NR1UZA70835')).toMatchObject({
    acceptable: false,
    codes: expect.arrayContaining([11]),
  });
});

test.each(['WP0ZZZ99ZTS392124', 'KLATF08Y1VB363636', 'WF0KXXGCBKBJ13223'])(
  '%s is warned of, never refused',
  (vin) => {
    expect(examine(vin)).toMatchObject({
      acceptable: true,
      region: 'elsewhere',
      codes: [1],
      suggestions: [],
    });
    expect(names(vin)).toEqual(['NON_STANDARD_CHECK_DIGIT']);
  },
);

test.each(['1M8GDM9A1KP042788', 'LSVAM4187C2184847'.replace(/./g, (char, at) => (at === 8 ? '0' : char))])(
  '%s is refused where the digit is law',
  (vin) => {
    expect(regionOf(vin)).not.toBe('elsewhere');
    expect(examine(vin).acceptable).toBe(checkDigitOf(vin) === vin[8]);
  },
);

test.each([
  ['1M8GDM9AXKP04278', [6]],
  ['1M8GDM9AXKP0427888', [5]],
  ['', [6]],
  ['1M8GDM9AXKPO42788', [400, 2]],
  ['IM8GDM9AXKPO42788', [400, 5]],
])('%s gives the codes %j', (vin, codes) => {
  expect(examine(vin)).toMatchObject({ codes, acceptable: false });
});

test('a letter O for a zero is corrected', () => {
  expect(examine('1M8GDM9AXKPO42788').suggestions).toEqual(['1M8GDM9AXKP042788']);
});

test('a look-alike character is corrected by the digit', () => {
  expect(examine('1HGCM82633AOO4352').codes).toEqual([400, 5]);
  expect(examine('1M8GDM9AXKP04Z788').suggestions).toContain('1M8GDM9AXKP042788');
  expect(examine('1M8GDM9AXKP04Z788').codes).toEqual(expect.arrayContaining([1]));
});

test('a number with no look-alike in reach is offered with its right digit', () => {
  const wrong = '1J9RP1A34A1644345';
  const { suggestions } = examine(wrong);
  expect(suggestions.length).toBeGreaterThan(0);
  for (const one of suggestions) expect(examine(one).codes).toEqual([0]);
});

test('the last four must be digits in North America only', () => {
  const vin = '1M8GDM9AXKP04278A';
  const american = vin.slice(0, 8) + checkDigitOf(vin) + vin.slice(9);
  expect(names(american)).toEqual(['SERIAL_NOT_NUMERIC']);
  expect(examine('WBA3B5G5XDNS0147A').acceptable).toBe(true);
});

test.each([
  ['1M8GDM9AXKP042788', [1989]],
  ['5GZCZ43D13S812715', [2003]],
  ['1HGCM82633A004352', [2003]],
  ['1J9RP1A36A1644345', [2010]],
  ['WBA3B5G5XDNS01478', [1983, 2013]],
  ['1VTAZ3NR1UZA70835', []],
])('%s is of model year %j', (vin, years) => {
  expect(modelYearsOf(vin)).toEqual(years);
});

test('position 7 tells the year of cars, not of trucks, which may be heavy', () => {
  const vin = '1M8GDM9AXKP042788';
  expect(examine(vin, { vehicleType: 'passenger' }).modelYears).toEqual([1989]);
  expect(examine(vin, { vehicleType: 'truck' }).modelYears).toEqual([1989, 2019]);
  expect(examine(vin, { vehicleType: 'bus', modelYear: 2019 }).codes).toEqual([0]);
});

test('what the ledger knows is told with vPIC codes 7 to 12', () => {
  const vin = '1M8GDM9AXKP042788';
  expect(examine(vin, { manufacturerKnown: false }).codes).toEqual([7]);
  expect(examine(vin, { vehicleKnown: false }).codes).toEqual([8]);
  expect(examine(vin, { vehicleType: 'glider' }).codes).toEqual([9]);
  expect(examine(vin, { vehicleType: 'offRoad' }).codes).toEqual([10]);
  expect(examine(vin, { modelYear: 1990 }).codes).toEqual([12]);
  expect(examine(vin, { modelYear: 1989, manufacturerKnown: true, vehicleKnown: true }).codes).toEqual([0]);
});

test('a small manufacturer is told by six characters', () => {
  expect(wmiOf('1M9GDM9AXKP042788')).toBe('1M9042');
  expect(wmiOf('1M8GDM9AXKP042788')).toBe('1M8');
});

test('small letters and blanks around are read, not stored', () => {
  expect(examine(' 1m8gdm9axkp042788 ')).toMatchObject({ vin: '1M8GDM9AXKP042788', codes: [0] });
});

test('every suggestion is clean and one character away', () => {
  const letters = [...'ABCDEFGHJKLMNPRSTUVWXYZ0123456789'];
  const body = fc.array(fc.constantFrom(...letters), { minLength: 16, maxLength: 16 });
  fc.assert(
    fc.property(fc.constantFrom('1', '2', '3', '4', '5', 'L', 'W'), body, (first, rest) => {
      const vin = first + rest.join('');
      for (const one of examine(vin).suggestions) {
        expect(examine(one).codes).toEqual([0]);
        expect([...one].filter((char, at) => char !== vin[at])).toHaveLength(1);
      }
    }),
  );
});

test('any text is examined without a crash', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => examine(text).codes.length > 0),
  );
});
