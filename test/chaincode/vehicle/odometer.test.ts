import { createSign, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { fromMillis, toMillis } from '../../../chaincode/src/kit/value/time';
import type { Entry, Odometer } from '../../../chaincode/src/vehicle/records/odometer';
import { EMPTY, foldAll, isLower, verdictOf } from '../../../chaincode/src/vehicle/rules/odometer/fold';
import { addEntry } from '../../../chaincode/src/vehicle/rules/odometer/odometer';
import { monthly, on, plate, read, series, swap } from './series';
import { signedText } from '../../../chaincode/src/vehicle/rules/odometer/signature';
import { publicKeyOf } from '../../../chaincode/src/words/didkey';
import { birth, EUROPEAN, hash, openGarage, openShowroom, tag, VIN } from './cast';

const enterAll = (entries: readonly Entry[]): Odometer => series(entries).odometer;

test.each([
  [[10000, 20000, 15000], 'illogical'],
  [[10000], 'noJudgement'],
  [[], 'noJudgement'],
  [[10, 10, 11], 'logical'],
  [[10000, 20000, 15000, 30000], 'illogical'],
])('the readings %j are %s', (values, verdict) => {
  expect(verdictOf(foldAll(monthly(values)))).toBe(verdict);
  expect(enterAll(monthly(values)).verdict).toBe(verdict);
});

test('a lower reading is recorded and flagged', () => {
  const { odometer, signs } = addEntry(enterAll(monthly([10000, 20000])), read(90, 15000));
  expect(signs).toEqual(['lower']);
  expect(odometer).toMatchObject({ readings: 3, last: { value: 15000 } });
});

test('a replaced meter makes a drop neutral, also when it is reported late', () => {
  const dropped = enterAll(monthly([10000, 20000, 50]));
  expect(dropped.verdict).toBe('illogical');
  expect(addEntry(dropped, swap(70, 20400, 0)).odometer.verdict).toBe('noJudgement');
  expect(enterAll([read(30, 10000), swap(70, 9000, 0), read(90, 50)]).verdict).toBe('illogical');
  expect(enterAll([read(30, 10000), read(60, 20000), swap(70, 20400, 100), read(90, 50)]).verdict).toBe(
    'illogical',
  );
});

test('a new plate and a meter at its maximum end the judgement', () => {
  expect(enterAll([...monthly([10, 20]), plate(65)]).verdict).toBe('noJudgement');
  expect(enterAll([...monthly([10, 20]), plate(65), read(70, 30)]).verdict).toBe('noJudgement');
  expect(enterAll([...monthly([10, 20]), plate(65), read(70, 30), read(80, 40)]).verdict).toBe('logical');
  expect(enterAll([...monthly([10, 20]), plate(65), read(70, 30), read(80, 15)]).verdict).toBe('illogical');
  expect(enterAll([read(30, 10), read(60, 999_999, { atMaximum: true }), read(90, 999_999)]).verdict).toBe(
    'noJudgement',
  );
});

test('a reading that comes late is put where its time belongs', () => {
  const late = addEntry(enterAll([read(30, 10000), read(90, 30000)]), read(60, 40000));
  expect(late.odometer.verdict).toBe('illogical');
  expect(late.odometer.last).toMatchObject({ value: 30000 });
});

test.each([
  [[read(1, 0), read(2, 1200)], false],
  [[read(1, 0), read(2, 1201)], true],
  [[read(1, 0), read(1.01, 700)], false],
  [[read(1, 500), read(31, 500, { tripKm: 2 })], true],
  [[read(1, 500), read(31, 500, { tripKm: 1 })], false],
  [[read(1, 500), read(31, 501, { tripKm: 900 })], true],
  [[read(1, 500), read(31, 1320, { tripKm: 900 })], false],
  [[read(1, 500), read(31, 1000, { tripKm: 300 }), read(61, 1000, { tripKm: 1 })], false],
  [[read(0, 0), ...Array.from({ length: 12 }, (_, at) => read(at + 1, 0, { tripKm: 1 }))], true],
  [[read(0, 0), ...Array.from({ length: 10 }, (_, at) => read(at + 1, 0, { tripKm: 1 }))], false],
  [Array.from({ length: 3 }, (_, at) => read(1 + at / 1440, 1_200 * at)), true],
  [Array.from({ length: 3 }, (_, at) => read(1 + at, 1_200 * at)), false],
  [[read(1, 0), swap(1.1, 900, 0), read(1.2, 900)], false],
])('%j suspects a blocker: %s', (entries, suspect) => {
  expect(enterAll(entries).suspectBlocker).toBe(suspect);
});

const BERLIN = { lat: 5252, lon: 1341 };
const MUNICH = { lat: 4814, lon: 1158 };
const HOUR = 1 / 24;

test.each([
  ['Munich two hours after Berlin', 2 * HOUR, MUNICH, true],
  ['Munich four hours after Berlin', 4 * HOUR, MUNICH, false],
  ['Berlin at once', 0, BERLIN, false],
  ['next door at once', 0, { lat: 5253, lon: 1343 }, false],
  ['across the date line in an hour', HOUR, { lat: 5252, lon: -17900 }, true],
])('%s suspects a clone: %s', (_, days, place, suspect) => {
  const { odometer, signs } = addEntry(
    enterAll([read(1, 100, { place: BERLIN })]),
    read(1 + days, 100, { place }),
  );
  expect([odometer.suspectClone, signs.includes('elsewhere')]).toEqual([suspect, suspect]);
});

test('a short way over the date line is short', () => {
  const east = read(1, 100, { place: { lat: -1650, lon: 17995 } });
  expect(
    addEntry(enterAll([east]), read(1 + HOUR, 100, { place: { lat: -1650, lon: -17995 } })).odometer
      .suspectClone,
  ).toBe(false);
});

test('only a station names its place', async () => {
  const { owner, workshop } = await openGarage();
  const placed = (readingId: string, source: string) => ({
    ...reading(readingId, 1, on(1), source),
    place: BERLIN,
  });
  await expect(owner.on.vehicle.recordReading(placed('M-1', 'owner'))).rejects.toMatchObject({
    code: 'PLACE_UNWANTED',
  });
  expect(await workshop.on.vehicle.recordReading(placed('M-2', 'service'))).toMatchObject({ place: BERLIN });
  const far = { ...reading('M-3', 1, fromMillis(toMillis(on(1)) + 3_600_000)), place: MUNICH };
  expect(await workshop.on.vehicle.recordReading(far)).toMatchObject({ signs: ['elsewhere'] });
});

test('between kilometres and miles one unit may be lost in rounding', () => {
  expect(isLower({ value: 6213, unit: 'mi' }, { value: 10000, unit: 'km' })).toBe(false);
  expect(isLower({ value: 6210, unit: 'mi' }, { value: 10000, unit: 'km' })).toBe(true);
  expect(isLower({ value: 10000, unit: 'km' }, { value: 6214, unit: 'mi' })).toBe(false);
});

test('the kept entries judge as all of them would, however many there are', () => {
  const step = fc.record({
    by: fc.integer({ min: -5, max: 500 }),
    kind: fc.constantFrom('reading', 'reading', 'reading', 'swap', 'plate'),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      let value = 1000;
      const entries = steps.map(({ by, kind }, at) => {
        value = Math.max(0, value + by);
        if (kind === 'swap') return swap(at, value, value);
        return kind === 'plate' ? plate(at) : read(at, value);
      });
      const odometer = enterAll(entries);
      expect(odometer.verdict).toBe(verdictOf(foldAll(entries, EMPTY)));
      expect(odometer.entries.length).toBeLessThanOrEqual(32);
    }),
  );
});

