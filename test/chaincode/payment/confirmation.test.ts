import { canonical } from '@roadbook/chaincode/api';
import { askToLift, confirm } from '../../../chaincode/src/payment/rules/court/freeze';
import { clear, freeze, trace, unfreeze } from '../../behaviour/court';
import { ana, eur, openBank, wash } from './cast';

const pay = (paymentId: string, lots: string[], amount: bigint) => ({
  paymentId,
  from: ana,
  lots,
  to: [{ party: wash, amount: eur(amount) }],
});
const alone = { code: 'SECOND_ORGANISATION_NEEDED' };

test('one key freezes nothing: until another organisation agrees the money is spent as before', async () => {
  const { ana: owner, registrar, auditor, insurer, issue, ledger } = await openBank();
  const lots = [await issue(ana, 100n)];
  const order = { courtOrderId: 'C-1', holder: ana, lots: [] };
  expect(await registrar.on.payment.freeze(order)).toMatchObject({
    status: 'asked',
    by: 'registry/registrar',
  });
  expect(ledger.events.at(-1)?.facts).not.toContainEqual(expect.objectContaining({ name: 'MoneyFrozen' }));
  await expect(auditor.on.payment.confirmFreeze({ courtOrderId: 'C-1' })).rejects.toMatchObject(alone);
  await expect(owner.on.payment.confirmFreeze({ courtOrderId: 'C-1' })).rejects.toMatchObject({
    code: 'NOT_ALLOWED',
  });
  await owner.on.payment.transfer(pay('P-1', lots, 10n));
  expect(await insurer.on.payment.readFreeze({ courtOrderId: 'C-1' })).toMatchObject({
    holder: ana,
    status: 'asked',
  });
  const standing = await insurer.on.payment.confirmFreeze({ courtOrderId: 'C-1' });
  expect(standing).toMatchObject({
    status: 'standing',
    by: 'registry/registrar',
    confirmedBy: 'insurer/desk',
  });
  await expect(owner.on.payment.transfer(pay('P-2', ['P-1:1'], 10n))).rejects.toMatchObject({
    code: 'ACCOUNT_FROZEN',
  });
  await expect(insurer.on.payment.confirmFreeze({ courtOrderId: 'C-1' })).rejects.toMatchObject({
    code: 'WRONG_STATUS',
  });
});

test('what was asked and is withdrawn thaws nothing of another order', async () => {
  const { registrar, auditor, insurer, ana: owner, issue } = await openBank();
  const lots = [await issue(ana, 100n)];
  const order = { holder: ana, lots };
  await auditor.on.payment.freeze({ ...order, courtOrderId: 'C-2' });
  await freeze(registrar, insurer, { ...order, courtOrderId: 'C-1' });
  await expect(insurer.on.payment.confirmFreeze({ courtOrderId: 'C-2' })).rejects.toMatchObject({
    code: 'FREEZE_CONFLICT',
  });
  await auditor.on.payment.unfreeze({ courtOrderId: 'C-2' });
  await expect(owner.on.payment.transfer(pay('P-1', lots, 10n))).rejects.toMatchObject({
    code: 'LOT_FROZEN',
  });
});

