import { createHash, verify, X509Certificate } from 'node:crypto';
import { common, msp, peer } from '@hyperledger/fabric-protos';
import { type Decoded, decodeEnvelope } from '../ledger/decoded';
import { fromDer, lowS } from '../connection/der';
import type { ProvenBlock } from './block';
import { isOf, isPeer, type Standing } from './configuration';

/** Where a transaction stands in the chain: with this the peers name the version of a key that it wrote. */
export interface Place {
  readonly block: bigint;
  readonly tx: number;
}

/**
 * A transaction of a proven block, of which enough is known to rely on it. That it counted is not among it.
 */
export interface Examined {
  readonly place: Place;
  readonly at: Date;
  /** What it did in the namespace of the chaincode asked for. */
  readonly decoded: Decoded;
  /** Organisations whose peers signed exactly this result for exactly this proposal. */
  readonly endorsedBy: readonly string[];
}

/** What the transactions of a package must be of. */
export interface Wanted {
  readonly channel: string;
  readonly chaincode: string;
}

/**
 * The transaction with this id in the blocks, examined under the configuration of its block. Answers why not,
 * if it cannot be relied on.
 */
export function examineIn(proven: readonly ProvenBlock[], txId: string, wanted: Wanted): Examined | string {
  for (const { block, standing } of proven) {
    const header = block.headers.find((one) => one.txId === txId);
    const bytes = header && block.envelopes[header.position];
    if (!header || !bytes) continue;
    const found = examine(common.Envelope.deserializeBinary(bytes), standing, wanted);
    if (typeof found === 'string') return `the transaction ${txId} ${found}`;
    return { ...found, place: { block: block.number, tx: header.position }, at: header.at };
  }
  return `no block holds the transaction ${txId}`;
}

function examine(
  envelope: common.Envelope,
  standing: Standing,
  { channel, chaincode }: Wanted,
): Pick<Examined, 'decoded' | 'endorsedBy'> | string {
  const decoded = decodeEnvelope(envelope, chaincode);
  if (!decoded) return 'is no call of a chaincode';
  const parts = partsOf(envelope);
  const at = new Date(decoded.at);
  const { endorsing } = standing;
  const endorsedBy = endorsersOf(parts, standing, at);
  const faults: readonly (readonly [boolean, string])[] = [
    [parts.channel !== channel, `is of the channel ${parts.channel}, not of ${channel}`],
    [
      parts.called !== chaincode || parts.answered !== chaincode,
      `is of the chaincode ${parts.answered}, not of ${chaincode}`,
    ],
    [parts.id !== decoded.txId, 'has an id that does not follow from its sender'],
    [!isSentBy(parts, envelope, standing, at), 'is not signed by who sent it'],
    [!parts.bound, 'was endorsed for another proposal'],
    [parts.status >= 400, `was refused with ${parts.status}`],
    [
      endorsedBy.length * 2 <= endorsing.length,
      `was endorsed by ${endorsedBy.length} of ${endorsing.length} organisations`,
    ],
  ];
  return faults.find(([is]) => is)?.[1] ?? { decoded, endorsedBy };
}

interface Parts {
  readonly channel: string;
  /** The chaincode that the sender called, and the one that answered. */
  readonly called: string;
  readonly answered: string;
  readonly status: number;
  /** SHA-256 of nonce and sender, as an id must be. */
  readonly id: string;
  readonly creator: Uint8Array;
  readonly payload: Uint8Array;
  /** What the endorsers signed. */
  readonly result: Uint8Array;
  readonly endorsements: readonly peer.Endorsement[];
  /**
   * The result names the hash of this proposal, header and all, and the transaction holds no other (Fabric,
   * `validateEndorserTransaction`).
   */
  readonly bound: boolean;
}

