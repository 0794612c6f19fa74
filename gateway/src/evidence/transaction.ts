import { createHash, verify, X509Certificate } from 'node:crypto';
import { common, msp, peer } from '@hyperledger/fabric-protos';
import { type Decoded, decodeEnvelope } from '../decoded';
import { type Configuration, isOf } from './configuration';

/** A transaction examined: what it wrote, and whose signatures on it hold. */
export interface Examined {
  readonly decoded: Decoded;
  /** The sender's certificate is of its organisation, and signed the whole. */
  readonly isSigned: boolean;
  /** The id follows from the sender and the nonce, so no other transaction can bear it. */
  readonly hasOwnId: boolean;
  /** Organisations whose peers signed exactly this result. */
  readonly endorsedBy: readonly string[];
}

/** The envelope with this transaction id, examined under the configuration of its block. */
export function examineIn(
  envelopes: readonly Uint8Array[],
  txId: string,
  configuration: Configuration,
): (Examined & { position: number }) | undefined {
  for (const [position, bytes] of envelopes.entries()) {
    const envelope = common.Envelope.deserializeBinary(bytes);
    const decoded = decodeEnvelope(envelope);
    if (decoded?.txId === txId) return { position, ...examine(envelope, decoded, configuration) };
  }
  return undefined;
}

function examine(envelope: common.Envelope, decoded: Decoded, configuration: Configuration): Examined {
  const bytes = envelope.getPayload_asU8();
  const payload = common.Payload.deserializeBinary(bytes);
  const header = common.SignatureHeader.deserializeBinary(payload.getHeader()?.getSignatureHeader_asU8() ?? new Uint8Array());
  const creator = header.getCreator_asU8();
  const id = createHash('sha256').update(header.getNonce_asU8()).update(creator).digest('hex');
  const at = new Date(decoded.at);
  return {
    decoded,
    hasOwnId: id === decoded.txId,
    isSigned: orgThatSigned(creator, bytes, envelope.getSignature_asU8(), configuration, at) !== undefined,
    endorsedBy: endorsersOf(payload.getData_asU8(), configuration, at),
  };
}

function endorsersOf(data: Uint8Array, configuration: Configuration, at: Date): string[] {
  const [action] = peer.Transaction.deserializeBinary(data).getActionsList();
  const endorsed = peer.ChaincodeActionPayload.deserializeBinary(action?.getPayload_asU8() ?? new Uint8Array()).getAction();
  const result = endorsed?.getProposalResponsePayload_asU8() ?? new Uint8Array();
  const orgs = (endorsed?.getEndorsementsList() ?? []).flatMap((one) => {
    const endorser = one.getEndorser_asU8();
    const org = orgThatSigned(endorser, Buffer.concat([result, endorser]), one.getSignature_asU8(), configuration, at, 'peer');
    return org !== undefined && configuration.endorsing.includes(org) ? [org] : [];
  });
  return [...new Set(orgs)];
}

/** The organisation of the identity, if its certificate holds and it signed the message. */
function orgThatSigned(
  identity: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
  configuration: Configuration,
  at: Date,
  unit?: string,
): string | undefined {
  try {
    const who = msp.SerializedIdentity.deserializeBinary(identity);
    const certificate = new X509Certificate(who.getIdBytes_asU8());
    const fits = unit === undefined || certificate.subject.split('\n').includes(`OU=${unit}`);
    const holds = fits && isOf(configuration, who.getMspid(), certificate, at) && isSignedBy(certificate, message, signature);
    return holds ? who.getMspid() : undefined;
  } catch {
    return undefined;
  }
}

/** ECDSA with SHA-256 in DER, or Ed25519. */
export function isSignedBy({ publicKey }: X509Certificate, message: Uint8Array, signature: Uint8Array): boolean {
  return verify(publicKey.asymmetricKeyType === 'ed25519' ? null : 'sha256', message, publicKey, signature);
}
