import fc from 'fast-check';
import { DAY_MS } from '../../../chaincode/src/kit/value/time';
import type { Entry } from '../../../chaincode/src/vehicle/records/odometer';
import { born, newOdometer } from '../../../chaincode/src/vehicle/rules/odometer/odometer';
import { birth, hash, openGarage, openShowroom, tag, VIN } from './cast';
import { changed, monthly, on, plate, read, series, swap } from './series';

const verdictOf = (entries: readonly Entry[]) => series(entries).odometer.verdict;

test.each([
  [[96_000, 0, 97_000], 'logical', ['r60']],
  [[96_000, 0, 0, 0, 97_000], 'logical', ['r120', 'r60', 'r90']],
  [[96_000, 12, 96_000], 'logical', ['r60']],
  [[96_000, 0, 97_000, 0, 98_000], 'logical', ['r120', 'r60']],
  [[96_000, 0], 'illogical', []],
  [[96_000, 0, 500], 'illogical', []],
  [[96_000, 0, 95_000], 'illogical', []],
  [[10_000, 20_000, 15_000], 'illogical', []],
  [[10_000, 20_000, 15_000, 30_000], 'illogical', []],
  [[0, 0, 5], 'logical', []],
])(
  'V5, kia_uvo#477, fordpass-ha#580, wican-fw#687: %j is %s, with the glitches %j',
  (values, verdict, glitches) => {
    const { odometer, glitches: found } = series(monthly(values));
    expect(odometer.verdict).toBe(verdict);
    expect([...found].sort()).toEqual(glitches);
  },
);

test('V5: the reading after a glitch is not too fast, and a rollback behind a glitch is none', () => {
  const [first, none, next] = [read(1, 96_000), read(2, 0), read(3, 97_000)];
  expect(changed(series([first, none]), { add: next }).signs).toEqual([]);
  expect(changed(series([first, next]), { add: none }).signs).toEqual(['glitch']);
  expect(series([first, none, next]).odometer).toMatchObject({
    suspectBlocker: false,
    last: { value: 97_000 },
  });
  expect(series([first, none]).odometer.last).toMatchObject({ value: 0 });
});

test('V5: a meter that is taken out at what it showed makes a zero before it a glitch, at less it does not', () => {
  expect(verdictOf([read(1, 96_000), read(2, 0), swap(3, 96_500, 0), read(4, 10)])).toBe('noJudgement');
  expect(verdictOf([read(1, 96_000), read(2, 0), swap(3, 50, 0), read(4, 10)])).toBe('illogical');
});

test('V6: a typing error is out of the verdict when its reading is superseded', () => {
  const typed = series([read(1, 98_000), read(30, 1_234_567), read(60, 123_460)]);
  expect(typed.odometer).toMatchObject({ verdict: 'illogical', suspectBlocker: true });
  const right = changed(typed, {
    remove: { id: 'r30', at: on(30) },
    add: read(30, 123_456, { id: 'right' }),
  });
  expect(right.odometer).toMatchObject({ verdict: 'logical', suspectBlocker: false, readings: 4 });
  const gone = changed(typed, { remove: { id: 'r30', at: on(30) } });
  expect(gone.odometer).toMatchObject({ verdict: 'logical', suspectBlocker: false, readings: 3 });
});

test.each([
  ['two readings', [read(1, 50_010), read(1, 50_000, { id: 'other' })]],
  ['a reading in miles and one in kilometres', [read(1, 50_010), read(1, 31_060, { id: 'mi', unit: 'mi' })]],
  ['old meter, replacement, new meter', [read(1, 80_000), swap(1, 80_000, 5), read(1, 5, { id: 'new' })]],
  ['a plate and two readings', [plate(1), read(1, 10), read(1, 11, { id: 'other' })]],
])('V8: %s at one instant give one verdict in whatever order', (_, entries) => {
  const earlier = read(0, 40_000);
  const orders = entries.map((_first, at) => [...entries.slice(at), ...entries.slice(0, at)]);
  const all = [...orders, ...orders.map((one) => [...one].reverse())];
  const verdicts = all.map(
    (order) => series([...(entries.length === 3 ? [] : [earlier]), ...order]).odometer,
  );
  expect(new Set(verdicts.map(({ verdict }) => verdict)).size).toBe(1);
  expect(verdicts[0]?.verdict).not.toBe('illogical');
  expect(new Set(verdicts.map(({ last }) => last?.value)).size).toBe(1);
});

/** Readings, replacements and plates of a car that is driven, tampered with, and read by broken devices. */
const lives = fc
  .array(
    fc.record({
      by: fc.integer({ min: -300, max: 900 }),
      kind: fc.constantFrom('read', 'read', 'read', 'read', 'read', 'glitch', 'swap', 'plate'),
      same: fc.boolean(),
    }),
    { minLength: 2, maxLength: 120 },
  )
  .map((steps) => {
    let [value, day] = [50_000, 0];
    return steps.map(({ by, kind, same }, at): Entry => {
      value = Math.max(0, value + by);
      day += same ? 0 : 1;
      const id = `e${at}`;
      if (kind === 'swap') return { ...swap(day, value, by % 2 === 0 ? value : 0), id };
      return kind === 'plate' ? { ...plate(day), id } : read(day, kind === 'glitch' ? 0 : value, { id });
    });
  });

