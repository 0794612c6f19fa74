import type { ChaincodeStub } from 'fabric-shim';
import { z } from 'zod';
import { operationNamed } from '../api';
import { type Asking, type Operation } from '../operation';
import type { Depth, Question } from '../question';
import { ContractError, demand, kitErrors, refuse } from '../errors';
import { EVENT_NAME, type Envelope, type EventSpec } from '../events';
import type { Room } from '../implement';
import { canonical } from '../value/json';
import { mayTake, type StepOf } from '../life';
import { stepsOf } from '../next';
import { keysNeeded, type Readied, ready } from './needs';
import { keyIn, Rows, type Setting } from '../ledger/rows';
import { sha256 } from '../value/hash';
import { isParty } from '../side';
import { State } from '../ledger/state';
import type { Tables } from '../table';
import { fromMillis } from '../value/time';
import { mustBeParty } from '../tx';
import { Vault } from '../ledger/vault';
import type { Caller, Identity, Policy } from '../who';
import { type Item, read, secretOf } from './request';

/** What one transaction is given: the stub, who signed, the operation named and its arguments. */
export interface Given {
  readonly stub: ChaincodeStub;
  readonly identity: Identity;
  readonly name: string;
  readonly args: readonly string[];
}

interface Running {
  readonly room: Room;
  readonly operation: Operation;
  readonly name: string;
  readonly stub: ChaincodeStub;
  readonly state: State;
  readonly caller: Caller;
  readonly callerKey: () => Uint8Array;
  readonly now: string;
  readonly facts: { name: string }[];
  readonly secret: { salt: string; facts: unknown } | undefined;
}

/**
 * Carries out one transaction and answers the JSON text of its result. Any refusal is a ContractError, and
 * then nothing was written.
 */
export async function run(room: Room, policy: Policy, given: Given): Promise<string> {
  try {
    return await attempt(room, policy, given);
  } catch (error) {
    if (error instanceof ContractError) throw error;
    const why =
      error instanceof z.core.$ZodError
        ? `${error.issues[0]?.path.join('.')} ${error.issues[0]?.message}`
        : operationNamed(room.api, given.name)?.operation.manner === 'keep'
          ? 'the reason could tell private facts'
          : String(error).slice(0, 300);
    throw new ContractError(kitErrors.BROKEN, { operation: `${room.api.room}.${given.name}`, why });
  }
}

async function attempt(room: Room, policy: Policy, { stub, identity, name, args }: Given): Promise<string> {
  const operationName = `${room.api.room}.${name.slice(0, 64)}`;
  const { operation, batch } =
    operationNamed(room.api, name) ?? refuse(kitErrors.UNKNOWN_OPERATION, { operation: operationName });
  const single = batch ? name.slice(0, -4) : name;
  const state = new State(stub);
  await state.fetch(policy.keys(identity));
  const caller = await policy.admit(identity, (key) => state.get(key), operation.by);
  demand(operation.by.includes(caller.role), kitErrors.NOT_ALLOWED, {
    role: caller.role,
    operation: operationName,
    by: operation.by.join(', '),
  });
  const items = read(operation, operationName, batch, args);
  const now = timeOf(stub);
  await state.fetch(planned(room, single, items, { ...caller, now }));
  const secret = operation.secret ? secretOf(stub, operation, operationName) : undefined;
  const running: Running = {
    room,
    operation,
    name: single,
    stub,
    state,
    caller,
    callerKey: identity.key,
    now,
    facts: [],
    secret,
  };
  const answers: unknown[] = [];
  for (const [at, item] of items.entries())
    answers.push(await runItem(running, item, batch ? at : undefined));
  if (operation.manner !== 'evaluate') {
    await state.flush();
    if (running.facts.length > 0) stub.setEvent(EVENT_NAME, envelope(running));
  }
  return canonical(batch ? { results: answers } : answers[0]);
}