test('a claw-back pays whom it named when it was asked, by the hand of another organisation, which gains nothing', async () => {
  const { registrar, auditor, insurer, desk, issue, held, proven } = await openBank();
  const lots = [await issue(ana, 100n)];
  await freeze(registrar, insurer, { courtOrderId: 'C-1', holder: ana, lots: [] });
  const asking = { courtOrderId: 'C-1', paymentId: 'X-1' };
  const order = { ...asking, lots, to: 'lender', amount: eur(60n) };
  const own = { code: 'OWN_GAIN' };
  await expect(registrar.on.payment.clawBack({ ...order, to: 'registry' })).rejects.toMatchObject(own);
  await expect(registrar.on.payment.clawBack({ ...order, to: 'registry/registrar' })).rejects.toMatchObject(
    own,
  );
  expect(await registrar.on.payment.clawBack(order)).toMatchObject({ status: 'asked', to: 'lender' });
  expect(await held(auditor, ana)).toBe(100n);
  await expect(registrar.on.payment.clawBack({ ...order, to: wash })).rejects.toMatchObject({
    code: 'EXISTS_DIFFERENTLY',
  });
  await expect(auditor.on.payment.confirmClawBack(asking)).rejects.toMatchObject(alone);
  await expect(desk.on.payment.confirmClawBack(asking)).rejects.toMatchObject(own);
  const paid = await insurer.on.payment.confirmClawBack(asking);
  expect(await insurer.on.payment.confirmClawBack(asking)).toEqual(paid);
  expect(await insurer.on.payment.readClawBack(asking)).toMatchObject({
    status: 'taken',
    confirmedBy: 'insurer/desk',
  });
  expect([paid.to, await held(auditor, ana), await proven()]).toEqual([
    [{ party: 'lender', amount: eur(60n) }],
    40n,
    true,
  ]);
});

test('one auditor clears nothing, and nobody clears its own payment', async () => {
  const { ana: owner, auditor, insurer, desk, issue } = await openBank();
  await auditor.on.payment.limit({ currency: 'EUR', above: eur(50n) });
  const lots = [await issue(ana, 200n)];
  const clearing = { paymentId: 'P-1', from: ana, amount: eur(60n) };
  const asked = await auditor.on.payment.clear(clearing);
  expect(asked).toMatchObject({ status: 'asked', by: 'registry/auditor' });
  await expect(owner.on.payment.transfer(pay('P-1', lots, 60n))).rejects.toMatchObject({
    code: 'CLEARANCE_NEEDED',
  });
  const named = { paymentId: 'P-1', from: ana, by: asked.by };
  await expect(auditor.on.payment.confirmClearance(named)).rejects.toMatchObject(alone);
  expect(await insurer.on.payment.readClearance(named)).toMatchObject({ amount: eur(60n) });
  expect(await insurer.on.payment.confirmClearance(named)).toMatchObject({
    status: 'cleared',
    confirmedBy: 'insurer/desk',
  });
  await owner.on.payment.transfer(pay('P-1', lots, 60n));
  await auditor.on.payment.clear({ paymentId: 'P-2', from: 'lender', amount: eur(60n) });
  const its = { paymentId: 'P-2', from: 'lender', by: 'registry/auditor' };
  await expect(desk.on.payment.confirmClearance(its)).rejects.toMatchObject({ code: 'OWN_GAIN' });
});

test('a clearance asked by another auditor, for less or for another payer, is in nobody’s way', async () => {
  const { ana: owner, auditor, insurer, be, issue } = await openBank();
  await auditor.on.payment.limit({ currency: 'EUR', above: eur(50n) });
  const hostile = await be('registry/auditor2', 'auditor');
  await hostile.on.payment.clear({ paymentId: 'P-1', from: ana, amount: eur(1n) });
  await hostile.on.payment.clear({ paymentId: 'P-1', from: 'registry/ben', amount: eur(1n) });
  await clear(auditor, insurer, { paymentId: 'P-1', from: ana, amount: eur(60n) });
  await owner.on.payment.transfer(pay('P-1', [await issue(ana, 60n)], 60n));
});