test('V8, property: the verdict, the suspicions and the glitches are of the readings, not of their order', () => {
  fc.assert(
    fc.property(
      lives.chain((entries) =>
        fc.tuple(
          fc.constant(entries),
          fc.shuffledSubarray(entries, { minLength: entries.length }),
          fc.boolean(),
        ),
      ),
      ([entries, shuffled, known]) => {
        const start = born(newOdometer(VIN), known ? '2019-12-31' : undefined);
        const [left, right] = [series(entries, start), series(shuffled, start)];
        const judged = ({ verdict, suspectBlocker, suspectClone, readings, last }: typeof left.odometer) => ({
          ...{ verdict, suspectBlocker, suspectClone, readings, last },
        });
        expect(judged(right.odometer)).toEqual(judged(left.odometer));
        expect([...right.glitches].sort()).toEqual([...left.glitches].sort());
      },
    ),
    { numRuns: 300 },
  );
});

test('V6, property: a reading that is superseded leaves the verdict as if it had never been taken', () => {
  fc.assert(
    fc.property(lives, fc.nat(), (entries, at) => {
      const taken = entries.filter(({ kind }) => kind === 'reading');
      const out = taken[at % Math.max(1, taken.length)];
      if (!out) return;
      const without = series(entries.filter((one) => one !== out)).odometer;
      const { odometer } = changed(series(entries), { remove: { id: out.id, at: out.at } });
      expect([odometer.verdict, odometer.suspectBlocker]).toEqual([without.verdict, without.suspectBlocker]);
    }),
    { numRuns: 200 },
  );
});

test('more than a thousand entries are judged whatever their order; what is older than all is late', () => {
  const many = Array.from({ length: 1_100 }, (_, at) => read(10 * (at + 1), 1_000 + at));
  const all = series(many);
  expect(all.odometer.pages).toHaveLength(64);
  expect(all.pages.size).toBe(64);
  expect(changed(all, { add: read(2_005, 900_000, { id: 'high' }) }).odometer.verdict).toBe('illogical');
  expect(changed(all, { add: read(2_005, 1_199, { id: 'right' }) }).odometer.verdict).toBe('logical');
  const late = changed(all, { add: read(5, 900_000, { id: 'late' }) });
  expect(late.signs).toEqual(['late']);
  expect(changed(late, { add: read(2_005, 1_199, { id: 'right' }) }).odometer.verdict).toBe('illogical');
});

test.each([
  ['a day after it was built', 1, 12_000, true],
  ['on the day it was built', 0.5, 12_000, true],
  ['on the day it was built, as driven', 0.5, 40, false],
  ['ten days after', 10, 12_000, false],
])('V15: the birth is a reading; %s, a reading is judged by it', (_, days, value, suspect) => {
  const { odometer } = series([read(days, value)], born(newOdometer(VIN), '2020-01-01'));
  expect(odometer).toMatchObject({ verdict: 'logical', suspectBlocker: suspect, readings: 1 });
});

test('V15: a birth certificate that comes after the readings is one of them all the same', () => {
  const unborn = series([read(1, 12_000)]);
  expect(unborn.odometer).toMatchObject({ verdict: 'noJudgement', suspectBlocker: false });
  const certified = changed({ ...unborn, odometer: born(unborn.odometer, '2020-01-01') }, {});
  expect(certified.odometer).toMatchObject({ verdict: 'logical', suspectBlocker: true, readings: 1 });
  const many = series(Array.from({ length: 60 }, (_, at) => read(at + 1, 12_000 + at)));
  expect(changed({ ...many, odometer: born(many.odometer, '2020-01-01') }, {}).odometer.suspectBlocker).toBe(
    true,
  );
});

const reading = (readingId: string, value: number, at: string, unit: 'km' | 'mi' = 'km') =>
  ({ vin: VIN, readingId, value, unit, at, source: 'inspection' }) as const;
const JAN = '2026-01-20T10:00:00.000Z';
const FEB = '2026-02-10T10:00:00.000Z';

test('V15, on the ledger: built today and registered today, 12,000 km today are too fast', async () => {
  const { workshop, buyer } = await openGarage();
  const driven = await workshop.on.vehicle.recordReading(reading('M-1', 12_000, '2026-01-10T20:00:00.000Z'));
  expect(driven.signs).toEqual(['tooFast']);
  expect(await buyer.on.vehicle.readOdometer({ vin: VIN })).toMatchObject({ suspectBlocker: true });
});

