import type { ProposalOptions } from '@hyperledger/fabric-gateway';
import { type How, operationNamed, SECRET_FIELD, type WireCall } from '@roadbook/chaincode/api';
import { apiOf } from '../rooms/apis';
import type { Peer, Reach } from '../connection/peers';

/** What became of a transaction. */
export interface Receipt {
  /** Fabric's transaction id, 64 hexadecimal digits. */
  readonly txId: string;
  /** The block that it is in. */
  readonly blockNumber: bigint;
  /** Transactions that were made for it; more than 1 after conflicts. */
  readonly attempts: number;
  /** Doubtful answers of the orderers, which the ledger settled; see `OutcomeUnknown`. */
  readonly doubts: number;
}

/** The JSON text that the contract returned, and the receipt unless the call was a query. */
export interface Answer {
  readonly text: string;
  readonly receipt?: Receipt;
}

/** Carries one call. */
export type Send = (call: WireCall, how?: How) => Promise<Answer>;

/** The transaction name that the contract api of Fabric understands. */
export const transactionOf = ({ room, name }: WireCall): string => `${room}:${name}`;

/**
 * Private facts are written and shown only by the own organisation, so such a call is for its peers alone.
 */
export const reachOf = (call: WireCall): Reach =>
  call.manner === 'keep' || call.secret !== undefined ? 'own' : 'any';

/**
 * How a call is proposed to a peer. Calls with private facts name the own organisation as the only endorser,
 * so that no other one is given them. A query names the organisation of the peer that it is for: there alone
 * can private facts be revealed, and one that the peer refuses for its stamp is not passed on, because
 * Fabric's gateway hangs up on whom it passed such a one to.
 */
export function proposalOf(call: WireCall, peer: Peer, mspId: string): ProposalOptions {
  const only = call.manner === 'evaluate' ? peer.org : reachOf(call) === 'own' ? mspId : undefined;
  return {
    arguments: [call.request],
    ...(call.secret !== undefined && { transientData: { [SECRET_FIELD]: call.secret } }),
    ...(only !== undefined && { endorsingOrganizations: [only] }),
  };
}

/**
 * The call behind names and a JSON text, as a command line gives them. `undefined` when there is no such
 * operation.
 */
export function callOf(room: string, name: string, request: string): WireCall | undefined {
  const api = apiOf(room);
  const found = api && operationNamed(api, name);
  return found && { manner: found.operation.manner, room, name, request };
}
