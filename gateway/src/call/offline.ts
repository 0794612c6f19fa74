import { createHash, X509Certificate } from 'node:crypto';
import type { WireCall } from '@roadbook/chaincode/api';
import { type Answer, proposalOf, transactionOf } from './call';
import { diagnose } from '../errors/diagnosis';
import { atSomePeer, deadlineIn, type Shared } from './failover';
import { canonicalSignature } from '../connection/identity';
import { isCertain } from './order';
import { type Outcome, outcomeOf } from './outcome';
import { Patience, type RetryOptions } from './retry';
import { failureOf } from '../errors/failure';

/**
 * Bytes that go out to be signed and come back with the signature. Nothing about them is kept between the
 * stages.
 */
export interface ToSign {
  readonly txId: string;
  /** To be handed back as they are. */
  readonly bytes: Uint8Array;
  /**
   * What is signed: with ECDSA over SHA-256, as WebCrypto and OpenSSL do it when given the message; or with
   * Ed25519.
   */
  readonly message: Uint8Array;
  /** SHA-256 of the message, for devices that sign digests. */
  readonly digest: Uint8Array;
}

/**
 * Signing elsewhere, in a browser, a wallet or a device: at each of the three stages bytes go out and a
 * signature comes in. A signature may be DER or `r || s`, with any half of s. Every stage may run in another
 * process, and each uses own peers only.
 *
 * A proposal bears the time at which it was made, and peers take it for ten seconds: ask a person first, then
 * propose, sign and endorse. Later it is refused with `STAMP_REFUSED`, and proposed anew.
 */
export class Offline {
  readonly #shared: Shared;
  readonly #retry: RetryOptions;

  /** @internal */
  constructor(shared: Shared, retry: RetryOptions) {
    this.#shared = shared;
    this.#retry = retry;
  }

  /** First stage: the proposal of a call (see `wireOf`). */
  propose(call: WireCall): ToSign {
    const peer = this.#peer();
    const proposal = peer.propose(transactionOf(call), proposalOf(call, peer, this.#shared.peers.mspId));
    return toSign(proposal.getTransactionId(), proposal);
  }

  /** For a query: the signed proposal is all, and the answer comes back. */
  async evaluate(bytes: Uint8Array, signature: Uint8Array): Promise<Answer> {
    const text = await this.#at('evaluate', async (peer, named) => {
      const proposal = peer.gateway.newSignedProposal(bytes, this.#canonical(signature));
      named(proposal.getTransactionId());
      return await proposal.evaluate(deadlineIn(this.#shared.timeouts.evaluate));
    });
    return { text: new TextDecoder().decode(text) };
  }

  /**
   * Second stage: endorses the signed proposal; what comes back is the transaction to sign, with the result
   * it would have.
   */
  async endorse(bytes: Uint8Array, signature: Uint8Array): Promise<ToSign & Answer> {
    const transaction = await this.#at('endorse', async (peer, named) => {
      const proposal = peer.gateway.newSignedProposal(bytes, this.#canonical(signature));
      named(proposal.getTransactionId());
      return await proposal.endorse(deadlineIn(this.#shared.timeouts.endorse));
    });
    return {
      ...toSign(transaction.getTransactionId(), transaction),
      text: new TextDecoder().decode(transaction.getResult()),
    };
  }

  /**
   * Third stage: hands the signed transaction in; what comes back is the question for its outcome, to sign.
   * Calling it again with the same bytes is safe: a channel takes a transaction once. Throws `OrderingFailed`
   * only when the orderers certainly do not have it.
   */
  async order(bytes: Uint8Array, signature: Uint8Array): Promise<ToSign> {
    const peer = this.#peer();
    const transaction = peer.gateway.newSignedTransaction(bytes, this.#canonical(signature));
    const txId = transaction.getTransactionId();
    try {
      const commit = await transaction.submit(deadlineIn(this.#shared.timeouts.order));
      return toSign(txId, commit);
    } catch (error) {
      const diagnosis = diagnose(error);
      if (isCertain(diagnosis)) throw failureOf(diagnosis, 'order', UNNAMED, txId, error);
      return this.question(txId);
    }
  }

  /** The question for the outcome of a transaction, to sign; for {@link outcome}. */
  question(txId: string): ToSign {
    const request = this.#shared.statusRequest(txId);
    return toSign(txId, this.#peer().gateway.newCommit(request));
  }

  /**
   * Asks for the outcome. Waits for the block; `undefined` when no peer could tell in time (then ask again).
   */
  async outcome(bytes: Uint8Array, signature: Uint8Array): Promise<Outcome | undefined> {
    try {
      return outcomeOf(
        await this.#peer()
          .gateway.newSignedCommit(bytes, this.#canonical(signature))
          .getStatus(deadlineIn(this.#shared.timeouts.commit)),
      );
    } catch (error) {
      if (diagnose(error).kind === 'unavailable') return undefined;
      throw failureOf(diagnose(error), 'commit', UNNAMED, '', error);
    }
  }

  #peer() {
    const [peer] = this.#shared.peers.inOrder('own');
    if (!peer) throw new Error('a profile without an own peer');
    return peer;
  }

  #at<T>(stage: 'evaluate' | 'endorse', work: Parameters<typeof atSomePeer<T>>[4]): Promise<T> {
    return atSomePeer(
      this.#shared,
      'own',
      new Patience(this.#retry),
      { stage, call: UNNAMED, signed: true },
      work,
    );
  }

  #canonical(signature: Uint8Array): Uint8Array {
    return canonicalSignature(signature, new X509Certificate(this.#shared.identity.certificate).publicKey);
  }
}

const UNNAMED: WireCall = { manner: 'submit', room: '', name: '', request: '' };

/** With `hash.none` the library's "digest" is the message itself. */
function toSign(txId: string, signable: { getBytes(): Uint8Array; getDigest(): Uint8Array }): ToSign {
  const message = signable.getDigest();
  return { txId, bytes: signable.getBytes(), message, digest: createHash('sha256').update(message).digest() };
}
