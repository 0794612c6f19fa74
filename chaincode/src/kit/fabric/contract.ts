import { X509Certificate } from 'node:crypto';
import { type Context, Contract } from 'fabric-contract-api';
import 'reflect-metadata';
import { formersOf, namesOf } from '../api';
import { ContractError, kitErrors } from '../errors';
import type { Room } from '../implement';
import { run } from '../transaction/run';
import type { Identity, Policy } from '../who';

/** The attribute of a certificate that names the role of its holder. */
export const ROLE_ATTRIBUTE = 'roadbook.role';

/**
 * Builds the contract class of a room, which `fabric-chaincode-node` loads. Each operation takes one JSON
 * text and answers one. What moved from it to another room of the house is carried out there, under the name
 * that it had here.
 */
export function contractOf(room: Room, policy: Policy, house: readonly Room[] = []): new () => Contract {
  class RoomContract extends Contract {
    constructor() {
      super(room.api.room);
    }

    override async unknownTransaction(ctx: Context): Promise<void> {
      throw new ContractError(kitErrors.UNKNOWN_OPERATION, {
        operation: ctx.stub.getFunctionAndParameters().fcn.slice(0, 100),
      });
    }
  }
  const here = namesOf(room.api).map((name) => ({ called: name, name, where: room }));
  const gone = house.flatMap((where) =>
    formersOf(where.api, room.api.room).map(([called, name]) => ({ called, name, where })),
  );
  const entries = [...here, ...gone];
  for (const { called, name, where } of entries) {
    Object.defineProperty(RoomContract.prototype, called, {
      enumerable: false,
      value: (ctx: Context, ...args: string[]) =>
        run(where, policy, { stub: ctx.stub, identity: identityOf(ctx), name, args }),
    });
  }
  // No parameter schemas: the contract api would compile and serialise them again at every call. The api
  // value says it all, and is checked in `run`.
  const transactions = entries.map(({ called, name, where }) => ({
    name: called,
    tag: [submits(where, name) ? 'SUBMIT' : 'EVALUATE'],
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