test('what one person cleared, and froze, before two were asked for still counts', async () => {
  const { ana: owner, auditor, insurer, registrar, ledger, issue } = await openBank();
  const lots = [await issue(ana, 200n)];
  await auditor.on.payment.limit({ currency: 'EUR', above: eur(50n) });
  const put = (key: string, kind: string, record: object) => {
    const stored = { kind, v: 1, updatedAt: '2026-03-01T00:00:00.000Z', made: '00', record };
    ledger.world.state.set(key, { value: Buffer.from(canonical(stored)), version: '0.0' });
  };
  const amount = { amount: '60', currency: 'EUR' };
  put('\u0000clearance\u0000P-1\u0000', 'clearance', {
    paymentId: 'P-1',
    from: ana,
    amount,
    by: 'registry/auditor',
  });
  await owner.on.payment.transfer(pay('P-1', lots, 60n));
  const old = { courtOrderId: 'C-0', holder: ana, lots: [], status: 'standing', by: 'registry/registrar' };
  put('\u0000freeze\u0000C-0\u0000', 'freeze', { ...old, at: '2026-03-01T00:00:00.000Z' });
  put('\u0000block\u0000registry/ana\u0000', 'block', { party: ana, courtOrderId: 'C-0' });
  await expect(owner.on.payment.transfer(pay('P-2', ['P-1:1'], 1n))).rejects.toMatchObject({
    code: 'ACCOUNT_FROZEN',
  });
  const asking = { courtOrderId: 'C-0', paymentId: 'X-1' };
  await registrar.on.payment.clawBack({ ...asking, lots: ['P-1:1'], to: 'registry/victim', amount: eur(5n) });
  await insurer.on.payment.confirmClawBack(asking);
  await unfreeze(registrar, insurer, 'C-0');
  await owner.on.payment.transfer(pay('P-3', ['X-1:1'], 1n));
});

