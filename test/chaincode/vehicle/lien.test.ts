import fc from 'fast-check';
import { of } from '../../../chaincode/src/kit/value/money';
import { addBrand, isWrecked, rebuild, standingBrands } from '../../../chaincode/src/vehicle/rules/brand';
import {
  consentToLien,
  endRepossession,
  noticeRepossession,
  openLiens,
  placeLien,
  releaseLien,
  repossess,
} from '../../../chaincode/src/vehicle/rules/lien';
import type { Vehicle } from '../../../chaincode/src/vehicle/records/vehicle';
import { acceptTitle, offerTitle, passTitle } from '../../../chaincode/src/vehicle/rules/title';
import { recover, reportTheft } from '../../../chaincode/src/vehicle/rules/theft';
import { VIN } from './cast';

const at = '2026-02-01T10:00:00.000Z';
const later = '2026-03-01T10:00:00.000Z';
const vehicle: Vehicle = {
  vin: VIN,
  status: 'registered',
  recordedAt: at,
  owner: 'registry/owner',
  ownerSince: at,
  owners: 1,
  titleId: 'R-1',
  liens: [],
  lienConsents: [],
  brands: [],
};
const lien = (no: number, holder = 'lender') => ({
  lienId: `L-${no}`,
  holder,
  loanId: `LOAN-${no}`,
  amount: of(1_000_00n, 'EUR'),
  at,
});
const code = (act: () => unknown): string => {
  try {
    act();
    return 'nothing';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

test('a lien is placed, and placed again without effect', () => {
  const secured = placeLien(vehicle, lien(1));
  expect(secured.liens).toEqual([
    {
      lienId: 'L-1',
      holder: 'lender',
      loanId: 'LOAN-1',
      amount: of(1_000_00n, 'EUR'),
      rank: 1,
      placedAt: at,
    },
  ]);
  expect(placeLien(secured, lien(1))).toBe(secured);
  expect(code(() => placeLien(secured, { ...lien(1), amount: of(1n, 'EUR') }))).toBe('EXISTS_DIFFERENTLY');
});

test('a second lien needs the consent of the first holder, for exactly this lien', () => {
  const secured = placeLien(vehicle, lien(1));
  expect(code(() => placeLien(secured, lien(2, 'bank')))).toBe('LIEN_CONSENT_MISSING');
  const consent = { lienId: 'L-2', holder: 'bank', amount: of(1_000_00n, 'EUR'), at };
  expect(code(() => consentToLien(secured, { ...consent, by: 'bank' }))).toBe('NOT_YOURS');
  expect(code(() => consentToLien(vehicle, { ...consent, by: 'lender' }))).toBe('NOT_YOURS');
  const agreed = consentToLien(secured, { ...consent, by: 'lender' });
  expect(code(() => placeLien(agreed, { ...lien(2, 'bank'), amount: of(1_000_01n, 'EUR') }))).toBe(
    'LIEN_CONSENT_MISSING',
  );
  expect(code(() => placeLien(agreed, lien(2, 'fund')))).toBe('LIEN_CONSENT_MISSING');
  const second = placeLien(agreed, lien(2, 'bank'));
  expect(openLiens(second).map(({ holder, rank }) => [holder, rank])).toEqual([
    ['lender', 1],
    ['bank', 2],
  ]);
  expect(second.lienConsents).toEqual([]);
});

test('consent of a holder who is no longer first does not count', () => {
  const consent = { lienId: 'L-3', holder: 'fund', amount: of(1_000_00n, 'EUR'), by: 'lender', at };
  const two = placeLien(
    consentToLien(placeLien(vehicle, lien(1)), { ...consent, lienId: 'L-2', holder: 'bank' }),
    lien(2, 'bank'),
  );
  const freed = releaseLien(consentToLien(two, consent), { lienId: 'L-1', by: 'lender', at: later });
  expect(code(() => placeLien(freed, lien(3, 'fund')))).toBe('LIEN_CONSENT_MISSING');
});

test('a released lien moves the others up and only its holder releases it', () => {
  const two = placeLien(placeLien(vehicle, lien(1)), lien(2));
  expect(code(() => releaseLien(two, { lienId: 'L-1', by: 'bank', at: later }))).toBe('NOT_YOURS');
  expect(code(() => releaseLien(two, { lienId: 'L-9', by: 'lender', at: later }))).toBe('LIEN_UNKNOWN');
  const one = releaseLien(two, { lienId: 'L-1', by: 'lender', at: later });
  expect(openLiens(one)).toMatchObject([{ lienId: 'L-2', rank: 1 }]);
  expect(one.liens[0]).toMatchObject({ lienId: 'L-1', releasedAt: later });
  expect(releaseLien(one, { lienId: 'L-1', by: 'lender', at: later })).toBe(one);
});

test('consents of former first holders do not fill the list of the present one', () => {
  const consent = (no: number, by: string) => ({
    lienId: `L-${no}`,
    holder: 'bank',
    amount: of(1_00n, 'EUR'),
    by,
    at,
  });
  const old = Array.from({ length: 8 }, (_, no) => consent(no + 10, 'lender'));
  const now = consentToLien(
    { ...placeLien(vehicle, lien(1, 'fund')), lienConsents: old },
    consent(2, 'fund'),
  );
  expect(now.lienConsents).toEqual([consent(2, 'fund')]);
  const full = { ...now, lienConsents: Array.from({ length: 8 }, (_, no) => consent(no + 10, 'fund')) };
  expect(code(() => consentToLien(full, consent(2, 'fund')))).toBe('TOO_MANY');
});

test('a lender that releases its lien has taken nothing: what it offered falls, unless the vehicle was sold for it', () => {
  const lienId = 'L-1';
  const taken = repossess(noticeRepossession(placeLien(vehicle, lien(1)), { lienId, by: 'lender', at }), {
    lienId,
    by: 'lender',
    at,
  });
  const offered = acceptTitle(offerTitle(taken, { offerId: 'O-1', to: 'registry/buyer', at }), {
    offerId: 'O-1',
    at,
  });
  const released = releaseLien(offered, { lienId, by: 'lender', at: later });
  expect([released.repossession, released.offer]).toEqual([undefined, undefined]);
  const sold = releaseLien(offered, { lienId, by: 'lender', at: later, sold: true });
  expect([sold.repossession, sold.offer?.offerId]).toEqual([undefined, 'O-1']);
});

test('eight liens fit and a released one makes room', () => {
  const numbers = [1, 2, 3, 4, 5, 6, 7, 8];
  const full = numbers.reduce((so, no) => placeLien(so, lien(no)), vehicle);
  expect(code(() => placeLien(full, lien(9)))).toBe('LIENS_FULL');
  const roomy = placeLien(releaseLien(full, { lienId: 'L-3', by: 'lender', at: later }), lien(9));
  expect(roomy.liens.map(({ lienId }) => lienId)).toEqual([
    'L-1',
    'L-2',
    'L-4',
    'L-5',
    'L-6',
    'L-7',
    'L-8',
    'L-9',
  ]);
});

test('ranks of open liens are always 1 to n', () => {
  const step = fc.record({ no: fc.integer({ min: 1, max: 12 }), release: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const end = steps.reduce((so, { no, release }) => {
        const known = so.liens.some(({ lienId }) => lienId === `L-${no}`);
        if (release) return known ? releaseLien(so, { lienId: `L-${no}`, by: 'lender', at: later }) : so;
        return openLiens(so).length < 8 ? placeLien(so, lien(no)) : so;
      }, vehicle);
      expect(openLiens(end).map(({ rank }) => rank)).toEqual(openLiens(end).map((_, index) => index + 1));
      expect(end.liens.length).toBeLessThanOrEqual(8);
    }),
  );
});

test('a title does not pass while a lien is open', () => {
  const sold = acceptTitle(
    offerTitle(placeLien(vehicle, lien(1)), { offerId: 'O-1', to: 'registry/buyer', at }),
    {
      offerId: 'O-1',
      at,
    },
  );
  expect(code(() => passTitle(sold, { offerId: 'O-1', at: later }))).toBe('LIEN_OPEN');
  const free = releaseLien(sold, { lienId: 'L-1', by: 'lender', at: later });
  expect(passTitle(free, { offerId: 'O-1', at: later })).toMatchObject({
    vehicle: { owner: 'registry/buyer', owners: 2 },
    title: { no: 2, from: 'registry/owner' },
  });
});

test('no lien is placed behind the back of a buyer', () => {
  const offered = offerTitle(vehicle, { offerId: 'O-1', to: 'registry/buyer', at });
  expect(code(() => placeLien(offered, lien(1)))).toBe('OFFER_OPEN');
});

test('a lender gives notice, takes the vehicle and offers the title', () => {
  const secured = offerTitle(placeLien(vehicle, lien(1)), { offerId: 'O-1', to: 'registry/buyer', at });
  expect(code(() => repossess(secured, { lienId: 'L-1', by: 'lender', at }))).toBe('REPOSSESSION_UNNOTICED');
  const noticed = noticeRepossession(secured, { lienId: 'L-1', by: 'lender', at });
  expect(noticeRepossession(noticed, { lienId: 'L-1', by: 'lender', at: later })).toBe(noticed);
  const taken = repossess(noticed, { lienId: 'L-1', by: 'lender', at: later });
  expect(repossess(taken, { lienId: 'L-1', by: 'lender', at: later })).toBe(taken);
  expect(taken.offer).toBeUndefined();
  expect(offerTitle(taken, { offerId: 'O-2', to: 'registry/buyer', at: later }).offer?.from).toBe('lender');
  const cured = endRepossession(taken, { lienId: 'L-1', by: 'lender' });
  expect(offerTitle(cured, { offerId: 'O-3', to: 'registry/buyer', at: later }).offer?.from).toBe(
    'registry/owner',
  );
  expect(releaseLien(taken, { lienId: 'L-1', by: 'lender', at: later })).not.toHaveProperty('repossession');
});

test('a released lien takes no vehicle, and two lenders do not take the same', () => {
  const released = releaseLien(placeLien(vehicle, lien(1)), { lienId: 'L-1', by: 'lender', at });
  expect(code(() => noticeRepossession(released, { lienId: 'L-1', by: 'lender', at }))).toBe('LIEN_RELEASED');
  const consent = { lienId: 'L-2', holder: 'bank', amount: of(1_000_00n, 'EUR'), by: 'lender', at };
  const two = placeLien(consentToLien(placeLien(vehicle, lien(1)), consent), lien(2, 'bank'));
  const noticed = noticeRepossession(two, { lienId: 'L-1', by: 'lender', at });
  expect(code(() => noticeRepossession(noticed, { lienId: 'L-2', by: 'bank', at }))).toBe('REPOSSESSED');
});

test('a total loss brands the title, once', () => {
  const loss = { brandId: 'C-1', name: 'salvage', by: 'insurer', at, reference: 'C-1' } as const;
  const wreck = addBrand(vehicle, loss);
  expect(wreck).toMatchObject({ status: 'salvage', brands: [loss] });
  expect(isWrecked(wreck)).toBe(true);
  expect(addBrand(wreck, loss)).toBe(wreck);
  expect(code(() => addBrand(wreck, { ...loss, name: 'flood' }))).toBe('EXISTS_DIFFERENTLY');
  expect(code(() => addBrand(wreck, { ...loss, jurisdiction: 'DE-BY' }))).toBe('EXISTS_DIFFERENTLY');
  expect(code(() => addBrand(wreck, { ...loss, supersedes: ['B-0'] }))).toBe('EXISTS_DIFFERENTLY');
});

test('a brand is superseded, never removed', () => {
  const wreck = addBrand(vehicle, { brandId: 'B-1', name: 'salvage', by: 'insurer', at });
  const hail = addBrand(wreck, { brandId: 'B-2', name: 'hail', by: 'insurer', at });
  const rebuilt = rebuild(hail, {
    brandId: 'B-3',
    name: 'rebuilt',
    by: 'registry/registrar',
    at: later,
    reference: 'I-1',
  });
  expect(rebuilt.brands).toHaveLength(3);
  expect(standingBrands(rebuilt).map(({ name }) => name)).toEqual(['hail', 'rebuilt']);
  expect(isWrecked(rebuilt)).toBe(false);
  expect(
    rebuild(rebuilt, {
      brandId: 'B-3',
      name: 'rebuilt',
      by: 'registry/registrar',
      at: later,
      reference: 'I-1',
    }),
  ).toBe(rebuilt);
  const by = 'registry/registrar';
  expect(code(() => addBrand(rebuilt, { brandId: 'B-4', name: 'kit', by, at, supersedes: ['B-9'] }))).toBe(
    'BRAND_UNKNOWN',
  );
  expect(code(() => addBrand(rebuilt, { brandId: 'B-4', name: 'kit', by, at, supersedes: ['B-1'] }))).toBe(
    'BRAND_SUPERSEDED',
  );
});

test('a stolen vehicle whose loss was paid comes back as salvage', () => {
  const stolen = reportTheft(vehicle, { by: 'insurer/desk', at, reference: 'P-1' });
  expect(stolen.status).toBe('stolen');
  const paid = addBrand(stolen, { brandId: 'C-1', name: 'salvage', by: 'insurer', at });
  expect(paid.status).toBe('stolen');
  expect(recover(paid)).toMatchObject({ status: 'salvage' });
  expect(recover(paid)).not.toHaveProperty('theft');
  expect(recover(stolen).status).toBe('registered');
});

test('an unheld title is not offered', () => {
  const { owner: _nobody, ...born } = vehicle;
  expect(
    code(() => offerTitle({ ...born, status: 'manufactured' }, { offerId: 'O-1', to: 'registry/buyer', at })),
  ).toBe('TITLE_UNHELD');
});
