import fc from 'fast-check';
import { checkDigitOf, examine, modelYearsOf, weightedSum } from '../../../chaincode/src/vehicle/rules/vin';
import { continentOf, regionOf } from '../../../chaincode/src/vehicle/rules/number/region';
import { plainVin, vin as number, wmiOf } from '../../../chaincode/src/words/vin';
import { openShowroom, birth, tag } from './cast';

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
  expect(examine('1HGCM82633AOO4352')).toMatchObject({
    codes: [400, 5],
    suggestions: ['1HGCM82633A004352'],
  });
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
  ['1M8GDM9AXKP042788', [1989, 2019]],
  ['5GZCZ43D13S812715', [2003, 2033]],
  ['1HGCM82633A004352', [2003, 2033]],
  ['1J9RP1A36A1644345', [1980, 2010]],
  ['WBA3B5G5XDNS01478', [1983, 2013]],
  ['1VTAZ3NR1UZA70835', []],
])('%s may be of the model years %j', (vin, years) => {
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
  expect(examine(vin, { modelYear: 1990, latestYear: 2027 }).codes).toEqual([12]);
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

test.each([
  ['7SAYGDEE1PA000001', 'CHECK_DIGIT_WRONG'],
  ['7FARW1H50JE000001', 'CHECK_DIGIT_WRONG'],
  ['70AYGDEE1PA000001', 'CHECK_DIGIT_WRONG'],
  ['7SAYGDEE3PA0000A1', 'SERIAL_NOT_NUMERIC'],
  ['7SAYGDEE3UA000001', 'MODEL_YEAR_CHARACTER'],
])('V1, 49 CFR 565 and SAE: %s begins with 7F to 70 and is refused by %s', (vin, finding) => {
  expect(examine(vin)).toMatchObject({ region: 'northAmerica', acceptable: false });
  expect(names(vin)).toContain(finding);
});

test('V1, 49 CFR 565: 7SAYGDEE3PA000001 has the weighted sum 289, so the digit 3, and is clean', () => {
  expect(examine('7SAYGDEE3PA000001')).toMatchObject({ checkDigit: '3', codes: [0], acceptable: true });
});

test.each(['7A8AA11B0PA000001', '7E8AA11B0PA000001', '6G1AA11B0PA00000A'])(
  'V1, ISO 3780: %s is of Oceania, where position 9 is left to the maker',
  (vin) => {
    expect(examine(vin)).toMatchObject({ region: 'elsewhere', acceptable: true });
    expect(continentOf(vin)).toBe('Oceania');
  },
);

test.each([
  [undefined, 2027, [2009]],
  ['truck', 2027, [2009]],
  ['truck', 2039, [2009, 2039]],
  ['incomplete', 2027, [2009]],
  ['passenger', 2040, [2039]],
  ['passenger', 2027, []],
])(
  'V2, 49 CFR 565.15(d): 1FUJGLDR69LAC9984 as %s, when %i is the last model year, is of %j',
  (vehicleType, latestYear, years) => {
    expect(examine('1FUJGLDR69LAC9984', { vehicleType, latestYear }).modelYears).toEqual(years);
  },
);

test('V2: a letter in position 7 of a car with a year that has not come is said', () => {
  const facts = { vehicleType: 'passenger', latestYear: 2027 };
  expect(examine('1HGCM8D6X9A004352', facts).findings).toContainEqual(
    expect.objectContaining({ name: 'MODEL_YEAR_AHEAD', vpic: 12, severity: 'warning', positions: [7, 10] }),
  );
});

/** The same number with the digit that it must have. */
const digited = (vin: string): string => vin.slice(0, 8) + checkDigitOf(vin) + vin.slice(9);

test.each([
  ['passenger', 12, true],
  ['passenger', 13, false],
  ['multipurpose', 13, false],
  ['lightTruck', 13, false],
  ['truck', 13, true],
  ['bus', 13, true],
  [undefined, 13, true],
  ['truck', 14, false],
  ['motorcycle', 14, false],
])('V2, 49 CFR 565.15(d): of a %s, a letter in position %i is acceptable: %s', (vehicleType, at, right) => {
  const clean = '1HGCM82633A004352';
  const vin = digited(`${clean.slice(0, at - 1)}C${clean.slice(at)}`);
  const { acceptable, findings } = examine(vin, { vehicleType });
  expect(acceptable).toBe(right);
  if (!right) expect(findings).toMatchObject([{ name: 'SERIAL_NOT_NUMERIC', positions: [at] }]);
});

test.each([
  ['*1M8GDM9AXKP042788*', '1M8GDM9AXKP042788'],
  ['I1M8GDM9AXKP042788', '1M8GDM9AXKP042788'],
  ['*IWP0ZZZ99ZTS392124*', 'WP0ZZZ99ZTS392124'],
  ['1M8 GDM9AX KP 042788', '1M8GDM9AXKP042788'],
  ['1m8-gdm9ax-kp042788', '1M8GDM9AXKP042788'],
  ['\u00a01M8GDM9AX\u200bKP042788\n', '1M8GDM9AXKP042788'],
  ['１Ｍ８ＧＤＭ９ＡＸＫＰ０４２７８８', '1M8GDM9AXKP042788'],
  ['#1M8GDM9AXKP042788#', '1M8GDM9AXKP042788'],
])('V3, bar codes and separators: %j is read as %s, by operations too', (text, vin) => {
  expect(examine(text).vin).toBe(vin);
  expect(number.parse(text)).toBe(vin);
  expect(plainVin(vin)).toBe(vin);
});

test.each([
  ['WPOZZZ99ZTS392124', [3], 'WP0ZZZ99ZTS392124'],
  ['WP0ZZZ99ZTS39Q124', [14], 'WP0ZZZ99ZTS390124'],
  ['WP0ZZZ99ZTS392I24', [15], 'WP0ZZZ99ZTS392124'],
  ['WVWZZZ1JZXWOOOOO1', [12, 13, 14, 15, 16], 'WVWZZZ1JZXW000001'],
  ['1М8GDM9AXKP042788', [2], '1M8GDM9AXKP042788'],
  ['1M8GDM9АХКР042788', [8, 9, 10, 11], '1M8GDM9AXKP042788'],
  ['ХTA21099043576182', [1], 'XTA21099043576182'],
  ['IM8GDM9AXKP042788', [1], '1M8GDM9AXKP042788'],
])('V3: of %s the positions %j are named, and %s is suggested', (text, positions, meant) => {
  const { findings, suggestions, acceptable } = examine(text);
  expect(acceptable).toBe(false);
  expect(findings[0]).toMatchObject({ name: 'INVALID_CHARACTERS', positions });
  expect(suggestions).toEqual([meant]);
});

test('V3: operations name the position and what it may have been', () => {
  const said = (text: string) => number.safeParse(text).error?.issues[0]?.message;
  expect(said('WPOZZZ99ZTS392124')).toBe('character 3 is O, which no number holds; it may have been 0');
  expect(said('1М8GDM9AXKP042788')).toBe('character 2 is М, which no number holds; it may have been M');
  expect(said('WP0ZZZ99ZTS39212Ж')).toBe('character 17 is Ж, which no number holds');
  expect(said('194375S108546')).toContain('must be 17 letters and digits, not 13, or begin with its kind');
});

test('V3: what is suggested is on the same continent', () => {
  const letters = [...'ABCDEFGHJKLMNPRSTUVWXYZ0123456789IOQ'];
  const body = fc.array(fc.constantFrom(...letters), { minLength: 17, maxLength: 17 });
  fc.assert(
    fc.property(body, (all) => {
      const vin = all.join('');
      const home = continentOf(vin);
      for (const one of examine(vin).suggestions) expect(continentOf(one)).toBe(home ?? continentOf(one));
    }),
    { numRuns: 2000 },
  );
  expect(examine('LM8GDM9AXKP042788').suggestions).not.toContain('1M8GDM9AXKP042788');
  expect(examine('SM8GDM9AXKP042788')).toMatchObject({ acceptable: true, suggestions: [] });
});

test.each([
  ['194375S108546', 'INCOMPLETE'],
  ['12345', 'INCOMPLETE'],
  ['BNR32-305366', 'INCOMPLETE'],
])('V4: %s alone is %s, without digit or year', (text, finding) => {
  expect(examine(text)).toMatchObject({ acceptable: false, checkDigit: '', modelYears: [] });
  expect(names(text)).toContain(finding);
});

test.each([
  ['before1981:194375S108546', 'before1981', 'before1981:194375S108546'],
  ['before1981: 1113110-10-012345', 'before1981', 'before1981:111311010012345'],
  ['Before1981:12345', 'before1981', 'before1981:12345'],
  ['frame:BNR32-305366', 'frame', 'frame:BNR32305366'],
  ['trailer:qoi 123', 'trailer', 'trailer:QOI123'],
])('V4: %s is kept under its kind, without digit or year', (text, kind, vin) => {
  expect(examine(text)).toMatchObject({
    ...{ vin, kind, wmi: '', checkDigit: '', modelYears: [], codes: [0], suggestions: [], acceptable: true },
  });
  expect(number.parse(text)).toBe(vin);
});

test.each(['before1981:1M8GDM9AXKP042788', 'frame:AB', 'engine:12345', 'before1981:123é5', 'trailer:'])(
  'V4: %s is no number of a kind',
  (text) => {
    expect(number.safeParse(text).success).toBe(false);
    expect(examine(text).acceptable).toBe(false);
  },
);

test('V3 and V4: a vehicle of 1975 is brought in, registered and found under any spelling', async () => {
  const { registrar, plant, buyer } = await openShowroom();
  await registrar.on.vehicle.admit({ vin: 'before1981:194375S108546' });
  await registrar.on.vehicle.register({
    ...{ vin: 'before1981: 194375s-108546', registrationId: 'R-1', owner: 'registry/owner' },
    ...{ jurisdiction: 'US-CA', plateTag: tag('1ABC234') },
  });
  const vin = 'before1981:194375S108546';
  expect(await buyer.on.vehicle.read({ vin: 'BEFORE1981:194375S108546' })).toMatchObject({ vin, owners: 1 });
  expect(await buyer.on.trust.read({ vin })).toMatchObject({ vin, technical: { parts: { items: [] } } });
  expect(await buyer.on.vehicle.examine({ vin })).toMatchObject({ kind: 'before1981', codes: [0] });
  await expect(plant.on.vehicle.certifyBirth(birth(vin))).rejects.toMatchObject({ code: 'MAKER_UNNAMED' });
});

test('V2 and V3: a birth is certified under any spelling, and the type of the vehicle may be given', async () => {
  const { plant, buyer, registrar } = await openShowroom();
  const born = await plant.on.vehicle.certifyBirth({ ...birth('*i1m8gdm9axkp042788*'), type: 'bus' });
  expect(born).toMatchObject({ vin: '1M8GDM9AXKP042788', type: 'bus', warnings: [] });
  expect(await buyer.on.vehicle.read({ vin: '1m8 gdm9ax kp042788' })).toMatchObject({ owners: 0 });
  expect((await buyer.on.vehicle.examine({ vin: '1FUJGLDR69LAC9984' })).modelYears).toEqual([2009]);
  const asCar = { vin: '1FUJGLDR69LAC9984', vehicleType: 'passenger' } as const;
  expect((await buyer.on.vehicle.examine(asCar)).modelYears).toEqual([]);
  await expect(registrar.on.vehicle.admit({ vin: '7SAYGDEE1PA000001' })).rejects.toMatchObject({
    code: 'VIN_REFUSED',
    message: expect.stringContaining('CHECK_DIGIT_WRONG at 9'),
  });
});
