import fc from 'fast-check';
import { ContractError } from '../../../chaincode/src/kit/errors';
import type { EpcisEvent } from '../../../chaincode/src/part/epcis/event';
import * as y from './yard';

const { epc, box, pallet, car } = y;
const [A, B, C] = [epc('A'), epc('B'), epc('C')] as const;
const maker = 'manufacturer/bolts';
const dealer = 'lender/dealer';
const garage = 'insurer/garage';
const here = 'https://id.gs1.org/417/4012345000009';
const there = 'https://id.gs1.org/417/4000001000005';

const yardWith = (...history: [string, EpcisEvent, string?][]) => {
  const yard = y.openFleet();
  for (const [by, event, to] of history) yard.capture(by, event, to);
  return yard;
};

describe('a part', () => {
  test.each<[string, [string, EpcisEvent, string?][], string, string]>([
    ['commissioned is with its maker', [[maker, y.commission(A)]], 'active', maker],
    [
      'shipped is under way',
      [
        [maker, y.commission(A)],
        [maker, y.ship(A)],
      ],
      'in_transit',
      maker,
    ],
    [
      'whose shipping was void is back',
      [
        [maker, y.commission(A)],
        [maker, y.ship(A)],
        [maker, y.voidShipping(A)],
      ],
      'active',
      maker,
    ],
    [
      'received is with the receiver',
      [
        [maker, y.commission(A)],
        [maker, y.ship(A)],
        [dealer, y.receive(A)],
      ],
      'active',
      dealer,
    ],
    [
      'packed is with its box',
      [
        [maker, y.commission(A)],
        [maker, y.pack(box, A)],
      ],
      'packed',
      maker,
    ],
    [
      'unpacked is out',
      [
        [maker, y.commission(A)],
        [maker, y.pack(box, A)],
        [maker, y.unpack(box, A)],
      ],
      'active',
      maker,
    ],
    [
      'of an emptied box is out',
      [
        [maker, y.commission(A)],
        [maker, y.pack(box, A)],
        [maker, y.unpack(box)],
      ],
      'active',
      maker,
    ],
    [
      'fitted sits in the car',
      [
        [maker, y.commission(A)],
        [maker, y.fit(car, A)],
      ],
      'fitted',
      maker,
    ],
    [
      'removed is with who removed it',
      [
        [maker, y.commission(A)],
        [maker, y.fit(car, A)],
        [garage, y.remove(car, A)],
      ],
      'removed',
      garage,
    ],
    [
      'removed may be fitted again, and is with who holds the car',
      [
        [maker, y.commission(A)],
        [maker, y.fit(car, A)],
        [garage, y.remove(car, A)],
        [garage, y.fit(car, A)],
      ],
      'fitted',
      maker,
    ],
    [
      'transformed is used up',
      [
        [maker, y.commission(A)],
        [maker, y.transform([A], [B])],
      ],
      'consumed',
      maker,
    ],
    [
      'decommissioned has ended',
      [
        [maker, y.commission(A)],
        [maker, y.decommission(A)],
      ],
      'decommissioned',
      maker,
    ],
    [
      'decommissioned may still be destroyed',
      [
        [maker, y.commission(A)],
        [maker, y.decommission(A)],
        [maker, y.destroy(A)],
      ],
      'destroyed',
      maker,
    ],
    [
      'seen before it was commissioned becomes active',
      [
        [maker, y.inspect(A)],
        [maker, y.commission(A)],
      ],
      'active',
      maker,
    ],
  ])('%s', (_, history, status, holder) => {
    const yard = yardWith(...history);
    expect([yard.status(A), yard.holder(A)]).toEqual([status, holder]);
  });

  test('in a box on a pallet travels with the pallet', () => {
    const yard = yardWith(
      [maker, y.commission(A)],
      [maker, y.pack(box, A)],
      [maker, y.pack(pallet, box)],
      [maker, y.ship(pallet)],
    );
    expect([yard.status(A), yard.holder(A)]).toEqual(['packed', maker]);
    yard.capture(dealer, y.receive(pallet));
    expect(yard.holder(A)).toBe(dealer);
    expect(yard.capture(dealer, y.unpack(pallet, box))).toEqual([]);
    expect(yard.capture(dealer, y.unpack(box, A))).toEqual([]);
    expect([yard.status(A), yard.holder(A), yard.flags(A)]).toEqual(['active', dealer, []]);
  });

  test('of a dismantled car is with who took everything out', () => {
    const yard = yardWith([maker, y.commission(A, B)], [maker, y.fit(car, A, B)], [garage, y.remove(car)]);
    expect([yard.status(A), yard.holder(B)]).toEqual(['removed', garage]);
  });

  test('keeps its persistent dispositions until they are unset', () => {
    const yard = yardWith([maker, y.commission(A)], [maker, y.mark(['recalled', 'damaged'], A)]);
    expect(yard.part(A).state.dispositions).toEqual(['damaged', 'recalled']);
    yard.capture(maker, y.unmark(['damaged', 'recalled'], A));
    expect(yard.part(A).state.dispositions).toBeUndefined();
  });

  test('is recalled by its maker wherever it is, and by no stranger', () => {
    const yard = yardWith([maker, y.commission(A)], [maker, y.ship(A)], [dealer, y.receive(A)]);
    expect(yard.capture(maker, y.mark(['recalled'], A))).toEqual([]);
    yard.capture(garage, y.unmark(['recalled'], A));
    expect(yard.part(A).state.dispositions).toEqual(['recalled']);
  });
});

