import { openWorld, type Someone } from '@roadbook/ledger';
import type { EpcisEvent } from '../../../../chaincode/src/part/epcis/event';
import * as y from '../yard';
import { captured, carOf, lotOf } from './people';

const { epc } = y;
const VINS = ['WP0ZZZ99ZTS392124', 'WP0ZZZ99ZTS392125', 'WP0ZZZ99ZTS392126'] as const;
const KIND = 'urn:epc:idpat:sgtin:4012345.011111.*';
const LOT_NUMBER = 'cbvmda:lotNumber';

const code = (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'taken',
    (error: { code: string }) => error.code,
  );

async function works(options: Parameters<typeof openWorld>[0] = { batched: true }) {
  const world = await openWorld(options);
  const cast = {
    maker: await world.be('manufacturer/bolts', 'supplier'),
    plant: await world.be('manufacturer/plant', 'manufacturer'),
    garage: await world.be('insurer/garage', 'workshop'),
    registrar: await world.be('registry/registrar', 'registrar'),
    auditor: await world.be('registry/audit', 'auditor'),
    owner: await world.be('registry/owner', 'owner'),
  };
  for (const [wmi, manufacturer] of [
    ['WP0', 'manufacturer'],
    ['1M8', 'manufacturer'],
  ] as const)
    await cast.registrar.on.vehicle.registerWmi({ wmi, manufacturer, name: 'Works AG' });
  return { ...world, ...cast };
}

const birth = (vin: string, more: object = {}) => ({
  vin,
  model: { id: 'P9', name: 'Nine' },
  builtOn: '2026-01-10',
  plant: { id: '4711' },
  ...more,
});

const commissioned = (serials: string[], ilmd?: object, at = '2026-01-05T10:00:00.000+01:00'): EpcisEvent =>
  y.happened({
    ...{ type: 'ObjectEvent', action: 'ADD', bizStep: 'commissioning', epcList: serials.map(epc) },
    ...{ eventTime: at, eventTimeZoneOffset: '+01:00', ...(ilmd && { ilmd }) },
  });

type Making = Parameters<Someone['on']['part']['listMade']>[0]['making'];

async function made(who: Someone, making: Making, size?: number): Promise<string[]> {
  const found: string[] = [];
  for (let after: string | undefined; ; ) {
    const page = await who.on.part.listMade({ making, ...(size && { size }), ...(after && { after }) });
    found.push(...page.items.flatMap(({ things }) => things));
    if (page.next === undefined) return found;
    after = page.next;
  }
}

async function affected(who: Someone, making: Making, size?: number) {
  const [ids, vins] = [new Set<string>(), new Set<string>()];
  let things = 0;
  for (let after: string | undefined; ; ) {
    const page = await who.on.part.listAffected({ making, ...(size && { size }), ...(after && { after }) });
    for (const { id } of page.items) ids.add(id);
    for (const vin of page.vins) vins.add(vin);
    things += page.things;
    if (page.next === undefined) return { ids: [...ids].toSorted(), vins: [...vins].toSorted(), things };
    after = page.next;
  }
}