test('V5, on the ledger: a zero is marked a glitch when the next reading continues, and everybody sees it', async () => {
  const { workshop, buyer } = await openGarage();
  await workshop.on.vehicle.recordReading(reading('M-1', 960, JAN));
  const zero = await workshop.on.vehicle.recordReading(reading('M-2', 0, '2026-01-21T10:00:00.000Z'));
  expect(zero.signs).toEqual(['lower']);
  expect(await buyer.on.vehicle.readOdometer({ vin: VIN })).toMatchObject({ verdict: 'illogical' });
  const next = await workshop.on.vehicle.recordReading(reading('M-3', 970, FEB));
  expect(next.signs).toEqual([]);
  expect(await buyer.on.vehicle.readOdometer({ vin: VIN })).toMatchObject({
    verdict: 'logical',
    readings: 3,
  });
  const { items } = await buyer.on.vehicle.listReadings({ vin: VIN });
  expect(items.map(({ value, signs }) => [value, signs])).toEqual([
    [960, []],
    [0, ['glitch']],
    [970, []],
  ]);
});

test('V6, on the ledger: a typing error and a unit slip are superseded by their reporter; both stay', async () => {
  const { workshop, registrar, buyer, be, ledger } = await openGarage();
  await workshop.on.vehicle.recordReading(reading('M-1', 6_200, JAN));
  const slip = { vin: VIN, readingId: 'M-1', reason: 'unit' } as const;
  const miles = { readingId: 'M-1a', value: 6_200, unit: 'mi' } as const;
  const other = await be('registry/garage', 'workshop');
  await expect(other.on.vehicle.supersedeReading(slip)).rejects.toMatchObject({ code: 'READING_OF_ANOTHER' });
  const taken = await workshop.on.vehicle.supersedeReading({ ...slip, instead: miles });
  expect(taken).toMatchObject({ value: 6_200, unit: 'km', superseded: { reason: 'unit', by: 'M-1a' } });
  expect(await workshop.on.vehicle.supersedeReading({ ...slip, instead: miles })).toEqual(taken);
  await expect(
    workshop.on.vehicle.supersedeReading({ ...slip, instead: { ...miles, readingId: 'M-1b' } }),
  ).rejects.toMatchObject({ code: 'READING_SUPERSEDED' });
  const { items } = await buyer.on.vehicle.listReadings({ vin: VIN });
  expect(items).toMatchObject([
    { value: 6_200, unit: 'km', superseded: { reason: 'unit' } },
    { value: 6_200, unit: 'mi' },
  ]);
  expect(items[0]?.superseded).not.toHaveProperty('by');
  expect((await buyer.on.vehicle.readCertificate({ vin: VIN })).content.readings).toHaveLength(2);
  expect(await buyer.on.vehicle.readOdometer({ vin: VIN })).toMatchObject({
    last: { unit: 'mi' },
    readings: 2,
  });
  ledger.pass(28 * DAY_MS);
  const again = { vin: VIN, readingId: 'M-1a', reason: 'wrongVehicle' } as const;
  await expect(workshop.on.vehicle.supersedeReading(again)).rejects.toMatchObject({
    code: 'CORRECTION_LATE',
  });
  expect(await registrar.on.vehicle.supersedeReading(again)).toMatchObject({
    superseded: { reason: 'wrongVehicle' },
  });
  expect(await buyer.on.vehicle.readOdometer({ vin: VIN })).not.toHaveProperty('last');
});

test('V6: a meter is replaced with the record of the work, or not at all', async () => {
  const { workshop } = await openGarage();
  const replaced = {
    vin: VIN,
    replacementId: 'X-1',
    at: JAN,
    oldFinal: 50,
    newStart: 0,
    unit: 'km',
  } as const;
  await expect(workshop.on.vehicle.replaceOdometer(replaced as never)).rejects.toMatchObject({
    code: 'INVALID_REQUEST',
    facts: { field: 'work' },
  });
  const work = { reference: 'JOB-7', documentHash: hash('job sheet') };
  expect(await workshop.on.vehicle.replaceOdometer({ ...replaced, work })).toMatchObject({ work });
});

test('readings in pages are judged on the ledger as they are in order', async () => {
  const { workshop, buyer, registrar, plant } = await openShowroom();
  await plant.on.vehicle.certifyBirth({ ...birth(VIN), builtOn: '2019-12-31' });
  await registrar.on.vehicle.register({
    ...{ vin: VIN, registrationId: 'R-1', owner: 'registry/owner', jurisdiction: 'DE', plateTag: tag('B-1') },
  });
  const items = Array.from({ length: 60 }, (_, at) => reading(`M-${at}`, 1_000 + at, on(10 * (at + 1))));
  await workshop.on.vehicle.recordReadingMany({ items });
  expect(await buyer.on.vehicle.readOdometer({ vin: VIN })).toMatchObject({
    verdict: 'logical',
    readings: 60,
  });
  await workshop.on.vehicle.recordReading(reading('H', 1_008, on(55)));
  expect(await buyer.on.vehicle.readOdometer({ vin: VIN })).toMatchObject({ verdict: 'illogical' });
  await workshop.on.vehicle.supersedeReading({ vin: VIN, readingId: 'H', reason: 'typing' });
  expect(await buyer.on.vehicle.readOdometer({ vin: VIN })).toMatchObject({
    verdict: 'logical',
    readings: 61,
  });
});