describe('a sign', () => {
  test.each<[string, [string, EpcisEvent, string?][], string[]]>([
    ['never_commissioned', [[dealer, y.inspect(A)]], ['never_commissioned']],
    ['never_commissioned, when mounted unknown', [[garage, y.fit(car, A)]], ['never_commissioned']],
    [
      'commissioned_twice',
      [
        [maker, y.commission(A)],
        [dealer, y.commission(A)],
      ],
      ['commissioned_twice'],
    ],
    [
      'commissioned_twice and reappeared',
      [
        [maker, y.commission(A)],
        [maker, y.decommission(A)],
        [dealer, y.commission(A)],
      ],
      ['commissioned_twice', 'reappeared'],
    ],
    [
      'reappeared after decommissioning',
      [
        [maker, y.commission(A)],
        [maker, y.decommission(A)],
        [dealer, y.inspect(A)],
      ],
      ['reappeared'],
    ],
    [
      'reappeared after destruction',
      [
        [maker, y.commission(A)],
        [maker, y.destroy(A)],
        [garage, y.fit(car, A)],
      ],
      ['reappeared'],
    ],
    [
      'reappeared after transformation',
      [
        [maker, y.commission(A)],
        [maker, y.transform([A], [B])],
        [dealer, y.receive(A)],
      ],
      ['reappeared'],
    ],
    [
      'seen_elsewhere',
      [
        [maker, y.commission(A)],
        [dealer, y.inspect(A)],
      ],
      ['seen_elsewhere'],
    ],
    [
      'custody_break, received without shipping',
      [
        [maker, y.commission(A)],
        [dealer, y.receive(A)],
      ],
      ['custody_break'],
    ],
    [
      'custody_break, received by another than named',
      [
        [maker, y.commission(A)],
        [maker, y.ship(A), dealer],
        [garage, y.receive(A)],
      ],
      ['custody_break'],
    ],
    [
      'custody_break, received for another party',
      [
        [maker, y.commission(A)],
        [maker, y.shipTo(there, A)],
        [garage, y.receiveAt(here, A)],
      ],
      ['custody_break'],
    ],
    [
      'custody_break, mounted by who did not receive it',
      [
        [maker, y.commission(A)],
        [garage, y.fit(car, A)],
      ],
      ['custody_break'],
    ],
    [
      'two_parents',
      [
        [maker, y.commission(A)],
        [maker, y.fit(car, A)],
        [garage, y.fit(epc('OTHER'), A)],
      ],
      ['two_parents'],
    ],
    [
      'two_parents, removed from another car',
      [
        [maker, y.commission(A)],
        [maker, y.fit(car, A)],
        [garage, y.remove(epc('OTHER'), A)],
      ],
      ['two_parents'],
    ],
    [
      'none when shipped and received as named',
      [
        [maker, y.commission(A)],
        [maker, y.shipTo(there, A), dealer],
        [dealer, y.receiveAt(there, A)],
      ],
      [],
    ],
    [
      'none when mounted by whom it was shipped to',
      [
        [maker, y.commission(A)],
        [maker, y.ship(A), garage],
        [garage, y.fit(car, A)],
      ],
      [],
    ],
    [
      'none when a carrier scans what travels',
      [
        [maker, y.commission(A)],
        [maker, y.ship(A)],
        ['lender/carrier', y.inspect(A)],
      ],
      [],
    ],
    [
      'none when a workshop inspects what is fitted',
      [
        [maker, y.commission(A)],
        [maker, y.fit(car, A)],
        [garage, y.inspect(A)],
      ],
      [],
    ],
    [
      'none when the same mounting is told twice',
      [
        [maker, y.commission(A)],
        [maker, y.fit(car, A)],
        [maker, y.fit(car, A)],
      ],
      [],
    ],
  ])('%s', (_, history, flags) => {
    expect(yardWith(...history).flags(A)).toEqual(flags);
  });

  test('is kept once, with the event that showed it first', () => {
    const first = y.inspect(A);
    const yard = yardWith([maker, y.commission(A)], [dealer, first]);
    const [kept] = yard.part(A).flags;
    expect(yard.capture(dealer, y.inspect(A))).toEqual([]);
    expect(yard.part(A).flags).toEqual([kept]);
  });

  test('of a stranger does not move the part', () => {
    const yard = yardWith([maker, y.commission(A)], [dealer, y.inspect(A)], [dealer, y.commission(A)]);
    expect([yard.status(A), yard.holder(A)]).toEqual(['active', maker]);
  });
});

