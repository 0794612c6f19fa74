import { createHash, createPublicKey, verify, X509Certificate } from 'node:crypto';
import { common, ledger, msp, orderer, peer } from '@hyperledger/fabric-protos';
import { canonical, publicKeyOfDid } from '@roadbook/chaincode/api';
import { trial } from './court';

// docs/evidence.md, "By hand": each step with Node's hashes and signatures and Fabric's messages alone.

const sha256 = (...parts: readonly Uint8Array[]) =>
  createHash('sha256').update(Buffer.concat(parts)).digest('hex');
const der = (tag: number, body: Uint8Array) => Buffer.concat([Uint8Array.of(tag, body.length), body]);
const holds = (pem: Uint8Array, message: Uint8Array, signature: Uint8Array) =>
  verify(
    'sha256',
    message,
    createPublicKey(new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'pem' })),
    signature,
  );

const made = trial().then(async ({ chain, pack, ids }) => ({ chain, ids, pack: await pack() }));
const opened = (bytes: string) => {
  const block = common.Block.deserializeBinary(Buffer.from(bytes, 'base64'));
  const header = block.getHeader() ?? new common.BlockHeader();
  const parts = [
    der(2, Uint8Array.of(header.getNumber())),
    der(4, header.getPreviousHash_asU8()),
    der(4, header.getDataHash_asU8()),
  ];
  return {
    block,
    header,
    headerDer: der(0x30, Buffer.concat(parts)),
    data: block.getData()?.getDataList_asU8() ?? [],
  };
};
const payloadOf = (envelope: Uint8Array) =>
  common.Payload.deserializeBinary(common.Envelope.deserializeBinary(envelope).getPayload_asU8());

function transactionOf(envelope: Uint8Array) {
  const payload = payloadOf(envelope);
  const header = payload.getHeader() ?? new common.Header();
  const [action] = peer.Transaction.deserializeBinary(payload.getData_asU8()).getActionsList();
  const called = peer.ChaincodeActionPayload.deserializeBinary(action?.getPayload_asU8() ?? new Uint8Array());
  const result = called.getAction()?.getProposalResponsePayload_asU8() ?? new Uint8Array();
  const signed = peer.ProposalResponsePayload.deserializeBinary(result);
  const effect = peer.ChaincodeAction.deserializeBinary(signed.getExtension_asU8());
  const sets = ledger.rwset.TxReadWriteSet.deserializeBinary(effect.getResults_asU8()).getNsRwsetList();
  const own = sets.find((set) => set.getNamespace() === 'roadbook')?.getRwset_asU8() ?? new Uint8Array();
  return { header, called, result, signed, set: ledger.rwset.kvrwset.KVRWSet.deserializeBinary(own) };
}

async function find(txId: string) {
  const { pack } = await made;
  for (const { number, bytes } of pack.blocks)
    for (const [place, envelope] of opened(bytes).data.entries()) {
      const top = common.ChannelHeader.deserializeBinary(
        payloadOf(envelope).getHeader()?.getChannelHeader_asU8() ?? new Uint8Array(),
      );
      if (top.getTxId() === txId) return { number, place, ...transactionOf(envelope) };
    }
  throw new Error(`no block holds ${txId}`);
}

test('1, 2: the hash of the first block names the channel, and each header is over its transactions', async () => {
  const { chain, pack } = await made;
  expect(sha256(opened(pack.configurations[0]?.bytes ?? '').headerDer)).toBe(chain.hash);
  for (const { bytes } of [...pack.configurations, ...pack.blocks]) {
    const { header, data } = opened(bytes);
    expect(sha256(...data)).toBe(Buffer.from(header.getDataHash_asU8()).toString('hex'));
  }
});

