import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Commit, ProposalOptions } from '@hyperledger/fabric-gateway';
import { common, gateway as messages, peer } from '@hyperledger/fabric-protos';
import { enrol } from '../../scripts/identity/ca';
import { openHome } from '../../scripts/home';
import { caOf, secretOf } from '../../scripts/identity/files';
import { identityOf, toy } from './toy';

jest.setTimeout(180_000);
const home = () => process.env['ROADBOOK_HOME'] ?? '';
const mark = Date.now().toString(36);
const epcOf = (at: string) => `urn:epc:id:sgtin:4012345.011111.${mark}${at}`;
/** Each such transaction held a peer for more than a minute; only that is what it ends. */
const HELD = 40_000;
const plant = () => identityOf(home(), 'manufacturer', 'plant');

/** Private facts of the manufacturer. */
const keeping = (epc: string): ProposalOptions => ({
  arguments: [JSON.stringify({ epc })],
  transientData: {
    private: JSON.stringify({
      salt: randomBytes(16).toString('hex'),
      facts: { epc, price: { currency: 'EUR', amount: '100' } },
    }),
  },
  endorsingOrganizations: ['manufacturer'],
});

/**
 * A transaction that writes to the private facts of the manufacturer and that none of its peers endorsed,
 * made by hand as any member can: what a peer answered to another proposal, under the header of this one. No
 * peer has its private facts, so the manufacturer's would look for them.
 */
function forged(answered: Uint8Array, proposed: Uint8Array): Uint8Array {
  const prepared = messages.PreparedTransaction.deserializeBinary(answered);
  const payload = common.Payload.deserializeBinary(prepared.getEnvelope()?.getPayload_asU8() ?? EMPTY);
  const transaction = peer.Transaction.deserializeBinary(payload.getData_asU8());
  const [action] = transaction.getActionsList();
  if (!action) throw new Error('it carries no action');
  const other = messages.ProposedTransaction.deserializeBinary(proposed);
  const proposal = peer.Proposal.deserializeBinary(other.getProposal()?.getProposalBytes_asU8() ?? EMPTY);
  const header = common.Header.deserializeBinary(proposal.getHeader_asU8());
  const input = peer.ChaincodeProposalPayload.deserializeBinary(proposal.getPayload_asU8());
  input.getTransientmapMap().clear();
  const carried = peer.ChaincodeActionPayload.deserializeBinary(action.getPayload_asU8());
  carried.setChaincodeProposalPayload(input.serializeBinary());
  const endorsed = carried.getAction();
  const response = peer.ProposalResponsePayload.deserializeBinary(
    endorsed?.getProposalResponsePayload_asU8() ?? EMPTY,
  );
  const digest = createHash('sha256')
    .update(header.getChannelHeader_asU8())
    .update(header.getSignatureHeader_asU8());
  response.setProposalHash(digest.update(input.serializeBinary()).digest());
  endorsed?.setProposalResponsePayload(response.serializeBinary());
  action.setHeader(header.getSignatureHeader_asU8());
  action.setPayload(carried.serializeBinary());
  payload.setHeader(header);
  payload.setData(transaction.serializeBinary());
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  prepared.setTransactionId(other.getTransactionId());
  prepared.setEnvelope(envelope);
  return prepared.serializeBinary();
}
const EMPTY = new Uint8Array();

const toldInTime = (commit: Commit) =>
  Promise.race([commit.getStatus(), sleep(HELD, 'it is held', { ref: false })]);

test('who writes to the private facts of an organisation without its endorsement does not hold its peer', async () => {
  await toy(home(), plant(), async (own, gateway) => {
    const epc = epcOf('own');
    const kept = await own.newProposal('part:keepPrice', keeping(epc)).endorse();
    const sent: Commit[] = [];
    for (const at of ['1', '2', '3']) {
      const proposal = own.newProposal('part:keepPrice', keeping(epcOf(at)));
      sent.push(await gateway.newTransaction(forged(kept.getBytes(), proposal.getBytes())).submit());
    }
    // ENDORSEMENT_POLICY_FAILURE, as the manufacturer's own peer says
    for (const commit of sent)
      expect(await toldInTime(commit)).toMatchObject({ successful: false, code: 10 });
    expect(await toldInTime(await kept.submit())).toMatchObject({ successful: true });
    const asked = {
      arguments: [JSON.stringify({ epc, org: 'manufacturer' })],
      endorsingOrganizations: ['manufacturer'],
    };
    expect(JSON.parse(Buffer.from(await own.evaluate('part:revealPrice', asked)).toString())).toMatchObject({
      epc,
    });
  });
});

test.each(['identity', 'tls'] as const)(
  'wrong passwords lock nobody out of the %s authority',
  async (name) => {
    const place = openHome();
    const [organisation] = place.topology.organisations;
    if (!organisation) throw new Error('the topology has no organisation');
    const ca = caOf(place, organisation);
    const registrar = 'ca-registrar';
    for (let attempt = 0; attempt < 12; attempt++)
      await expect(enrol(ca, name, registrar, randomBytes(24).toString('base64url'), '')).rejects.toThrow(
        'refused to enrol',
      );
    const { cert } = await enrol(ca, name, registrar, secretOf(place, organisation, registrar), '');
    expect(cert).toContain('BEGIN CERTIFICATE');
  },
);