/** An odometer as it was kept before there were pages: what is older than 32 entries is folded. */
function folded(entries: readonly Entry[]): Odometer {
  const { pages: _none, ...head } = enterAll(entries);
  const [older, kept] = [entries.slice(0, -32), entries.slice(-32)];
  return { ...head, entries: kept, before: foldAll(older), foldedUntil: older.at(-1)?.at ?? '' };
}

const forty = () => Array.from({ length: 40 }, (_, at) => read(10 * (at + 1), 1000 * at));

test.each([
  ['higher than what came after it', forty(), 999_000, 'illogical'],
  ['higher than the last that was folded', forty(), 7_001, 'illogical'],
  ['as high as the last that was folded', forty(), 7_000, 'logical'],
  ['low', forty(), 0, 'logical'],
  [
    'high, of a meter that was replaced since',
    [...forty(), swap(401, 40_000, 0), read(402, 10)],
    8_000,
    'noJudgement',
  ],
  ['high, perhaps of a meter before', [swap(1, 0, 0), ...forty()], 999_000, 'noJudgement'],
])('a reading that is late, older than all kept entries, and %s', (_, entries, value, verdict) => {
  const { odometer, signs } = addEntry(folded(entries), read(5, value));
  expect(signs).toEqual(['late']);
  expect(odometer).toMatchObject({
    verdict,
    readings: entries.filter(({ kind }) => kind === 'reading').length + 1,
  });
});

