import { canonical } from '@roadbook/chaincode/api';
import { ana, openBank } from './cast';

const order = { courtOrderId: 'T-1' };

/** A trace as it was written when one person was enough. */
async function openTraced() {
  const bank = await openBank();
  const at = '2026-01-01T00:00:00.000Z';
  const record = { ...order, holder: ana, lots: [], status: 'tracing', by: 'registry/registrar', at };
  const value = canonical({ kind: 'freeze', v: 1, updatedAt: at, made: '00', record });
  bank.ledger.world.state.set('\u0000freeze\u0000T-1\u0000', { value: Buffer.from(value), version: '0.0' });
  return bank;
}

test('what one person traced before two were asked for is lifted by two', async () => {
  const { registrar, auditor, desk } = await openTraced();
  expect(await registrar.on.payment.unfreeze(order)).toMatchObject({
    status: 'tracing',
    lifting: 'registry/registrar',
  });
  expect(await auditor.on.payment.traceAddresses(order)).toEqual({ items: [] });
  await expect(auditor.on.payment.confirmUnfreeze(order)).rejects.toMatchObject({
    code: 'SECOND_ORGANISATION_NEEDED',
  });
  expect(await desk.on.payment.confirmUnfreeze(order)).toMatchObject({ status: 'lifted' });
});

test('it counts too while more is asked of it, and when that is agreed to', async () => {
  const { registrar, auditor, desk } = await openTraced();
  expect(await registrar.on.payment.freezeAddresses({ ...order, addresses: [] })).toMatchObject({
    status: 'asked',
    waiting: { by: 'registry/registrar' },
  });
  expect(await auditor.on.payment.traceAddresses(order)).toEqual({ items: [] });
  expect(await registrar.on.payment.unfreeze(order)).toMatchObject({ status: 'asked' });
  expect(await desk.on.payment.confirmFreeze(order)).toMatchObject({ status: 'standing' });
  expect(await auditor.on.payment.traceAddresses(order)).toEqual({ items: [] });
});

test('who asks more of what another organisation asked does not take it back alone', async () => {
  const bank = await openBank();
  const { registrar } = bank;
  await registrar.on.member.admit({ org: 'insurer', kind: 'insurer', confers: ['insurer', 'auditor'] });
  const other = await bank.be('insurer/watch', 'auditor');
  await registrar.on.payment.trace({ ...order, holder: ana });
  await other.on.payment.freezeAddresses({ ...order, addresses: [] });
  await expect(other.on.payment.traceAddresses(order)).rejects.toMatchObject({ code: 'LINK_SEALED' });
  expect(await other.on.payment.unfreeze(order)).toMatchObject({ status: 'asked', lifting: 'insurer/watch' });
  expect(await registrar.on.payment.unfreeze(order)).toMatchObject({ status: 'asked' });
  expect(await bank.desk.on.payment.confirmUnfreeze(order)).toMatchObject({ status: 'lifted' });
});

test('what nobody confirmed is taken back by the organisation that asked it, with what it asked more', async () => {
  const { registrar, auditor } = await openBank();
  await registrar.on.payment.trace({ ...order, holder: ana });
  await auditor.on.payment.freezeAddresses({ ...order, addresses: [] });
  expect(await registrar.on.payment.unfreeze(order)).toMatchObject({ status: 'lifted' });
});
