import { recalledLife, vehicleLife } from '../../../chaincode/src/vehicle/life';
import { governs, person, type Row, staffOf } from '../governs';

const ANY = 'manufactured registered stolen salvage rebuilt exported destroyed';
/** Neither stolen, nor exported, nor destroyed. */
const THERE = 'manufactured registered salvage rebuilt';
/** With a title that somebody holds. */
const HELD = 'registered salvage rebuilt';

const VEHICLE: Readonly<Record<string, Row>> = {
  sell: ['maker', 'manufactured', '='],
  register: ['registrar', 'manufactured registered rebuilt', 'registered'],
  offerTitle: ['holder', HELD, '='],
  acceptTitle: ['buyer', HELD, '='],
  agreeToOffer: ['holder', HELD, '='],
  withdrawOffer: ['seller buyer registrar', ANY, '='],
  passTitle: ['registrar', HELD, '='],
  transferTitle: ['registrar', `${HELD} stolen`, '='],
  placeLien: ['lender', 'manufactured registered rebuilt', '='],
  agreeToLien: ['holder', 'manufactured registered rebuilt', '='],
  consentToLien: ['lienholder', ANY, '='],
  releaseLien: ['lienholder', ANY, '='],
  noticeRepossession: ['lienholder', HELD, '='],
  repossess: ['lienholder', HELD, '='],
  brandTitle: ['registrar insurer manufacturer', ANY, '= salvage'],
  certifyRebuilt: ['registrar', 'salvage', 'rebuilt'],
  reportTheft: ['registrar insurer', THERE, 'stolen'],
  reportRecovery: ['registrar insurer', 'stolen', THERE],
  exportVehicle: ['registrar', THERE, 'exported'],
  handInCertificate: ['workshop', THERE, '='],
  refuseCertificate: ['registrar', ANY, '='],
  confirmDestruction: ['registrar', THERE, 'destroyed'],
};

// Who is a lender or a manufacturer by role alone plays that side of every vehicle; none of them is a named
// side of this one.
governs(vehicleLife, 'status', VEHICLE, {
  record: {
    status: '',
    vin: '1M8GDM9AXKP042788',
    owner: 'registry/owner',
    offer: { from: 'registry/seller', to: 'registry/buyer' },
    liens: [{ holder: 'fund' }],
  },
  sides: {
    holder: person('registry/owner'),
    seller: person('registry/seller'),
    buyer: person('registry/buyer'),
    lienholder: staffOf('fund', 'auditor'),
    registrar: person('registry/registrar', 'registrar'),
    insurer: staffOf('insurer', 'insurer'),
    manufacturer: staffOf('manufacturer', 'manufacturer'),
    workshop: person('registry/workshop', 'workshop'),
    lender: staffOf('lender', 'lender'),
  },
  stranger: person('registry/stranger', 'dealer'),
});

test('the maker sells what it built, and a lender that has repossessed the vehicle offers its title', () => {
  const { maker, holder } = vehicleLife.table.sides as unknown as Record<
    string,
    (vehicle: object) => unknown
  >;
  expect(maker?.({ manufacturer: 'manufacturer' })).toBe('manufacturer');
  const taken = {
    owner: 'registry/owner',
    repossession: { holder: 'lender', takenAt: '2026-03-02T09:00:00.000Z' },
  };
  expect(holder?.(taken)).toBe('lender');
  expect(holder?.({ ...taken, repossession: { holder: 'lender' } })).toBe('registry/owner');
});

test('of several, each is an owner, and each is a buyer', () => {
  const { holder, buyer } = vehicleLife.table.sides as unknown as Record<
    string,
    (vehicle: object) => unknown
  >;
  const shared = { holders: [{ holder: 'registry/a' }, { holder: 'fleet' }] };
  expect(holder?.({ owner: 'registry/a', shared })).toEqual(['registry/a', 'fleet']);
  expect(buyer?.({ offer: { to: 'registry/a', shared } })).toEqual(['registry/a', 'fleet']);
});

test('what is exported or destroyed stays so', () => {
  const leaving = Object.values(vehicleLife.steps).filter(
    ({ to }) => to !== '=' && !([to].flat() as string[]).includes('='),
  );
  for (const { from } of leaving) expect(from).not.toEqual(expect.arrayContaining(['exported']));
  for (const { from } of leaving) expect(from).not.toEqual(expect.arrayContaining(['destroyed']));
});

test('a title that nobody holds is not offered, and one that is not offered has no buyer: who tries is told so', () => {
  const sides = vehicleLife.table.sides as unknown as Record<
    string,
    (vehicle: object) => { why?: { code: string } }
  >;
  const born = { vin: '1M8GDM9AXKP042788' };
  expect(['holder', 'buyer', 'seller'].map((side) => sides[side]?.(born).why?.code)).toEqual([
    'TITLE_UNHELD',
    'OFFER_UNKNOWN',
    'OFFER_UNKNOWN',
  ]);
});

// Whose campaign it is stands in the campaign, not in the recall of one vehicle: a rule asks further.
governs(
  recalledLife,
  (status) => (status === 'open' ? { completedAt: undefined } : { completedAt: '2026-03-02T09:00:00.000Z' }),
  {
    completeRecall: ['workshop dealer manufacturer', 'open', 'completed'],
    reopenRecall: ['announcer', 'completed', 'open'],
  },
  {
    record: { vin: '1M8GDM9AXKP042788', campaign: '26V001000' },
    sides: {
      workshop: person('registry/workshop', 'workshop'),
      dealer: person('manufacturer/dealer', 'dealer'),
      manufacturer: staffOf('manufacturer', 'manufacturer'),
      announcer: staffOf('maker', 'lender'),
    },
    open: ['announcer'],
    stranger: person('registry/stranger', 'owner'),
  },
);