test('a rollback that a late reading shows stays in the verdict', () => {
  const { odometer } = addEntry(folded(forty()), read(5, 999_000));
  expect(addEntry(odometer, read(500, 41_000)).odometer.verdict).toBe('illogical');
});

const reading = (readingId: string, value: number, at: string, source = 'inspection') =>
  ({ vin: VIN, readingId, value, unit: 'km', at, source }) as Parameters<
    Awaited<ReturnType<typeof openGarage>>['workshop']['on']['vehicle']['recordReading']
  >[0];

describe.each([true, false])('readings on the ledger, with batched messages: %s', (batched) => {
  test('a fraud is recorded, flagged and seen by everybody', async () => {
    const { workshop, buyer, ledger } = await openGarage({ batched });
    await workshop.on.vehicle.recordReadingMany({
      items: [reading('M-1', 10000, on(1)), reading('M-2', 20000, on(100))],
    });
    expect(await buyer.on.vehicle.readOdometer({ vin: VIN })).toMatchObject({
      verdict: 'logical',
      readings: 2,
    });
    const low = await workshop.on.vehicle.recordReading(reading('M-3', 15000, on(200)));
    expect(low).toMatchObject({ signs: ['lower'], reporter: 'registry/workshop' });
    expect(await workshop.on.vehicle.recordReading(reading('M-3', 15000, on(200)))).toEqual(low);
    expect(await buyer.on.vehicle.readOdometer({ vin: VIN })).toMatchObject({ verdict: 'illogical' });
    expect(ledger.events.at(-1)?.facts[0]).toMatchObject({
      name: 'OdometerRead',
      verdict: 'illogical',
      signs: ['lower'],
    });
    await workshop.on.vehicle.replaceOdometer({
      vin: VIN,
      replacementId: 'X-1',
      at: on(150),
      oldFinal: 21000,
      newStart: 14000,
      unit: 'km',
      work: { reference: 'JOB-7', documentHash: hash('the job sheet') },
    });
    expect(await buyer.on.vehicle.readOdometer({ vin: VIN })).toMatchObject({ verdict: 'noJudgement' });
    const { items } = await buyer.on.vehicle.listReadings({ vin: VIN, size: 10 });
    expect(items.map(({ value }) => value)).toEqual([10000, 20000, 15000]);
    expect((await buyer.on.vehicle.listReplacements({ vin: VIN })).items).toMatchObject([
      { oldFinal: 21000 },
    ]);
  });
});

