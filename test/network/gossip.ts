import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { credentials } from '@grpc/grpc-js';
import { gossip, msp } from '@hyperledger/fabric-protos';
import { signLow } from '../../scripts/identity/keys';
import { type Came, peerOf } from './rawdoor';
import { type Identity, profileOfOrg } from './toy';

const QUIET_MS = 20_000;
/** More transactions than a block of these tests holds. */
const MOST_IN_BLOCK = 50;

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

function signed(message: gossip.GossipMessage, key?: string): gossip.Envelope {
  const envelope = new gossip.Envelope();
  envelope.setPayload(message.serializeBinary());
  if (key !== undefined) envelope.setSignature(signLow(key, message.serializeBinary()));
  return envelope;
}

/**
 * What a peer says first to another: who it is, and by which TLS certificate it came. Its own key signs it.
 */
function introduction({ mspId, cert, key }: Identity): gossip.Envelope {
  const identity = new msp.SerializedIdentity();
  identity.setMspid(mspId);
  identity.setIdBytes(Buffer.from(cert));
  const establish = new gossip.ConnEstablish();
  establish.setPkiId(sha256(Buffer.from(mspId + cert)));
  establish.setIdentity(identity.serializeBinary());
  establish.setTlsCertHash(sha256(new X509Certificate(cert).raw));
  const message = new gossip.GossipMessage();
  message.setTag(gossip.GossipMessage.Tag.EMPTY);
  message.setConn(establish);
  return signed(message, key);
}

/** Asks, as a peer that missed them, for all private facts of a collection in a block. */
function missing(channel: string, collection: string, block: bigint): gossip.Envelope {
  const request = new gossip.RemotePvtDataRequest();
  for (let at = 0; at < MOST_IN_BLOCK; at++) {
    const digest = new gossip.PvtDataDigest();
    digest.setNamespace('roadbook');
    digest.setCollection(collection);
    digest.setBlockSeq(Number(block));
    digest.setSeqInBlock(at);
    request.addDigests(digest);
  }
  const message = new gossip.GossipMessage();
  message.setNonce(7);
  message.setChannel(Buffer.from(channel));
  message.setTag(gossip.GossipMessage.Tag.CHAN_ONLY);
  message.setPrivatereq(request);
  return signed(message);
}

/**
 * What the gossip of an organisation's peer gives a plain program, whose own certificate serves for TLS too:
 * the private facts of that organisation in a block.
 */
export async function gossiped(home: string, who: Identity, org: string, block: bigint): Promise<Came> {
  const { address, serverName, tlsCaFile } = peerOf(home, org);
  const secure = credentials.createSsl(readFileSync(tlsCaFile), Buffer.from(who.key), Buffer.from(who.cert));
  const client = new gossip.GossipClient(address, secure, { 'grpc.ssl_target_name_override': serverName });
  try {
    return await new Promise<Came>((done) => {
      const stream = client.gossipStream();
      const end = (said: string, bytes = Buffer.alloc(0)) => {
        clearTimeout(timer);
        stream.cancel();
        done({ bytes, said });
      };
      const timer = setTimeout(() => end('SILENCE'), QUIET_MS);
      stream.on('data', (envelope: gossip.Envelope) => {
        const answer = gossip.GossipMessage.deserializeBinary(envelope.getPayload_asU8()).getPrivateres();
        const given = answer?.getElementsList().flatMap((element) => element.getPayloadList_asU8());
        if (given) end(given.length > 0 ? 'GIVEN' : 'NOTHING', Buffer.concat(given));
      });
      stream.on('error', (error: Error) => end(error.message));
      stream.on('end', () => end('END'));
      stream.write(introduction(who));
      stream.write(missing(profileOfOrg(home, org).channel, `of_${org}`, block));
    });
  } finally {
    client.close();
  }
}
