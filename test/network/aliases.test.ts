import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { aliasSeal, money } from '@roadbook/chaincode/api';
import { credentialKey, provePossession, receiptOf, subKeysOf } from '@roadbook/gateway';
import { limit } from '../behaviour/court';
import { formsOf } from './marks';
import { blocksOf } from './rawdoor';
import { identityOf } from './toy';
import { realWorld } from './world';

jest.setTimeout(180_000);

const world = realWorld();
afterAll(() => world.close());
const home = () => process.env['ROADBOOK_HOME'] ?? '';
/** A currency that nobody else uses here, so that its limits meet nobody else. */
const chf = (amount: bigint) => money.of(amount, 'CHF');
const blockOf = (answer: object): number => Number(receiptOf(answer)?.blockNumber ?? -1n);

/** In which blocks, of all that a service reads, a text stands in whatever form. */
function blocksWith(chain: readonly Buffer[], text: string): number[] {
  const forms = formsOf(text);
  return chain.flatMap((block, at) => (forms.some((form) => block.includes(form)) ? [at] : []));
}

/**
 * Somebody with a DID, which is the one transaction that names its account and is signed by its certificate.
 */
async function openHolder() {
  const name = world.fresh('veiled');
  const { on } = await world.be(`registry/${name}`, 'owner');
  const made = await on.identity.create({});
  return {
    account: `registry/${name}`,
    did: made.did,
    shown: blockOf(made),
    cert: identityOf(home(), 'registry', name).cert.trim(),
  };
}

test('an alias is bound and ended without its holder: no block of it names the account, the DID or the certificate', async () => {
  const { account, did, shown, cert } = await openHolder();
  const desk = (await world.be('lender/desk', 'lender')).on;
  const key = credentialKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
  const { did: alias } = key;
  const salt = randomBytes(16).toString('hex');
  const request = { alias, audience: 'lender', seal: aliasSeal({ did, alias, audience: 'lender', salt }) };
  const signed = (act: 'bindAlias' | 'endAlias') =>
    provePossession(
      act === 'bindAlias' ? { act, channel: 'roadbook', ...request } : { act, channel: 'roadbook', alias },
      key,
    );
  const bound = await desk.identity.bindAlias({ ...request, possession: await signed('bindAlias') });
  const ended = await desk.identity.endAlias({ alias, possession: await signed('endAlias') });
  const chain = await blocksOf(home(), 'insurer');
  expect(blocksWith(chain, alias)).toEqual([blockOf(bound), blockOf(ended)]);
  for (const own of [account, did, cert]) expect([own, blocksWith(chain, own)]).toEqual([own, [shown]]);
  expect(blocksWith(chain, salt)).toEqual([]);
});

test('a one-time address is opened, paid and emptied without its holder, whom no block names', async () => {
  const { account, shown, cert } = await openHolder();
  const { on: payer } = await world.be('registry/owner', 'owner');
  const { on: shop } = await world.be('registry/merchant', 'merchant');
  const { on: registrar } = await world.be('registry/registrar', 'registrar');
  const [auditor, insurer] = [
    await world.be('registry/auditor', 'auditor'),
    await world.be('insurer/desk', 'insurer'),
  ];
  await limit(auditor, insurer, { currency: 'CHF', above: chf(1_000n), toAddress: chf(1_000n) });
  const key = subKeysOf(randomBytes(32), 'roadbook')(0);
  const { address } = key;
  const { seal } = await registrar.payment.escrowLink({ address }, key.link(account));
  const opened = await registrar.payment.openAddress({ address, seal });
  const [{ on: desk }, { on: second }] = [
    await world.be('lender/desk', 'lender'),
    await world.be('lender/second', 'lender'),
  ];
  const orderId = world.fresh('I');
  await desk.payment.askIssue({ orderId, party: 'registry/owner', amount: chf(500n) });
  const { transfer } = await second.payment.settle({ orderId, paymentId: world.fresh('P') });
  const lots = [transfer?.made[0]?.lotId ?? ''];
  const to = [{ party: address, amount: chf(500n) }];
  const paid = await payer.payment.transfer({
    paymentId: world.fresh('P'),
    from: 'registry/owner',
    lots,
    to,
  });
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const order = { paymentId: world.fresh('K'), lots: [paid.made[0]?.lotId ?? ''], until };
  const signed = key.pay({ ...order, to: [{ party: 'registry/merchant', amount: chf(500n) }] });
  const emptied = await shop.payment.payByKey(signed);
  const chain = await blocksOf(home(), 'insurer');
  expect(blocksWith(chain, address)).toEqual(expect.arrayContaining([opened, paid, emptied].map(blockOf)));
  for (const own of [account, cert]) expect([own, blocksWith(chain, own)]).toEqual([own, [shown]]);
});