test('3: three orderers of the configuration signed each block', async () => {
  const { pack } = await made;
  const [envelope = new Uint8Array()] = opened(pack.configurations[0]?.bytes ?? '').data;
  const config = common.ConfigEnvelope.deserializeBinary(payloadOf(envelope).getData_asU8())
    .getConfig()
    ?.getChannelGroup();
  const ordering = config?.getGroupsMap().get('Orderer')?.getValuesMap();
  expect(
    orderer.ConsensusType.deserializeBinary(
      ordering?.get('ConsensusType')?.getValue_asU8() ?? new Uint8Array(),
    ).getType(),
  ).toBe('BFT');
  const consenters = common.Orderers.deserializeBinary(
    ordering?.get('Orderers')?.getValue_asU8() ?? new Uint8Array(),
  ).getConsenterMappingList();
  for (const { bytes } of pack.blocks) {
    const { block, headerDer } = opened(bytes);
    const signed = common.Metadata.deserializeBinary(
      block.getMetadata()?.getMetadataList_asU8()[0] ?? new Uint8Array(),
    );
    const who = signed.getSignaturesList().map((one) => {
      const said = one.getIdentifierHeader_asU8();
      const id = common.IdentifierHeader.deserializeBinary(said).getIdentifier();
      const pem = consenters.find((each) => each.getId() === id)?.getIdentity_asU8() ?? new Uint8Array();
      return holds(pem, Buffer.concat([signed.getValue_asU8(), said, headerDer]), one.getSignature_asU8())
        ? id
        : -1;
    });
    expect(who).toEqual([1, 2, 3]);
  }
});

test('4: peers of three organisations signed the result of exactly this proposal', async () => {
  const { ids } = await made;
  for (const id of Object.values(ids)) {
    const { header, called, result, signed } = await find(id);
    const sender = common.SignatureHeader.deserializeBinary(header.getSignatureHeader_asU8());
    expect(sha256(sender.getNonce_asU8(), sender.getCreator_asU8())).toBe(id);
    const parts = [
      header.getChannelHeader_asU8(),
      header.getSignatureHeader_asU8(),
      called.getChaincodeProposalPayload_asU8(),
    ];
    expect(sha256(...parts)).toBe(Buffer.from(signed.getProposalHash_asU8()).toString('hex'));
    const orgs = (called.getAction()?.getEndorsementsList() ?? []).flatMap((one) => {
      const endorser = one.getEndorser_asU8();
      const identity = msp.SerializedIdentity.deserializeBinary(endorser);
      return holds(identity.getIdBytes_asU8(), Buffer.concat([result, endorser]), one.getSignature_asU8())
        ? [identity.getMspid()]
        : [];
    });
    expect(orgs).toEqual(['manufacturer', 'lender', 'insurer']);
  }
});

test('5, 6, 7: the witness read the anchor where it stands, the device signed it, the readings lead to its root', async () => {
  const { ids, pack } = await made;
  const [witness, anchored, built] = [
    await find(ids.witness),
    await find(ids.anchor),
    await find(ids.device),
  ];
  const key = '\u0000anchor\u0000D-1\u0000E-1\u0000';
  const version = witness.set
    .getReadsList()
    .find((read) => read.getKey() === key)
    ?.getVersion();
  expect([version?.getBlockNum(), version?.getTxNum()]).toEqual([anchored.number, anchored.place]);
  const recordIn = ({ set }: typeof anchored) =>
    JSON.parse(Buffer.from(set.getWritesList()[0]?.getValue_asU8() ?? '').toString()).record;
  const { signature, signs: _s, tamper: _t, by: _b, anchoredAt: _a, txId: _x, ...told } = recordIn(anchored);
  const publicKey = publicKeyOfDid(recordIn(built).keys[0].deviceKey);
  if (!publicKey) throw new Error('no key');
  const p1363 = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
  expect(verify('sha256', Buffer.from(canonical(told)), p1363, Buffer.from(signature, 'base64url'))).toBe(
    true,
  );

  // Places 2, 3 and 4 of eight are shown; the tree closes over 0-1, 5 and 6-7.
  const leaf = (at: number) => sha256(Uint8Array.of(0), Buffer.from(canonical(pack.leaves[at]?.frame)));
  const node = (left = '', right = '') =>
    sha256(Uint8Array.of(1), Buffer.from(left, 'hex'), Buffer.from(right, 'hex'));
  const [first, fifth, last] = pack.path;
  expect(pack.leaves.map(({ index }) => index)).toEqual([2, 3, 4]);
  expect(node(node(first, node(leaf(0), leaf(1))), node(node(leaf(2), fifth), last))).toBe(told.root);
});