function partsOf(envelope: common.Envelope): Parts {
  const payload = envelope.getPayload_asU8();
  const opened = common.Payload.deserializeBinary(payload);
  const [header, data] = [opened.getHeader() ?? new common.Header(), opened.getData_asU8()];
  const [channelBytes, senderBytes] = [header.getChannelHeader_asU8(), header.getSignatureHeader_asU8()];
  const sender = common.SignatureHeader.deserializeBinary(senderBytes);
  const actions = peer.Transaction.deserializeBinary(data).getActionsList();
  const action = peer.ChaincodeActionPayload.deserializeBinary(
    actions[0]?.getPayload_asU8() ?? new Uint8Array(),
  );
  const proposal = action.getChaincodeProposalPayload_asU8();
  const result = action.getAction()?.getProposalResponsePayload_asU8() ?? new Uint8Array();
  const signed = peer.ProposalResponsePayload.deserializeBinary(result);
  const effect = peer.ChaincodeAction.deserializeBinary(signed.getExtension_asU8());
  const input = peer.ChaincodeProposalPayload.deserializeBinary(proposal).getInput_asU8();
  const call = peer.ChaincodeInvocationSpec.deserializeBinary(input).getChaincodeSpec();
  const hash = createHash('sha256').update(channelBytes).update(senderBytes).update(proposal).digest();
  const same = Buffer.from(senderBytes).equals(actions[0]?.getHeader_asU8() ?? new Uint8Array());
  return {
    channel: common.ChannelHeader.deserializeBinary(channelBytes).getChannelId(),
    called: call?.getChaincodeId()?.getName() ?? '',
    answered: effect.getChaincodeId()?.getName() ?? '',
    status: effect.getResponse()?.getStatus() ?? 0,
    id: createHash('sha256').update(sender.getNonce_asU8()).update(sender.getCreator_asU8()).digest('hex'),
    creator: sender.getCreator_asU8(),
    payload,
    result,
    endorsements: action.getAction()?.getEndorsementsList() ?? [],
    bound: actions.length === 1 && same && hash.equals(signed.getProposalHash_asU8()),
  };
}

const isSentBy = (
  { creator, payload }: Parts,
  envelope: common.Envelope,
  standing: Standing,
  at: Date,
): boolean => orgThatSigned(creator, payload, envelope.getSignature_asU8(), standing, at) !== undefined;

function endorsersOf({ result, endorsements }: Parts, standing: Standing, at: Date): string[] {
  const orgs = endorsements.flatMap((one) => {
    const endorser = one.getEndorser_asU8();
    const message = Buffer.concat([result, endorser]);
    const org = orgThatSigned(endorser, message, one.getSignature_asU8(), standing, at, isPeer);
    return org !== undefined && standing.endorsing.includes(org) ? [org] : [];
  });
  return [...new Set(orgs)];
}

/** The organisation of the identity, if its certificate holds and it signed the message. */
function orgThatSigned(
  identity: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
  standing: Standing,
  at: Date,
  fits: typeof isPeer = () => true,
): string | undefined {
  try {
    const who = msp.SerializedIdentity.deserializeBinary(identity);
    const certificate = new X509Certificate(who.getIdBytes_asU8());
    const org = who.getMspid();
    const holds = fits(standing, org, certificate) && isOf(standing, org, certificate, at);
    return holds && isSignedBy(certificate, message, signature) ? org : undefined;
  } catch {
    return undefined;
  }
}

/** ECDSA with SHA-256 in the one form that Fabric takes (DER, s in the lower half), or Ed25519. */
export function isSignedBy(
  { publicKey }: X509Certificate,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (publicKey.asymmetricKeyType === 'ed25519') return verify(null, message, publicKey, signature);
  const size = publicKey.asymmetricKeyDetails?.namedCurve === 'secp384r1' ? 48 : 32;
  const canonical = fromDer(signature) !== undefined && Buffer.from(signature).equals(lowS(signature, size));
  return canonical && verify('sha256', message, publicKey, signature);
}