describe.each([true, false])('T18: a recall by what people know, with batched messages: %s', (batched) => {
  const opened = () => works({ batched });

  test('whereUsed ends at the vehicle with its VIN where its birth certificate names the EPC, however it is spelled', async () => {
    const { maker, plant, auditor, owner } = await opened();
    await plant.on.vehicle.certifyBirth(birth(VINS[0], { epc: 'urn:epc:id:giai:4012345.WVWZZZ1KZAW000001' }));
    await plant.on.vehicle.certifyBirth(birth(VINS[1]));
    await captured(maker, commissioned(['A', 'B']));
    await captured(maker, y.ship(epc('A'), epc('B')));
    await captured(
      plant,
      y.receive(epc('A'), epc('B')),
      y.transform([epc('A')], [epc('M')]),
      y.fit(carOf(1), epc('M')),
      y.fit(carOf(2), epc('B')),
    );
    const { links } = await owner.on.part.whereUsed({ id: epc('A') });
    expect(links.map(({ id, vin }) => [id, vin])).toEqual([
      [epc('M'), undefined],
      [carOf(1), VINS[0]],
    ]);
    const other = await auditor.on.part.whereUsed({ id: epc('B') });
    expect(other.links.map(({ id, vin }) => [id, vin])).toEqual([[carOf(2), undefined]]);
    expect(await auditor.on.part.countAffected({ ids: [epc('A'), epc('B')] })).toEqual({
      ...{ reached: 5, outermost: 2, vehicles: 1, truncated: false },
    });
    const found = await owner.on.vehicle.listByEpc({ epc: carOf(1) });
    expect(found.items.map(({ vin }) => vin)).toEqual([VINS[0]]);
  });

  test('a vehicle is told with its VIN also on a trailer, and whose certificate came first makes no answer smaller', async () => {
    const { maker, plant, auditor } = await opened();
    await plant.on.vehicle.certifyBirth(birth('1M8GDM9AXKP042788', { epc: carOf(1) }));
    await plant.on.vehicle.certifyBirth(birth(VINS[0], { epc: carOf(1) }));
    await captured(maker, commissioned(['A']));
    await captured(plant, y.fit(carOf(1), epc('A')), y.pack(y.box, carOf(1)));
    const { links } = await auditor.on.part.whereUsed({ id: epc('A') });
    expect(links.map(({ id, vins }) => [id, vins?.toSorted()])).toEqual([
      [carOf(1), ['1M8GDM9AXKP042788', VINS[0]]],
      [y.box, undefined],
    ]);
    const { vins } = await affected(auditor, { class: KIND });
    expect(vins).toEqual(['1M8GDM9AXKP042788', VINS[0]]);
  });

  test('by lot in the master data of the instances, in any spelling of the field', async () => {
    const { maker, plant, auditor } = await opened();
    await plant.on.vehicle.certifyBirth(birth(VINS[0], { epc: carOf(1) }));
    await captured(
      maker,
      commissioned(['A', 'B'], { [LOT_NUMBER]: 'L7' }),
      commissioned(['C'], { [LOT_NUMBER]: 'L8' }),
      commissioned(['D'], { [LOT_NUMBER]: ['L7', 'L9'] }),
      y.fit(carOf(1), epc('A'), epc('C')),
    );
    for (const name of [LOT_NUMBER, 'urn:epcglobal:cbv:mda:lotNumber', 'urn:epcglobal:cbv:mda#lotNumber'])
      expect((await made(auditor, { ilmd: { name, value: 'L7' } })).toSorted()).toEqual(
        ['A', 'B', 'D'].map(epc),
      );
    expect(await affected(auditor, { ilmd: { name: LOT_NUMBER, value: 'L7' } })).toEqual({
      ...{ ids: [epc('B'), epc('D'), carOf(1)].toSorted(), vins: [VINS[0]], things: 3 },
    });
    expect(await made(auditor, { ilmd: { name: LOT_NUMBER, value: '7' } })).toEqual([]);
  });

  test('by a lot that stands before the serial in a link, or in a quantity list', async () => {
    const { maker, auditor } = await opened();
    const event = y.happened({
      ...{ type: 'ObjectEvent', action: 'ADD', bizStep: 'commissioning' },
      epcList: [
        'https://bolts.example/01/04012345111118/10/L7/21/A',
        'https://bolts.example/gtin/04012345111118/lot/L8/ser/B',
      ],
      quantityList: [y.some(lotOf('STEEL'), 10)],
    });
    await captured(maker, event);
    expect(await made(auditor, { class: 'urn:epc:class:lgtin:4012345.011111.L7' })).toContain(epc('A'));
    expect(await made(auditor, { class: lotOf('STEEL') })).toEqual([lotOf('STEEL')]);
    expect(await made(auditor, { class: lotOf('TIN') })).toEqual([]);
  });

  test('by a range of serial numbers, page by page, zeros before a number included', async () => {
    const { maker, auditor } = await opened();
    const serials = ['AB998', 'AB0999', 'AB1000', 'AB1500', 'AB1999', 'AB2000', 'AC1500', 'AB1500X', '1500'];
    for (const serial of serials) await captured(maker, commissioned([serial]));
    const making = { class: KIND, serials: { from: 'AB999', until: 'AB1999' } };
    const expected = ['AB0999', 'AB1000', 'AB1500', 'AB1999'].map(epc);
    for (const size of [1, 2, 100]) expect((await made(auditor, making, size)).toSorted()).toEqual(expected);
    for (const bad of [
      { from: 'AB1', until: 'AC2' },
      { from: 'AB9', until: 'AB1' },
      { from: 'A', until: 'B' },
    ])
      expect(await code(made(auditor, { class: KIND, serials: bad }))).toBe('SERIALS_UNCLEAR');
    expect(await code(made(auditor, { class: epc('AB1500') }))).toBe('CLASS_NEEDED');
    expect(await code(made(auditor, { serials: making.serials }))).toBe('INVALID_REQUEST');
  });

  test('by days of making on the clocks of the place', async () => {
    const { maker, auditor } = await opened();
    await captured(
      maker,
      commissioned(['A'], undefined, '2026-01-05T00:10:00.000+01:00'),
      commissioned(['B'], undefined, '2026-01-05T23:50:00.000+01:00'),
      commissioned(['C'], undefined, '2026-01-06T00:10:00.000+01:00'),
      y.transform([epc('A')], [epc('M')]),
    );
    expect(await made(auditor, { class: KIND, from: '2026-01-05', until: '2026-01-05' })).toEqual(
      ['A', 'B'].map(epc),
    );
    expect((await made(auditor, { class: KIND, from: '2026-01-06' })).toSorted()).toEqual(
      [epc('M'), epc('C')].toSorted(),
    );
  });

  test('what nobody said to have made is not left out: its day and lot are unknown', async () => {
    const { garage, maker, auditor } = await opened();
    await captured(garage, y.fit(epc('ENGINE'), epc('A')));
    await captured(maker, commissioned(['B'], { [LOT_NUMBER]: 'L7' }));
    const making = { class: KIND, from: '2026-01-05', until: '2026-01-05' };
    expect((await made(auditor, making)).toSorted()).toEqual(['A', 'B', 'ENGINE'].map(epc));
    const seen = await auditor.on.part.listMade({ making, after: 'seen ' });
    expect(seen.items).toEqual([{ things: ['A', 'ENGINE'].map(epc), uncommissioned: true }]);
    const lot = { class: KIND, ilmd: { name: LOT_NUMBER, value: 'L7' } };
    expect((await made(auditor, lot)).toSorted()).toEqual(['A', 'B', 'ENGINE'].map(epc));
    await captured(maker, commissioned(['A']));
    expect((await made(auditor, { ...making, from: '2026-02-01', until: '2026-02-01' })).toSorted()).toEqual([
      epc('ENGINE'),
    ]);
  });

  test('what did not occur made nothing, and a stranger’s events make no list smaller', async () => {
    const { maker, garage, auditor } = await opened();
    const wrong = commissioned(['A'], { [LOT_NUMBER]: 'L7' });
    await captured(maker, wrong, commissioned(['B'], { [LOT_NUMBER]: 'L7' }));
    await maker.on.part.capture({ event: y.declared(wrong, 'did_not_occur') });
    await captured(garage, y.inspect(epc('B')), y.fit(carOf(9), epc('B')));
    const lot = { ilmd: { name: LOT_NUMBER, value: 'L7' } };
    expect(await made(auditor, lot)).toEqual([epc('B')]);
    expect((await affected(auditor, lot)).ids).toEqual([carOf(9)]);
  });

  test('what a page cannot follow to its end is refused, never left out: REACHES_TOO_MUCH', async () => {
    const { maker, auditor } = await opened();
    const upTo = Array.from({ length: 66 }, (_, at) => epc(`S${at}`));
    await captured(maker, commissioned(['S0'], { [LOT_NUMBER]: 'L7' }));
    await captured(maker, ...upTo.slice(1).map((made, at) => y.transform([upTo[at] ?? ''], [made])));
    const lot = { ilmd: { name: LOT_NUMBER, value: 'L7' } };
    expect(await code(auditor.on.part.listAffected({ making: lot }))).toBe('REACHES_TOO_MUCH');
  });

  test('the maker lists the vehicles that it built then, there and in that range, and no other sees them so', async () => {
    const { plant, owner } = await opened();
    await plant.on.vehicle.certifyBirth(birth(VINS[0]));
    await plant.on.vehicle.certifyBirth(birth(VINS[1], { builtOn: '2026-01-11' }));
    await plant.on.vehicle.certifyBirth(birth(VINS[2], { builtOn: '2026-01-12', plant: { id: '4712' } }));
    const vins = async (asked: object) =>
      (await plant.on.vehicle.listBuilt(asked)).items.map(({ vin }) => vin);
    expect(await vins({ from: '2026-01-11', until: '2026-01-12' })).toEqual([VINS[1], VINS[2]]);
    expect(await vins({ numbers: { from: '392124', until: '392125' } })).toEqual([VINS[0], VINS[1]]);
    expect(await vins({ plant: '4712', model: 'P9' })).toEqual([VINS[2]]);
    expect(await code(owner.on.vehicle.listBuilt({}))).toBe('NOT_ALLOWED');
  });

  test('what a ledger kept from before is found again when its keys are written anew', async () => {
    const { maker, plant, auditor, owner, ledger } = await opened();
    await plant.on.vehicle.certifyBirth(birth(VINS[0], { epc: carOf(1) }));
    await captured(maker, commissioned(['A'], { [LOT_NUMBER]: 'L7' }), y.fit(carOf(1), epc('A')));
    const [first] = (await auditor.on.part.listEvents({ epc: epc('A') })).items.slice(-1);
    for (const key of [...ledger.world.state.keys()])
      if (/epcis-event~(?:made|ilmd)|birth~|named-thing/.test(key)) ledger.world.state.delete(key);
    for (const [key, held] of ledger.world.state)
      if (/^\u0000(?:epcis-event|birth)\u0000/.test(key))
        ledger.world.state.set(key, {
          ...held,
          value: Buffer.from(
            Buffer.from(held.value)
              .toString()
              .replace(/"v":[23]/, '"v":1'),
          ),
        });
    const lot = { ilmd: { name: LOT_NUMBER, value: 'L7' } };
    expect(await made(auditor, lot)).toEqual([]);
    await maker.on.part.findAgain({ eventIds: [first?.eventId ?? ''] });
    await plant.on.vehicle.findBirths({ vins: [VINS[0]] });
    expect(await affected(auditor, lot)).toEqual({ ids: [carOf(1)], vins: [VINS[0]], things: 1 });
    expect(await code(owner.on.part.findAgain({ eventIds: [first?.eventId ?? ''] }))).toBe('NOT_ALLOWED');
  });
});
