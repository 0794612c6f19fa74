import { X509Certificate } from 'node:crypto';
import { type Context, Contract } from 'fabric-contract-api';
import 'reflect-metadata';
import { formersOf, namesOf } from '../api';
import { ContractError, kitErrors } from '../errors';
import type { Room } from '../implement';
import { TOGETHER, ways } from '../transaction/together';
import { run, runTogether } from '../transaction/run';
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
      unknown(ctx);
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
        run(where, name, policy, { stub: ctx.stub, identity: identityOf(ctx), args }),
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

/** Builds the contract class that carries out lists of calls of all rooms of a house, in one transaction. */
export function togetherOf(house: readonly Room[], policy: Policy): new () => Contract {
  class Together extends Contract {
    constructor() {
      super(TOGETHER);
    }

    override async unknownTransaction(ctx: Context): Promise<void> {
      unknown(ctx);
    }
  }
  const rooms = new Map(house.map((room) => [room.api.room, room]));
  for (const way of ways)
    Object.defineProperty(Together.prototype, way, {
      enumerable: false,
      value: (ctx: Context, ...args: string[]) =>
        runTogether(rooms, way, policy, { stub: ctx.stub, identity: identityOf(ctx), args }),
    });
  const transactions = ways.map((name) => ({ name, tag: ['SUBMIT'], returns: { type: 'string' } }));
  Reflect.defineMetadata('fabric:transactions', transactions, Together.prototype);
  return Together;
}

function unknown(ctx: Context): never {
  throw new ContractError(kitErrors.UNKNOWN_OPERATION, {
    operation: ctx.stub.getFunctionAndParameters().fcn.slice(0, 100),
  });
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
