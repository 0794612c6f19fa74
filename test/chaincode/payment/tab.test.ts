import { generateKeyPairSync, randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { type Slip, slipText } from '@roadbook/chaincode/api';
import { resumeTab, slip, slipKey, takeSlips, takeTab } from '@roadbook/gateway';
import { canonical } from '../../../chaincode/src/kit/value/json';
import { ana, eur, openBank, wash } from './cast';

const CHANNEL = 'roadbook';
const HOUR = 3_600_000;
const key = slipKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
const other = slipKey(generateKeyPairSync('ed25519').privateKey);
const none = { amount: eur(0n) };

async function openCharging(change: { readonly key?: string; readonly locked?: bigint } = {}) {
  const bank = await openBank();
  const { ana: payer, wash: payee, issue, ledger } = bank;
  const lots = [await issue(ana, 5_000n)];
  const amount = eur(change.locked ?? 2_000n);
  const named = { key: change.key ?? key.multikey };
  const opening = {
    tabId: 'T-1',
    paymentId: 'P-1',
    from: ana,
    lots,
    payee: wash,
    amount,
    noticeSeconds: 600,
  };
  const tab = await payer.on.payment.openTab({ ...opening, ...named });
  const book = resumeTab(tab, { channel: CHANNEL, key });
  let count = 0;
  const close = (who: 'payer' | 'payee', last?: Slip, paymentId = `C-${++count}`) =>
    bank[who === 'payer' ? 'ana' : 'wash'].on.payment.closeTab({
      ...{ tabId: 'T-1', paymentId },
      ...(last && { slip: last }),
    });
  const settle = () => bank.ben.on.payment.settleTab({ tabId: 'T-1', paymentId: 'X-1' });
  const holds = async () => [await bank.held(bank.auditor, ana), await bank.held(bank.auditor, wash)];
  return { ...bank, payer, payee, ledger, opening, tab, book, close, settle, holds };
}

test('what is signed is the RFC 8785 form of the slip', () => {
  const said = { channel: CHANNEL, tabId: 'T:1.a_b-c', number: 7, amount: eur(1_234n) };
  const { amount, ...members } = said;
  const wanted = { ...members, for: 'roadbook.tab', amount: `${amount.amount}`, currency: 'EUR' };
  expect(slipText(said)).toBe(canonical(wanted));
});

test('the payee closes with the last slip: it is paid at once, and the rest is the payer’s again', async () => {
  const { book, close, holds, proven, ledger, payee } = await openCharging();
  expect(await holds()).toEqual([3_000n, 0n]);
  await slip(book, eur(40n));
  const last = await slip(book, eur(123n));
  const receipt = await close('payee', last, 'C-0');
  expect(receipt).toEqual({ tabId: 'T-1', status: 'closed', paid: eur(123n), back: eur(1_877n) });
  expect(ledger.events.at(-1)?.facts.map(({ name }) => name)).toEqual(['MoneyMoved', 'TabChanged']);
  expect([await holds(), await proven()]).toEqual([[4_877n, 123n], true]);
  expect(await close('payee', last, 'C-0')).toEqual(receipt);
  await expect(close('payee', last)).rejects.toMatchObject({ code: 'WRONG_STATUS' });
  expect(await payee.on.payment.readTab({ tabId: 'T-1' })).toMatchObject({ slips: 2, paid: eur(123n) });
});

test('a stale close of the payer is beaten by a later slip, and nobody settles before the notice is over', async () => {
  const { book, close, settle, holds, ledger } = await openCharging();
  const stale = await slip(book, eur(40n));
  const last = await slip(book, eur(900n));
  const closing = await close('payer', stale);
  expect(closing).toMatchObject({ status: 'closing', paid: eur(40n), back: eur(1_960n) });
  expect(await close('payer', stale)).toEqual(closing);
  await expect(settle()).rejects.toMatchObject({ code: 'DEADLINE_AHEAD' });
  await expect(close('payee')).rejects.toMatchObject({ code: 'SLIP_BEATEN' });
  await expect(close('payer')).rejects.toMatchObject({ code: 'SLIP_BEATEN' });
  ledger.pass(599_000);
  expect(await close('payee', last)).toMatchObject({ status: 'closed', paid: eur(900n) });
  expect(await holds()).toEqual([4_100n, 900n]);
});

test('when nobody answers, what the payer said is paid two windows after the notice, by whoever settles it', async () => {
  const { book, close, settle, holds, ledger } = await openCharging();
  const { until = '' } = await close('payer', await slip(book, eur(40n)));
  expect(until).toBe(new Date(ledger.now + 600_000).toISOString());
  ledger.pass(Date.parse(until) + 19_999 - ledger.now);
  await expect(settle()).rejects.toMatchObject({ code: 'DEADLINE_AHEAD' });
  ledger.pass(1);
  const receipt = await settle();
  expect(receipt).toMatchObject({ status: 'closed', paid: eur(40n) });
  expect(await settle()).toEqual(receipt);
  expect(await holds()).toEqual([4_960n, 40n]);
});

test('without a slip nothing is owed', async () => {
  const { close, holds } = await openCharging();
  expect(await close('payee')).toMatchObject({ paid: eur(0n), back: eur(2_000n) });
  expect(await holds()).toEqual([5_000n, 0n]);
});

test('a slip of another tab, channel or key, a changed one and one that is not covered close nothing', async () => {
  const { tab, close, holds } = await openCharging();
  const wide = { ...tab, locked: eur(9_000n) };
  const signed = (change: object, amount = 100n) =>
    slip(resumeTab({ ...wide, ...change }, { channel: CHANNEL, key, ...change }), eur(amount));
  const good = await signed({});
  const bad: readonly [string, Slip][] = [
    ['SLIP_UNSIGNED', await signed({ tabId: 'T-2' })],
    ['SLIP_UNSIGNED', await signed({ channel: 'other' })],
    ['SLIP_UNSIGNED', await signed({ key: other })],
    ['SLIP_UNSIGNED', { ...good, amount: eur(101n) }],
    ['SLIP_UNSIGNED', { ...good, number: 2 }],
    ['SLIP_EXCEEDS', await signed({}, 2_001n)],
  ];
  for (const [code, one] of bad)
    for (const who of ['payer', 'payee'] as const)
      await expect(close(who, one)).rejects.toMatchObject({ code });
  expect(await holds()).toEqual([3_000n, 0n]);
});

test('strangers close and read nothing, and the owner of the money alone opens', async () => {
  const { ben, payee, opening, book, desk } = await openCharging();
  const one = await slip(book, eur(1n));
  const asking = { tabId: 'T-1', paymentId: 'C-1', slip: one };
  for (const stranger of [ben, desk]) {
    await expect(stranger.on.payment.closeTab(asking)).rejects.toMatchObject({ code: 'NOT_YOURS' });
    await expect(stranger.on.payment.readTab({ tabId: 'T-1' })).rejects.toMatchObject({ code: 'NOT_YOURS' });
  }
  const another = { ...opening, tabId: 'T-2', paymentId: 'P-2' };
  await expect(payee.on.payment.openTab(another)).rejects.toMatchObject({ code: 'NOT_YOURS' });
});

test.each([
  ['a key that signs nothing', { key: 'z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc' }, 'TAB_KEY'],
  ['a notice that nobody could answer', { noticeSeconds: 29 }, 'INVALID_REQUEST'],
  ['a payee that is the payer', { payee: ana }, 'INVALID_REQUEST'],
])('%s opens no tab', async (_, change, code) => {
  const { payer, opening } = await openCharging();
  const wanted = { ...opening, tabId: 'T-2', paymentId: 'P-2', lots: ['P-1:1'], ...change };
  await expect(payer.on.payment.openTab(wanted)).rejects.toMatchObject({ code });
});

test('without a key the key of the certificate signs; Ed25519 signs too', async () => {
  const { payer, opening, payee } = await openCharging();
  const bare = { ...opening, tabId: 'T-2', paymentId: 'P-2', lots: ['P-1:1'] };
  expect((await payer.on.payment.openTab(bare)).key).toMatch(/^zDn/);
  const more = { ...bare, tabId: 'T-3', paymentId: 'P-3', lots: ['P-2:1'], amount: eur(500n) };
  const tab = await payer.on.payment.openTab({ ...more, key: other.multikey });
  const last = await slip(resumeTab(tab, { channel: CHANNEL, key: other }), eur(400n));
  const closed = await payee.on.payment.closeTab({ tabId: 'T-3', paymentId: 'C-1', slip: last });
  expect(closed.paid).toEqual(eur(400n));
});

test('a million slips settle in one transaction, by the last of them', async () => {
  const { tab, close, holds } = await openCharging({ locked: 4_000n });
  const last = { number: 999_999, amount: eur(3_999n), signature: '' };
  const book = resumeTab(tab, { channel: CHANNEL, key, last });
  expect(await close('payee', await slip(book, eur(4_000n)))).toMatchObject({ paid: eur(4_000n) });
  expect(await holds()).toEqual([1_000n, 4_000n]);
});

test('what a court takes out of a tab is nobody’s to close', async () => {
  const { book, close, registrar, insurer } = await openCharging();
  const last = await slip(book, eur(40n));
  await registrar.on.payment.freeze({ courtOrderId: 'K-1', holder: 'tab:T-1', lots: ['P-1:0'] });
  await insurer.on.payment.confirmFreeze({ courtOrderId: 'K-1' });
  await expect(close('payee', last)).rejects.toMatchObject({ code: 'LOT_FROZEN' });
  const asking = { courtOrderId: 'K-1', paymentId: 'W-1' };
  const taking = { ...asking, lots: ['P-1:0'], to: 'registry/victim', amount: eur(2_000n) };
  await registrar.on.payment.clawBack(taking);
  await insurer.on.payment.confirmClawBack(asking);
  await expect(close('payee', last)).rejects.toMatchObject({ code: 'WRONG_STATUS' });
});

test('of two ends in one block one is valid', async () => {
  const { book, ledger, payee, payer, held, auditor, proven } = await openCharging();
  const last = await slip(book, eur(40n));
  const signed = { ...last, amount: { amount: '40', currency: 'EUR' } };
  const request = (paymentId: string) => canonical({ tabId: 'T-1', paymentId, slip: signed });
  const wire = (paymentId: string) =>
    ({ manner: 'submit', room: 'payment', name: 'closeTab', request: request(paymentId) }) as const;
  const ends = await ledger.race([payee, wire('C-1')], [payer, wire('C-2')]);
  expect(ends).toEqual(['VALID', 'MVCC_READ_CONFLICT']);
  expect([await held(auditor, wash), await proven()]).toEqual([40n, true]);
});

/** What may happen to two devices, in any order: messages lost, twice and late, crashes, and lies on both sides. */
const happening = fc.oneof(
  fc.record({ do: fc.constant('sign' as const), more: fc.integer({ min: 1, max: 90 }) }),
  fc.record({ do: fc.constant('arrive' as const), picks: fc.array(fc.nat(30), { maxLength: 4 }) }),
  fc.record({ do: fc.constantFrom('payerCrashes' as const, 'payeeCrashes' as const) }),
  fc.record({ do: fc.constantFrom('forge' as const, 'staleClose' as const), pick: fc.nat(30) }),
  fc.record({ do: fc.constant('time' as const), seconds: fc.integer({ min: 1, max: 500 }) }),
);

test('no order of messages, losses, crashes and lies makes either side lose more than the last slip that was not acknowledged', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 25 }), fc.boolean(), async (all, liesInTheEnd) => {
      const { tab, close, settle, holds, proven, ledger, payee: station } = await openCharging();
      const [signed, kept]: [Slip[], { payer?: Slip; payee?: Slip }] = [[], {}];
      const atPayer = { channel: CHANNEL, key, keep: (one: Slip) => void (kept.payer = one) };
      const atPayee = { channel: CHANNEL, keep: (one: Slip) => void (kept.payee = one) };
      const again = (last: Slip | undefined) => (last ? { last } : {});
      let [book, taken] = [resumeTab(tab, atPayer), takeTab(tab, atPayee)];
      let isClosing = false;
      for (const one of all) {
        if (one.do === 'sign') {
          const next = await slip(book, eur((book.last ?? none).amount.amount + BigInt(one.more))).catch(
            () => undefined,
          );
          if (next) signed.push(next);
        } else if (one.do === 'arrive') {
          const arrived = one.picks.flatMap((at) => signed[at] ?? []);
          await takeSlips(taken, arrived);
        } else if (one.do === 'payerCrashes') book = resumeTab(tab, { ...atPayer, ...again(kept.payer) });
        else if (one.do === 'payeeCrashes') taken = takeTab(tab, { ...atPayee, ...again(kept.payee) });
        else if (one.do === 'forge') {
          const from = signed[one.pick] ?? {
            number: 1,
            amount: eur(1n),
            signature: randomBytes(64).toString('base64url'),
          };
          const forged = { ...from, number: from.number + 1_000, amount: eur(1_999n) };
          await takeSlips(taken, [forged]);
          await expect(close('payee', forged)).rejects.toMatchObject({ code: 'SLIP_UNSIGNED' });
        } else if (one.do === 'staleClose' && !isClosing) {
          await close('payer', signed[one.pick]);
          isClosing = true;
        } else if (one.do === 'time' && !isClosing) ledger.pass(one.seconds * 1_000);
      }
      const acknowledged = (taken.last ?? none).amount.amount;
      const owed = (book.last ?? none).amount.amount;
      const { closing } = await station.on.payment.readTab({ tabId: 'T-1' });
      // A station that was told the truth leaves the close alone; else it answers in time.
      if (isClosing && (closing ?? none).amount.amount >= acknowledged) {
        ledger.pass(HOUR);
        await settle();
      } else await close('payee', liesInTheEnd && !isClosing ? signed[0] : taken.last);
      const [payer = 0n, payee = 0n] = await holds();
      expect(payee).toBeLessThanOrEqual(owed);
      if (!liesInTheEnd || isClosing) expect(payee).toBeGreaterThanOrEqual(acknowledged);
      expect([payer + payee, await proven()]).toEqual([5_000n, true]);
    }),
    { numRuns: 40 },
  );
}, 120_000);