test('one key lifts nothing that stands; what the own organisation asked and nobody confirmed it takes back alone', async () => {
  const { registrar, auditor, insurer, desk, ana: owner, issue, ledger } = await openBank();
  const lots = [await issue(ana, 100n)];
  await freeze(registrar, insurer, { courtOrderId: 'C-1', holder: ana, lots: [] });
  const [named, frozen] = [{ courtOrderId: 'C-1' }, { code: 'ACCOUNT_FROZEN' }];
  await expect(insurer.on.payment.confirmUnfreeze(named)).rejects.toMatchObject({ code: 'WRONG_STATUS' });
  const asked = await registrar.on.payment.unfreeze(named);
  expect(asked).toMatchObject({ status: 'standing', lifting: 'registry/registrar' });
  expect(await auditor.on.payment.unfreeze(named)).toEqual(asked);
  await expect(auditor.on.payment.confirmUnfreeze(named)).rejects.toMatchObject(alone);
  await expect(owner.on.payment.confirmUnfreeze(named)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  await expect(owner.on.payment.transfer(pay('P-1', lots, 1n))).rejects.toMatchObject(frozen);
  expect(ledger.events.at(-1)?.facts).not.toContainEqual(expect.objectContaining({ name: 'MoneyUnfrozen' }));
  expect(await desk.on.payment.confirmUnfreeze(named)).toMatchObject({
    status: 'lifted',
    liftedBy: 'lender/desk',
  });
  await owner.on.payment.transfer(pay('P-1', lots, 1n));

  const waits = await registrar.on.payment.freeze({ courtOrderId: 'C-2', holder: ana, lots: [] });
  const hindered = askToLift(waits, { member: 'authority/watch', org: 'authority' });
  expect(hindered).toEqual({ ...waits, lifting: 'authority/watch' });
  expect(confirm(hindered, [], { member: 'lender/desk', org: 'lender' })).not.toHaveProperty('lifting');
  expect(await auditor.on.payment.unfreeze({ courtOrderId: 'C-2' })).toMatchObject({ status: 'lifted' });
});

test('nobody frees the money of its own organisation', async () => {
  const { registrar, auditor, insurer, desk } = await openBank();
  await freeze(registrar, insurer, { courtOrderId: 'C-1', holder: 'lender', lots: [] });
  await registrar.on.payment.unfreeze({ courtOrderId: 'C-1' });
  await expect(desk.on.payment.confirmUnfreeze({ courtOrderId: 'C-1' })).rejects.toMatchObject({
    code: 'OWN_GAIN',
  });
  await freeze(auditor, insurer, { courtOrderId: 'C-2', holder: 'registry', lots: [] });
  await expect(auditor.on.payment.unfreeze({ courtOrderId: 'C-2' })).rejects.toMatchObject({
    code: 'OWN_GAIN',
  });
});

test('one auditor tightens limits; what loosens them waits for another organisation, which says which limits it means', async () => {
  const { auditor, registrar, insurer, desk, ana: owner, issue } = await openBank();
  const [tight, loose] = [
    { currency: 'EUR', above: eur(50n) } as const,
    { currency: 'EUR', above: eur(500n) } as const,
  ];
  const lots = [await issue(ana, 1_000n)];
  expect(await auditor.on.payment.limit(loose)).toEqual(loose);
  expect(await auditor.on.payment.limit(tight)).toEqual(tight);
  const needed = { code: 'CLEARANCE_NEEDED' };
  const raised = await auditor.on.payment.limit(loose);
  expect(raised).toEqual({ ...tight, waiting: { ...loose, by: 'registry/auditor' } });
  await expect(owner.on.payment.transfer(pay('P-1', lots, 60n))).rejects.toMatchObject(needed);
  await expect(auditor.on.payment.confirmLimit(loose)).rejects.toMatchObject(alone);
  await expect(registrar.on.payment.confirmLimit(loose)).rejects.toMatchObject(alone);
  const other = { code: 'LIMIT_OTHER' };
  await expect(insurer.on.payment.confirmLimit({ ...loose, above: eur(400n) })).rejects.toMatchObject(other);
  expect(await insurer.on.payment.readLimit({ currency: 'EUR' })).toEqual(raised);
  expect(await insurer.on.payment.confirmLimit(loose)).toEqual(loose);
  await expect(insurer.on.payment.confirmLimit(loose)).rejects.toMatchObject(other);
  await owner.on.payment.transfer(pay('P-1', lots, 60n));

  const mixed = { currency: 'EUR', above: eur(400n), toAddress: eur(100n), least: eur(5n) } as const;
  const part = { currency: 'EUR', above: eur(400n), least: eur(5n) };
  expect(await auditor.on.payment.limit(mixed)).toEqual({
    ...part,
    waiting: { ...mixed, by: 'registry/auditor' },
  });
  expect(await desk.on.payment.confirmLimit(mixed)).toEqual(mixed);
  const { least: _, ...dusty } = mixed;
  expect((await auditor.on.payment.limit(dusty)).least).toEqual(eur(5n));
  const { toAddress: __, ...closed } = mixed;
  expect(await auditor.on.payment.limit(closed)).toEqual(part);
});

test('what one person traced before two were asked for still opens', async () => {
  const { registrar, auditor, insurer, ledger } = await openBank();
  const old = { courtOrderId: 'C-0', holder: ana, lots: [], status: 'tracing', by: 'registry/registrar' };
  const stored = { kind: 'freeze', v: 1, updatedAt: '2026-03-01T00:00:00.000Z', made: '00' };
  const value = canonical({ ...stored, record: { ...old, at: '2026-03-01T00:00:00.000Z' } });
  ledger.world.state.set('\u0000freeze\u0000C-0\u0000', { value: Buffer.from(value), version: '0.0' });
  expect(await auditor.on.payment.traceAddresses({ courtOrderId: 'C-0' })).toEqual({ items: [] });
  await expect(insurer.on.payment.readFreeze({ courtOrderId: 'C-0' })).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
  await trace(registrar, insurer, { courtOrderId: 'C-1', holder: ana });
  expect(await auditor.on.payment.unfreeze({ courtOrderId: 'C-1' })).toMatchObject({ status: 'tracing' });
  const desk = { courtOrderId: 'C-2', holder: ana, lots: [] };
  await auditor.on.payment.freeze(desk);
  await expect(auditor.on.payment.traceAddresses({ courtOrderId: 'C-2' })).rejects.toMatchObject({
    code: 'LINK_SEALED',
  });
});