describe('is refused with', () => {
  test.each<[string, [string, EpcisEvent, string?][], [string, EpcisEvent, string?]]>([
    ['HAND_OVER_NEEDS_SHIPPING', [], [maker, y.inspect(A), dealer]],
    ['PARENT_IN_ITSELF', [[maker, y.commission(A)]], [maker, y.pack(A, A)]],
    [
      'PARENT_IN_ITSELF',
      [
        [maker, y.commission(A)],
        [maker, y.pack(box, A)],
        [maker, y.pack(pallet, box)],
      ],
      [maker, y.pack(A, pallet)],
    ],
    ['NOT_IN_CUSTODY', [[maker, y.commission(A)]], [dealer, y.ship(A)]],
    ['NOT_IN_CUSTODY', [[maker, y.commission(A)]], [dealer, y.pack(box, A)]],
    [
      'NOT_IN_CUSTODY',
      [
        [maker, y.commission(A)],
        [maker, y.pack(box, A)],
      ],
      [dealer, y.unpack(box, A)],
    ],
    [
      'NOT_IN_CUSTODY',
      [
        [maker, y.commission(A)],
        [maker, y.pack(box, A)],
        [maker, y.ship(box)],
      ],
      [dealer, y.unpack(box)],
    ],
    ['NOT_IN_CUSTODY', [[maker, y.commission(A)]], [dealer, y.decommission(A)]],
    ['NOT_IN_CUSTODY', [[maker, y.commission(A)]], [dealer, y.destroy(A)]],
    ['NOT_IN_CUSTODY', [[maker, y.commission(A)]], [dealer, y.transform([A], [B])]],
    [
      'WRONG_STATUS',
      [
        [maker, y.commission(A)],
        [maker, y.ship(A)],
      ],
      [maker, y.decommission(A)],
    ],
    [
      'WRONG_STATUS',
      [
        [maker, y.commission(A)],
        [maker, y.ship(A)],
      ],
      [maker, y.pack(box, A)],
    ],
  ])('%s', (code, history, [by, event, to]) => {
    const yard = yardWith(...history);
    let found = 'nothing';
    try {
      yard.capture(by, event, to);
    } catch (error) {
      found = error instanceof ContractError ? error.code : String(error);
    }
    expect(found).toBe(code);
  });
});

