import { createHash } from 'node:crypto';
import { canonical } from '@roadbook/chaincode/api';
import { openBank } from '../loan/cast';
import { insure, openGarage } from '../vehicle/cast';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const contract = { hash: hash('contract'), version: '2024-01', language: 'de' };
const information = { hash: hash('sheet'), version: '7', language: 'en-GB' };
const papers = { room: 'loan' as const, id: 'L-1', no: 1 };
const signed = { ...papers, contractHash: contract.hash, informationHash: information.hash };

async function openPapers() {
  const bank = await openBank();
  await bank.lend();
  await bank.lender.on.signing.present({ ...papers, contract, information });
  return bank;
}

test('what was signed: hashes, version, language, both signatures with their transactions', async () => {
  const { owner, lender, be, ledger } = await openPapers();
  const done = await owner.on.signing.sign(signed);
  expect(done).toMatchObject({
    ...{ provider: 'lender', customer: 'registry/owner', status: 'signed', contract, information },
    presented: { by: 'lender/desk', keyHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    signed: { by: 'registry/owner', txId: expect.stringMatching(/^[0-9a-f]{64}$/) },
  });
  expect(await owner.on.signing.sign(signed)).toEqual(done);
  expect(await lender.on.signing.read(papers)).toEqual(done);
  const auditor = await be('registry/auditor', 'auditor');
  expect((await auditor.on.signing.list({ room: 'loan', id: 'L-1' })).items).toEqual([done]);
  expect(ledger.events.at(-1)?.facts).toEqual([{ name: 'PapersSigned', ...papers }]);
});

test.each([
  ['another text', { contractHash: hash('other') }, 'contract'],
  ['another sheet', { informationHash: hash('other') }, 'information sheet'],
  ['no sheet', { informationHash: undefined }, 'information sheet'],
])('%s is not what was presented', async (_what, change, which) => {
  const { owner } = await openPapers();
  await expect(owner.on.signing.sign({ ...signed, ...change })).rejects.toMatchObject({
    ...{ code: 'PAPERS_DIFFER', facts: { which } },
  });
});

test('strangers neither present, sign, withdraw nor read; each side does its own part', async () => {
  const { owner, lender, buyer, be, registrar } = await openPapers();
  await registrar.on.member.admit({ org: 'bank', kind: 'lender', confers: ['lender'] });
  const bank = await be('bank/desk', 'lender');
  const next = { ...papers, no: 2, contract };
  for (const someone of [bank, buyer, owner])
    await expect(someone.on.signing.present(next)).rejects.toMatchObject({ code: 'NOT_YOURS' });
  for (const someone of [bank, buyer, lender])
    await expect(someone.on.signing.sign(signed)).rejects.toMatchObject({
      code: expect.stringMatching(/^(NOT_YOURS|WRONG_SIDE)$/),
    });
  await expect(owner.on.signing.withdraw(papers)).rejects.toMatchObject({ code: 'WRONG_SIDE' });
  await expect(buyer.on.signing.read(papers)).rejects.toMatchObject({ code: 'NOT_YOURS' });
  await expect(bank.on.signing.list({ room: 'loan', id: 'L-1' })).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
  await expect(lender.on.signing.present({ ...next, id: 'L-404' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('papers follow one another, a contradiction is refused, what is withdrawn is not signed', async () => {
  const { owner, lender } = await openPapers();
  const again = { ...papers, contract, information };
  expect(await lender.on.signing.present(again)).toMatchObject({ status: 'presented' });
  await expect(
    lender.on.signing.present({ ...again, contract: { ...contract, version: '2' } }),
  ).rejects.toMatchObject({ code: 'EXISTS_DIFFERENTLY' });
  for (const no of [2, 3])
    await expect(lender.on.signing.present({ ...again, no })).rejects.toMatchObject({
      code: 'PAPERS_OUT_OF_ORDER',
    });
  await lender.on.signing.withdraw(papers);
  await expect(owner.on.signing.sign(signed)).rejects.toMatchObject({ code: 'WRONG_STATUS' });
  expect(await lender.on.signing.present({ ...again, no: 2 })).toMatchObject({ status: 'presented' });
});

test('of signing and withdrawing in one block one is made', async () => {
  const { owner, lender, ledger } = await openPapers();
  const call = (name: string, request: object) => ({
    ...{ manner: 'submit' as const, room: 'signing', name, request: canonical(request) },
  });
  const ends = await ledger.race([owner, call('sign', signed)], [lender, call('withdraw', papers)]);
  expect(ends).toEqual(['VALID', 'MVCC_READ_CONFLICT']);
});

test('a policy: its insurer presents, its policyholder signs', async () => {
  const bank = await openGarage();
  await insure(bank);
  const about = { room: 'policy' as const, id: 'POL-7', no: 1 };
  await bank.insurer.on.signing.present({ ...about, contract });
  expect(await bank.owner.on.signing.sign({ ...about, contractHash: contract.hash })).toMatchObject({
    ...{ provider: 'insurer', customer: 'registry/owner', status: 'signed' },
  });
});
