import { randomBytes } from 'node:crypto';
import { common, msp } from '@hyperledger/fabric-protos';
import type { Credential } from '../identity/ca';
import { signLow } from '../identity/keys';

/** An administrator's signature under an update of the channel. */
export function signUpdate(
  update: Uint8Array,
  org: string,
  { cert, key }: Credential,
): common.ConfigSignature {
  const creator = new msp.SerializedIdentity();
  creator.setMspid(org);
  creator.setIdBytes(Buffer.from(cert));
  const header = new common.SignatureHeader();
  header.setCreator(creator.serializeBinary());
  header.setNonce(randomBytes(24));
  const signed = new common.ConfigSignature();
  signed.setSignatureHeader(header.serializeBinary());
  signed.setSignature(signLow(key, Buffer.concat([header.serializeBinary(), update])));
  return signed;
}

/** What `peer channel update` submits. */
export function sealUpdate(
  channel: string,
  update: Uint8Array,
  signatures: readonly common.ConfigSignature[],
): Uint8Array {
  const content = new common.ConfigUpdateEnvelope();
  content.setConfigUpdate(update);
  content.setSignaturesList([...signatures]);
  const kind = new common.ChannelHeader();
  kind.setType(common.HeaderType.CONFIG_UPDATE);
  kind.setChannelId(channel);
  const header = new common.Header();
  header.setChannelHeader(kind.serializeBinary());
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(content.serializeBinary());
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  return envelope.serializeBinary();
}