describe('an event that did not occur', () => {
  test('gives the part back the state that it had', async () => {
    const yard = yardWith([maker, y.commission(A)]);
    const before = yard.part(A).state;
    const shipped = y.ship(A);
    yard.capture(maker, shipped);
    await yard.declareFalse(shipped);
    expect([yard.part(A).state, yard.flags(A)]).toEqual([before, []]);
  });

  test('makes a commissioning void, and the number free again', async () => {
    const made = y.commission(A);
    const yard = yardWith([maker, made]);
    await yard.declareFalse(made);
    expect(yard.status(A)).toBe('withdrawn');
    expect(yard.capture(dealer, y.commission(A))).toEqual([]);
    expect([yard.status(A), yard.holder(A)]).toEqual(['active', dealer]);
  });

  test('takes the signs back that it had shown', async () => {
    const sighting = y.inspect(A);
    const yard = yardWith([maker, y.commission(A)], [dealer, sighting]);
    await yard.declareFalse(sighting);
    expect(yard.flags(A)).toEqual([]);
  });

  test('leaves a dispute where later events built on it', async () => {
    const shipped = y.ship(A);
    const yard = yardWith([maker, y.commission(A)], [maker, shipped], [dealer, y.receive(A)]);
    await yard.declareFalse(shipped);
    expect([yard.status(A), yard.holder(A), yard.flags(A)]).toEqual(['active', dealer, ['disputed']]);
  });

  test('taken back in order restores all of a story', async () => {
    const steps = [y.pack(box, A), y.ship(box), y.unpack(box, A)] as const;
    const yard = yardWith([maker, y.commission(A)]);
    const before = yard.part(A).state;
    yard.capture(maker, steps[0]);
    await yard.declareFalse(steps[0]);
    expect(yard.part(A).state).toEqual(before);
  });
});

test('whatever happens, a part has one holder and each sign at most once', () => {
  const parties = fc.constantFrom(maker, dealer, garage);
  const thing = fc.constantFrom(A, B, C);
  const happening = fc.oneof(
    fc
      .tuple(
        parties,
        thing,
        fc.constantFrom(
          y.commission,
          y.inspect,
          y.ship,
          y.receive,
          y.voidShipping,
          y.decommission,
          y.destroy,
        ),
      )
      .map(([by, what, make]) => [by, make(what)] as const),
    fc
      .tuple(parties, fc.constantFrom(box, car), thing, fc.constantFrom(y.pack, y.unpack, y.fit, y.remove))
      .map(([by, parent, what, make]) => [by, make(parent, what)] as const),
    fc
      .tuple(parties, thing, thing)
      .map(([by, input, output]) => [by, y.transform([input], [output])] as const),
  );
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 25 }), (happenings) => {
      const yard = y.openFleet();
      const ended = new Set<string>();
      for (const [by, event] of happenings) {
        try {
          yard.capture(by, event);
        } catch (error) {
          if (!(error instanceof ContractError)) throw error;
        }
        for (const id of [A, B, C]) {
          try {
            const flags = yard.flags(id);
            expect(new Set(flags).size).toBe(flags.length);
            expect(yard.holder(id)).toMatch(/^(manufacturer|lender|insurer)\//);
            if (ended.has(id)) expect(['consumed', 'decommissioned', 'destroyed']).toContain(yard.status(id));
            if (['consumed', 'decommissioned', 'destroyed'].includes(yard.status(id))) ended.add(id);
          } catch (error) {
            if (!String(error).includes('in the yard')) throw error;
          }
        }
      }
    }),
    { numRuns: 300 },
  );
});
