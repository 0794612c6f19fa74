import * as fc from 'fast-check';
import { add, subtract } from '../../../chaincode/src/kit/value/money';
import type { Exposure, LineKey } from '../../../chaincode/src/claim/records/exposure';
import {
  closeExposure,
  erode,
  financialsOf,
  mustBePayable,
  payBeside,
  promise,
  recover,
  reserveRecovery,
  setReserve,
  unpromise,
} from '../../../chaincode/src/claim/rules/reserve';
import { body, codeOf, eur, euro, exposure } from './cast';

const expert: LineKey = { costType: 'adjusting', costCategory: 'expert' };

describe('the reserve lines of an exposure', () => {
  test('keep what is set aside, promised, paid and recovered', () => {
    let one = setReserve(exposure, body, euro(9_000));
    one = setReserve(one, expert, euro(400));
    one = erode(promise(one, body, euro(8_000)), body, euro(8_000));
    one = payBeside(one, expert, euro(150));
    one = recover(reserveRecovery(one, body, euro(4_000)), body, 'salvage', euro(3_600));
    expect(financialsOf([one], 'EUR')).toEqual({
      reserved: euro(9_400),
      outstanding: euro(1_400),
      paid: euro(8_150),
      recovered: euro(3_600),
      incurredGross: euro(9_550),
      incurredNet: euro(5_950),
      openRecoveryReserve: euro(400),
    });
  });

  test.each([
    ['RESERVE_REQUIRED', () => promise(exposure, body, euro(1))],
    [
      'RESERVE_REQUIRED',
      () => promise(promise(setReserve(exposure, body, euro(10)), body, euro(9)), body, euro(2)),
    ],
    ['RESERVE_REQUIRED', () => promise(setReserve(exposure, body, euro(10)), expert, euro(1))],
    [
      'RESERVE_TOO_LOW',
      () => setReserve(promise(setReserve(exposure, body, euro(10)), body, euro(9)), body, euro(8)),
    ],
    ['EXPOSURE_CLOSED', () => setReserve(closeExposure(exposure), body, euro(10))],
    ['EXPOSURE_CLOSED', () => promise(closeExposure(exposure), body, euro(10))],
    [
      'CLAIM_WITH_OPEN_PAYOUTS',
      () => closeExposure(promise(setReserve(exposure, body, euro(10)), body, euro(9))),
    ],
    ['RECOVERY_EXCEEDS_PAID', () => recover(setReserve(exposure, body, euro(10)), body, 'salvage', euro(1))],
    ['NOT_ASSESSED', () => mustBePayable(exposure, euro(1))],
    [
      'PAYMENT_EXCEEDS_PAYABLE',
      () => mustBePayable({ ...payBeside(exposure, body, euro(7)), payable: euro(10) }, euro(4)),
    ],
  ])('refuse with %s', (code, act) => {
    expect(codeOf(act)).toBe(code);
  });

  test('close by giving back what was not needed', () => {
    const paid = erode(promise(setReserve(exposure, body, euro(10)), body, euro(4)), body, euro(4));
    expect(financialsOf([closeExposure(paid)], 'EUR')).toMatchObject({
      reserved: euro(4),
      outstanding: euro(0),
      incurredGross: euro(4),
    });
  });

  test('hold the identities of Guidewire through any history', () => {
    const step = fc.record({
      act: fc.constantFrom('reserve', 'promise', 'unpromise', 'erode', 'beside', 'recover', 'close'),
      line: fc.constantFrom(body, expert),
      amount: fc.bigInt({ min: 0n, max: 1_000n }),
    });
    const take = (
      one: Exposure,
      { act, line, amount }: { act: string; line: LineKey; amount: bigint },
    ): Exposure => {
      const promised = one.lines.find((each) => each.costCategory === line.costCategory)?.promised ?? eur(0);
      if (act === 'reserve') return setReserve(one, line, eur(amount));
      if (act === 'promise') return promise(one, line, eur(amount));
      if (act === 'unpromise') return unpromise(one, line, promised);
      if (act === 'erode') return erode(one, line, promised);
      if (act === 'beside') return payBeside(one, line, eur(amount));
      return act === 'recover' ? recover(one, line, 'credit', eur(amount)) : closeExposure(one);
    };
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let one: Exposure = exposure;
        for (const each of steps)
          if (codeOf(() => take(one, each)) === 'nothing refused') one = take(one, each);
        const { reserved, outstanding, paid, recovered, incurredGross, incurredNet } = financialsOf(
          [one],
          'EUR',
        );
        const eroding = one.lines.reduce((total, line) => add(total, line.eroding), eur(0));
        expect(outstanding).toEqual(subtract(reserved, eroding));
        expect(incurredGross).toEqual(add(paid, outstanding));
        expect(incurredNet).toEqual(subtract(incurredGross, recovered));
        expect(outstanding.amount).toBeGreaterThanOrEqual(0n);
        expect(incurredNet.amount).toBeGreaterThanOrEqual(0n);
        for (const line of one.lines)
          expect(line.promised.amount + line.eroding.amount).toBeLessThanOrEqual(line.reserved.amount);
      }),
    );
  });
});
