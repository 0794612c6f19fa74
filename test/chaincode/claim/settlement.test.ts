import * as fc from 'fast-check';
import { compare, sum } from '../../../chaincode/src/kit/value/money';
import {
  isTotalLoss,
  payableFor,
  sharesOf,
  totalLossPayable,
  wreckOf,
} from '../../../chaincode/src/claim/rules/settlement';
import { deductibleBack } from '../../../chaincode/src/claim/rules/subrogation';
import type { Lien } from '../../../chaincode/src/vehicle/records/lien';
import { propose } from '../../../chaincode/src/claim/rules/totalloss';
import { codeOf, eur, euro, exposure, practice, wreck } from './cast';

const cover = { limit: euro(15_000), deductible: euro(500) };
const lien = (no: number, amount: number): Lien => ({
  lienId: `L-${no}`,
  holder: 'lender',
  loanId: `loan-${no}`,
  amount: euro(amount),
  rank: no,
  placedAt: '2025-01-01T00:00:00.000Z',
});

describe('what is payable', () => {
  test.each([
    ['the loss less the deductible', {}, 8_000],
    ['less what the repair makes better than before', { betterment: euro(1_000) }, 7_000],
    ['at most the value of the vehicle', { loss: euro(14_000) }, 11_500],
    ['at most the limit of the cover', { loss: euro(20_000), value: euro(30_000) }, 14_500],
    ['nothing below the deductible', { loss: euro(400) }, 0],
    ['nothing when all is betterment', { betterment: euro(9_000) }, 0],
  ])('is %s', (_what, found, amount) => {
    expect(payableFor({ ...wreck, ...found }, cover, false)).toEqual(euro(amount));
  });

  test('falls by the own share of fault where that counts, after the deductible', () => {
    expect(payableFor({ ...wreck, faultShare: 25 }, cover, true)).toEqual(euro(6_000));
    expect(payableFor({ ...wreck, faultShare: 25 }, cover, false)).toEqual(euro(8_000));
  });
});

describe('a total loss', () => {
  test('is the published wreck, because 8,500 + 3,600 reach 12,000', () => {
    expect(isTotalLoss(wreckOf(wreck), practice)).toBe(true);
    expect(isTotalLoss(wreckOf({ ...wreck, repair: euro(8_399) }), practice)).toBe(false);
    expect(isTotalLoss(wreckOf({ ...wreck, repair: euro(8_400) }), practice)).toBe(true);
  });

  test('by the threshold begins at 75 % of the value', () => {
    const rule = { ...practice, totalLoss: 'threshold' as const };
    expect(isTotalLoss(wreckOf({ ...wreck, repair: euro(9_000) }), rule)).toBe(true);
    expect(isTotalLoss(wreckOf(wreck), rule)).toBe(false);
  });

  test('pays 11,500: 7,200 to the lien-holder first, 4,300 to the owner', () => {
    const payable = totalLossPayable({ ...wreckOf(wreck), faultShare: 0 }, cover, {
      retained: false,
      comparative: false,
    });
    expect(payable).toEqual(euro(11_500));
    const shares = sharesOf(payable, [lien(1, 7_200)], []);
    expect(shares.map(({ lien: held, amount }) => [held?.lienId, amount])).toEqual([
      ['L-1', euro(7_200)],
      [undefined, euro(4_300)],
    ]);
  });

  test('pays 7,900 when the owner keeps the wreck', () => {
    expect(
      totalLossPayable({ ...wreckOf(wreck), faultShare: 0 }, cover, { retained: true, comparative: false }),
    ).toEqual(euro(7_900));
  });

  test('needs value, repair and salvage', () => {
    expect(codeOf(() => wreckOf(undefined))).toBe('WRECK_NOT_VALUED');
    expect(codeOf(() => wreckOf({ ...wreck, salvage: undefined }))).toBe('WRECK_NOT_VALUED');
  });

  test('pays what the lender states as owed instead of the amount of its lien, but not what somebody else states', () => {
    const liens = [lien(1, 7_200)];
    expect(
      sharesOf(euro(11_500), liens, [{ lienId: 'L-1', holder: 'lender', amount: euro(6_000) }])[0]?.amount,
    ).toEqual(euro(6_000));
    expect(
      sharesOf(euro(11_500), liens, [{ lienId: 'L-1', holder: 'stranger', amount: euro(9_000) }])[0]?.amount,
    ).toEqual(euro(7_200));
  });

  test('leaves the owner nothing when the liens take it all', () => {
    expect(
      sharesOf(euro(11_500), [lien(1, 7_200), lien(2, 9_000), lien(3, 1)], []).map((one) => one.amount),
    ).toEqual([euro(7_200), euro(4_300)]);
  });

  test('is shared without a cent lost or made, in rank', () => {
    const amount = fc.bigInt({ min: 1n, max: 10n ** 12n });
    fc.assert(
      fc.property(amount, fc.array(amount, { maxLength: 8 }), (payable, owed) => {
        const liens = owed.map((one, at) => ({ ...lien(at + 1, 1), amount: eur(one) }));
        const shares = sharesOf(eur(payable), liens, []);
        expect(
          sum(
            shares.map((one) => one.amount),
            'EUR',
          ),
        ).toEqual(eur(payable));
        for (const share of shares)
          if (share.lien) expect(compare(share.amount, share.lien.amount)).toBeLessThanOrEqual(0);
        const first = shares.findIndex(
          (one) => one.lien !== undefined && compare(one.amount, one.lien.amount) < 0,
        );
        expect(first === -1 || first === shares.length - 1).toBe(true);
      }),
    );
  });
});

describe('a recovery from the other side', () => {
  const loss = { paid: euro(4_500), deductible: euro(500) };

  test('of 2,500 gives 250 of the deductible back, pro rata', () => {
    expect(deductibleBack(euro(2_500), loss, false)).toEqual(euro(250));
  });

  test('fills the deductible first where the policyholder must be made whole', () => {
    expect(deductibleBack(euro(2_500), loss, true)).toEqual(euro(500));
    expect(deductibleBack(euro(300), loss, true)).toEqual(euro(300));
  });

  test('never gives back more than the deductible or than came', () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 9n });
    fc.assert(
      fc.property(amount, amount, amount, fc.boolean(), (recovered, paid, deductible, madeWhole) => {
        const back = deductibleBack(
          eur(recovered),
          { paid: eur(paid), deductible: eur(deductible) },
          madeWhole,
        );
        expect(compare(back, eur(deductible))).toBeLessThanOrEqual(0);
        if (recovered <= paid + deductible) expect(compare(back, eur(recovered))).toBeLessThanOrEqual(0);
      }),
    );
  });
});

test('a total loss that leaves nothing to pay is not proposed', () => {
  const bare = { ...exposure, assessment: wreck, deductible: euro(12_000) };
  expect(codeOf(() => propose(bare, { retained: false, proposedBy: 'insurer/desk' }, practice))).toBe(
    'NOTHING_PAYABLE',
  );
});