async function runItem(
  running: Running,
  { wire, request }: Item,
  item: number | undefined,
): Promise<unknown> {
  const handler = running.room.handlers[running.name];
  if (!handler) return refuse(kitErrors.UNKNOWN_OPERATION, { operation: running.name });
  try {
    const { caller, operation, name, room, secret, state, now } = running;
    const lived = room.lived;
    const fingerprint = sha256(canonical([room.api.room, name, caller.member, wire]));
    const { repeated, given, settle } = operation.needs
      ? await ready(operation.needs, request, { state, now, fingerprint, caller, lived }, name)
      : NOTHING;
    if (repeated) return z.encode(operation.response, repeated.answer);
    const held = secret ? { ...given, secret: secret.facts } : given;
    const answer = await handler(txOf(running, fingerprint) as never, request as never, held as never);
    await settle?.();
    return z.encode(operation.response, answer);
  } catch (error) {
    if (item === undefined || !(error instanceof ContractError)) throw error;
    throw error.with({ item });
  }
}

/** Of an operation that states no need. */
const NOTHING: Partial<Readied> = { given: {} };

function txOf(running: Running, fingerprint: string): object {
  const { caller, now, stub, state, room, operation } = running;
  const takes = operation.needs?.takes && stepsOf(operation);
  const setting: Setting = { state, now, fingerprint, caller, lived: room.lived, takes };
  const vault = { ...setting, salt: running.secret?.salt ?? '', peerOrg: stub.getMspID() };
  const rowsOf = (tables: Tables): object =>
    Object.fromEntries(
      Object.entries(tables).map(([name, spec]) => [
        name,
        spec.store === 'public' ? new Rows(spec, setting) : new Vault(spec, vault),
      ]),
    );
  const tx = {
    now,
    caller,
    callerKey: running.callerKey,
    channel: stub.getChannelID(),
    id: stub.getTxID(),
    is: (party: string) => isParty(caller, party),
    mustBe: (as: string, ...parties: string[]) => mustBeParty(caller, as, parties),
    take: (step: StepOf<unknown>, record: unknown) => mayTake(caller, step, record),
    tell: (event: EventSpec, fact: unknown) => {
      if (!operation.events.some(({ name }) => name === event.name))
        throw new Error(`the event ${event.name} is not in the api of ${running.name}`);
      running.facts.push({ name: event.name, ...(z.encode(event.fact, fact as never) as object) });
    },
  };
  const ask = (asked: Question<Depth, never, unknown>, ...about: never[]): Promise<unknown> => {
    const answer = room.answered?.get(asked);
    if (!answer) throw new Error(`nobody answers: ${asked.asks}`);
    return answer(enter({}) as never, ...(about as never));
  };
  const enter = (tables: Tables): object => ({ ...tx, ...rowsOf(tables), enter, ask });
  return enter(room.tables);
}

/**
 * The keys that follow from the requests, for one message. What a plan stumbles over is said by the handler.
 */
function planned(room: Room, name: string, items: readonly Item[], asking: Asking): string[] {
  const plan = room.plan[name];
  const needs = room.api.operations[name]?.needs;
  try {
    return items.flatMap(({ request }) => [
      ...Object.entries(plan?.(request as never) ?? {}).flatMap((ids) => keysOf(room, ...ids)),
      ...keysNeeded(needs, request, asking),
    ]);
  } catch (error) {
    if (error instanceof ContractError) return [];
    throw error;
  }
}

function keysOf(room: Room, tableName: string, ids: readonly (readonly string[])[] | undefined): string[] {
  const spec = room.tables[tableName];
  return spec && ids ? ids.map((id) => keyIn(spec, id)) : [];
}

function timeOf(stub: ChaincodeStub): string {
  const { seconds, nanos } = stub.getTxTimestamp();
  return fromMillis(Number(seconds.toString()) * 1000 + Math.floor(nanos / 1_000_000));
}

function envelope({ now, facts }: Running): Uint8Array {
  const told: Envelope = { v: 1, at: now, facts };
  return Buffer.from(canonical(told));
}