test('everybody reports from a source of their own', async () => {
  const { workshop, owner, buyer, plant, registrar, be } = await openGarage();
  await expect(
    workshop.on.vehicle.recordReading(reading('M-1', 1, on(1), 'telemetry')),
  ).rejects.toMatchObject({
    code: 'SOURCE_NOT_YOURS',
  });
  await expect(buyer.on.vehicle.recordReading(reading('M-1', 1, on(1), 'owner'))).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
  expect(await owner.on.vehicle.recordReading(reading('M-1', 1, on(1), 'owner'))).toMatchObject({
    source: 'owner',
  });
  expect(await plant.on.vehicle.recordReading(reading('M-2', 2, on(2), 'telemetry'))).toMatchObject({
    signs: [],
  });
  await registrar.on.vehicle.admit({ vin: 'KLATF08Y1VB363636' });
  const foreign = { ...reading('M-3', 2, on(2)), vin: 'KLATF08Y1VB363636' };
  await expect(plant.on.vehicle.recordReading({ ...foreign, source: 'telemetry' })).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
  const fan = await be('lender/fan', 'owner');
  await expect(fan.on.vehicle.recordReading({ ...foreign, source: 'owner' })).rejects.toMatchObject({
    code: 'TITLE_UNHELD',
  });
  await expect(
    workshop.on.vehicle.recordReading(reading('M-9', 1, '2099-01-01T00:00:00.000Z')),
  ).rejects.toMatchObject({
    code: 'READING_AHEAD',
  });
});

test('a new plate is part of the series', async () => {
  const { workshop, registrar, buyer } = await openGarage();
  await workshop.on.vehicle.recordReadingMany({
    items: [reading('M-1', 10000, on(1)), reading('M-2', 20000, on(100))],
  });
  const moved = {
    vin: VIN,
    registrationId: 'R-2',
    owner: 'registry/owner',
    jurisdiction: 'FR',
    plateTag: tag('AB-123-CD'),
  };
  await registrar.on.vehicle.register(moved);
  await workshop.on.vehicle.recordReading(reading('M-3', 5000, on(101)));
  expect(await buyer.on.vehicle.readOdometer({ vin: VIN })).toMatchObject({ verdict: 'illogical' });
});

describe('co-signed readings', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const vehicleKey = didOf(publicKey.export({ format: 'jwk' }));
  const sign = (text: string): string =>
    createSign('sha256')
      .update(text)
      .sign({ key: privateKey, dsaEncoding: 'ieee-p1363' })
      .toString('base64url');

  test('the published did:key is the published point on P-256', () => {
    const { x } =
      publicKeyOf('did:key:zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv')?.export({ format: 'jwk' }) ??
      {};
    expect(Buffer.from(x ?? '', 'base64url').toString('hex')).toBe(
      '8a0ac59a2d3086e8a12a78fd4773a6d52a0ca61ef6c1419e15a05bcc6dafce7b',
    );
    expect(publicKeyOf('did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK')).toBeUndefined();
  });

  test('a reading signed by the vehicle is accepted, a changed one is not', async () => {
    const { plant, workshop } = await openShowroom();
    await plant.on.vehicle.certifyBirthMany({ items: [{ ...birth(VIN), vehicleKey }, birth(EUROPEAN)] });
    const first = reading('M-1', 10000, on(1));
    const signature = sign(signedText(first));
    expect(await workshop.on.vehicle.recordReading({ ...first, signature })).toMatchObject({ signature });
    await expect(
      workshop.on.vehicle.recordReading({ ...first, readingId: 'M-2', signature }),
    ).rejects.toMatchObject({
      code: 'SIGNATURE_WRONG',
    });
    await expect(
      workshop.on.vehicle.recordReading({ ...first, vin: EUROPEAN, signature }),
    ).rejects.toMatchObject({
      code: 'KEY_UNBOUND',
    });
  });
});

function didOf({ x = '', y = '' }: { x?: string; y?: string }): string {
  const sign = (Buffer.from(y, 'base64url').at(-1) ?? 0) % 2 === 0 ? '02' : '03';
  let number = BigInt(`0x8024${sign}${Buffer.from(x, 'base64url').toString('hex')}`);
  let text = '';
  for (; number > 0n; number /= 58n)
    text = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'.charAt(Number(number % 58n)) + text;
  return `did:key:z${text}`;
}
