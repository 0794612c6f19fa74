import { digestOf } from '../../../../chaincode/src/part/epcis/hash';
import type { EpcisEvent } from '../../../../chaincode/src/part/epcis/event';
import * as y from '../yard';
import { all, captured, carOf, lotOf, people } from './people';

const { epc } = y;
const [A, B, M] = [epc('A'), epc('B'), epc('M')] as const;
const [STEEL, OIL] = [lotOf('STEEL'), lotOf('OIL')] as const;
const car = carOf(1);
const by = 'manufacturer/bolts';
const at = '2026-03-02T08:00:00.000Z';

const made = y.commission(A);
const fitted = y.fitLots(car, [y.some(OIL, 5, 'LTR')], A);
const seen = y.inspect(car);
const melted = y.happened({
  type: 'TransformationEvent',
  inputQuantityList: [y.some(STEEL)],
  outputEPCList: [M],
});
const [E0, E1, E2, E3] = [made, fitted, seen, melted].map((event) => digestOf(event, {})) as [
  string,
  string,
  string,
  string,
];

/** What ledgers held before uses of things had keys of their own: written out as it stood. */
const event = (told: EpcisEvent, touches: object[]) => {
  const hash = digestOf(told, {});
  const eventAt = told.eventTime.replace('+00:00', 'Z');
  const record = {
    at,
    by,
    hash,
    type: told.type,
    namespaces: {},
    eventAt,
    event: JSON.stringify(told),
    touches,
  };
  return ['epcis-event', [hash], record] as const;
};
const active = { custodian: by, maker: by, madeBy: E0, setBy: E0, status: 'active' };
const inCar = {
  custodian: by,
  maker: by,
  madeBy: E0,
  setBy: E1,
  status: 'fitted',
  parent: { id: car, generation: 0 },
};
const part = (id: string, state: object, lastEvent: string, events: number) =>
  ['part', [id], { epc: id, events, flags: [], generation: 0, lastEvent, state }] as const;
const use = (lot: string, hash: string, as: string) =>
  ['lot-use', [lot, hash, as], { lot, hash, as }] as const;
const RECORDS = [
  event(made, [{ epc: A, changed: true }]),
  event(fitted, [
    { epc: A, changed: true, previous: E0, before: active },
    { epc: car, changed: true },
  ]),
  event(seen, [{ epc: car, changed: false, previous: E1 }]),
  event(melted, [{ epc: M, changed: true }]),
  part(A, inCar, E1, 2),
  part(car, { custodian: by, setBy: E1, status: 'active' }, E2, 2),
  part(M, { custodian: by, maker: by, madeBy: E3, setBy: E3, status: 'active' }, E3, 1),
  use(OIL, E1, 'child'),
  use(STEEL, E3, 'input'),
];

const founded = async () => {
  const world = await people();
  for (const [kind, id, record] of RECORDS)
    world.ledger.world.state.set(`\u0000${kind}\u0000${id.map((one) => `${one}\u0000`).join('')}`, {
      value: Buffer.from(JSON.stringify({ kind, v: 1, made: '0'.repeat(64), updatedAt: at, record })),
      version: '1.0',
    });
  return world;
};

describe('a ledger of the version before', () => {
  test('is traced in both directions', async () => {
    const { auditor } = await founded();
    expect((await all(auditor, 'whereFrom', car)).toSorted()).toEqual([OIL, A].toSorted());
    expect(await all(auditor, 'whereFrom', M)).toEqual([STEEL]);
    expect(await all(auditor, 'whereUsed', A)).toEqual([car]);
    expect(await all(auditor, 'whereUsed', OIL)).toEqual([car]);
    expect(await all(auditor, 'whereUsed', STEEL)).toEqual([M]);
    expect(await auditor.on.part.countAffected({ ids: [A, STEEL] })).toMatchObject({
      reached: 4,
      outermost: 2,
    });
  });

  test('is read as it was, and the same event exists', async () => {
    const { maker, auditor } = await founded();
    expect(await auditor.on.part.read({ epc: A })).toMatchObject({ events: 2, state: inCar });
    expect((await auditor.on.part.listEvents({ epc: car })).items.map((one) => one.event)).toMatchObject([
      seen,
      fitted,
    ]);
    expect((await maker.on.part.capture({ event: fitted })).recorded).toBe('exists');
  });

  test('goes on: more goes in, some comes out, some is made', async () => {
    const { maker, auditor } = await founded();
    await captured(maker, y.commission(B), y.fitLots(car, [y.some(STEEL)], B), y.transform([M], [epc('O')]));
    expect((await all(auditor, 'whereFrom', car)).toSorted()).toEqual([OIL, STEEL, A, B].toSorted());
    await captured(maker, y.remove(car, A), y.removeLots(car, [y.some(STEEL)]));
    expect((await all(auditor, 'whereFrom', car)).toSorted()).toEqual([OIL, B].toSorted());
    expect(await all(auditor, 'whereUsed', STEEL)).toEqual([M, epc('O')]);
    await captured(maker, y.fit(carOf(2), A));
    expect(await all(auditor, 'whereUsed', A)).toEqual([carOf(2)]);
  });

  test('of many parts in one car is traced by pages', async () => {
    const world = await founded();
    const { maker, auditor } = world;
    await captured(maker, ...Array.from({ length: 220 }, () => y.inspect(car)));
    expect((await all(auditor, 'whereFrom', car, 1)).toSorted()).toEqual([OIL, A].toSorted());
  });

  test('takes back what did not occur', async () => {
    const { maker, auditor } = await founded();
    await captured(maker, y.declared(fitted, 'did_not_occur'), y.declared(melted, 'did_not_occur'));
    expect(await auditor.on.part.read({ epc: A })).toMatchObject({ state: active, flags: [] });
    for (const id of [A, OIL, STEEL]) expect(await all(auditor, 'whereUsed', id)).toEqual([]);
    expect(await all(auditor, 'whereFrom', car)).toEqual([]);
  });

  test('whose car is emptied lets go of what was in it', async () => {
    const { maker, dealer, auditor } = await founded();
    await captured(dealer, y.remove(car));
    expect((await auditor.on.part.read({ epc: A })).state).toMatchObject({
      status: 'removed',
      custodian: 'lender/dealer',
    });
    expect(await all(auditor, 'whereUsed', A)).toEqual([]);
    await captured(maker, y.inspect(A));
    expect((await auditor.on.part.read({ epc: A })).state.status).toBe('removed');
  });
});
