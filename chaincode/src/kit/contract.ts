import { X509Certificate } from 'node:crypto';
import { type Context, Contract } from 'fabric-contract-api';
import 'reflect-metadata';
import { namesOf } from './api';
import { ContractError, kitErrors } from './errors';
import type { Room } from './implement';
import { run } from './run';
import type { Identity, Policy } from './who';

/** The attribute of a certificate that names the role of its holder. */
export const ROLE_ATTRIBUTE = 'roadbook.role';

/** Builds the contract class of a room, which `fabric-chaincode-node` loads. Each operation takes one JSON text and answers one. */
export function contractOf(room: Room, policy: Policy): new () => Contract {
  class RoomContract extends Contract {
    constructor() {
      super(room.api.room);
    }

    override async unknownTransaction(ctx: Context): Promise<void> {
      throw new ContractError(kitErrors.UNKNOWN_OPERATION, { operation: ctx.stub.getFunctionAndParameters().fcn.slice(0, 100) });
    }
  }
  const names = namesOf(room.api);
  for (const name of names) {
    Object.defineProperty(RoomContract.prototype, name, {
      enumerable: false,
      value: (ctx: Context, ...args: string[]) => run(room, policy, { stub: ctx.stub, identity: identityOf(ctx), name, args }),
    });
  }
  // No parameter schemas: the contract api would compile and serialise them again at every call. The api value says it all, and is checked in `run`.
  const transactions = names.map((name) => ({
    name,
    tag: [submits(room, name) ? 'SUBMIT' : 'EVALUATE'],
    returns: { type: 'string' },
  }));
  Reflect.defineMetadata('fabric:transactions', transactions, RoomContract.prototype);
  return RoomContract;
}

const submits = (room: Room, name: string): boolean => room.api.operations[name]?.manner !== 'evaluate';

function identityOf({ clientIdentity }: Context): Identity {
  const certificate = () => new X509Certificate(clientIdentity.getIDBytes());
  return {
    org: clientIdentity.getMSPID(),
    name: clientIdentity.getAttributeValue('hf.EnrollmentID') ?? '',
    role: clientIdentity.getAttributeValue(ROLE_ATTRIBUTE) ?? '',
    isAdmin: () => [certificate().toLegacyObject().subject.OU ?? []].flat().includes('admin'),
    key: () => certificate().publicKey.export({ type: 'spki', format: 'der' }),
  };
}
