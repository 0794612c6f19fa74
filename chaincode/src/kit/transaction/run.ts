import type { ChaincodeStub } from 'fabric-shim';
import { z } from 'zod';
import { operationNamed } from '../api';
import { SECRET_FIELD } from '../client';
import { ContractError, demand, kitErrors, refuse } from '../errors';
import { EVENT_NAME, type Envelope } from '../events';
import type { Room } from '../implement';
import { State } from '../ledger/state';
import type { Settled, Way } from './together';
import { canonical, readBytes, readObject } from '../value/json';
import { fromMillis } from '../value/time';
import { ADMIN, type Identity, type Policy } from '../who';
import { act, type Running } from './act';
import { type Admit, type Asked, prepare, type Prepared } from './asked';
import { fetchFor } from './fetch';
import { listOf, placed } from './list';

/** What one transaction is given: the stub, who signed, and its arguments. */
export interface Given {
  readonly stub: ChaincodeStub;
  readonly identity: Identity;
  readonly args: readonly string[];
}

/**
 * Carries out one call as a transaction and answers the JSON text of its result. Any refusal is a
 * ContractError, and then nothing was written.
 */
export async function run(room: Room, name: string, policy: Policy, given: Given): Promise<string> {
  const { stub, args } = given;
  const { state, admit } = await open(policy, given);
  const asked: Asked = {
    house: room,
    room: room.api.room,
    name,
    wire: () => {
      demand(args.length === 1, kitErrors.UNREADABLE_REQUEST, { why: `${args.length} arguments were given` });
      return readObject(args[0] ?? '');
    },
    secret: () => {
      const bytes = stub.getTransient().get(SECRET_FIELD);
      return bytes && readBytes(bytes);
    },
    place: {},
  };
  const [settled] = await carryOut([asked], 'all', { ...given, state, admit });
  return canonical(settled && 'answer' in settled ? settled.answer : {});
}

/**
 * Carries out a list of calls as one transaction. By `all` it answers `{results}`, by place; by `each` the
 * results say what became of each ({@link Settled}), and only when all are refused nothing was written.
 */
export async function runTogether(
  house: ReadonlyMap<string, Room>,
  way: Way,
  policy: Policy,
  given: Given,
): Promise<string> {
  const { state, admit } = await open(policy, given);
  // An administrator may be nobody on the ledger yet; the operations say whether that is enough.
  await admit([ADMIN]);
  const asked = listOf(house, `together.${way}`, given.args, given.stub.getTransient());
  const settled = await carryOut(asked, way, { ...given, state, admit });
  return canonical({ results: settled.map((one) => (way === 'all' && 'answer' in one ? one.answer : one)) });
}

async function open(policy: Policy, { stub, identity }: Given): Promise<{ state: State; admit: Admit }> {
  const state = new State(stub);
  await state.fetch(policy.keys(identity));
  const known = new Map<string, ReturnType<Admit>>();
  const admit: Admit = (by) => {
    const roles = by.join();
    const admitted = known.get(roles) ?? policy.admit(identity, (key) => state.get(key), by);
    known.set(roles, admitted);
    return admitted;
  };
  return { state, admit };
}

type Opened = Given & { readonly state: State; readonly admit: Admit };

async function carryOut(asked: readonly Asked[], way: Way, opened: Opened): Promise<Settled[]> {
  const { stub, state, identity, admit } = opened;
  const running: Running = { stub, state, now: timeOf(stub), callerKey: identity.key, facts: [] };
  const settling = <T>(one: Asked, work: () => Promise<T>) => settle(one, way, work);
  const prepared: (Prepared | ContractError)[] = [];
  for (const one of asked) prepared.push(await settling(one, () => prepare(one, admit)));
  const calls = prepared.filter(isPrepared);
  mustGoTogether(calls);
  await fetchFor(running, calls);
  const settled: Settled[] = [];
  let nth = 0;
  for (const [at, one] of asked.entries()) {
    const call = prepared[at] as Prepared | ContractError;
    const result = isPrepared(call) ? await settling(one, () => answerTo(running, call, nth)) : call;
    if (isPrepared(call)) nth += call.items.length;
    settled.push(result instanceof ContractError ? { refused: result.message } : { answer: result });
  }
  if (calls.some(({ operation }) => operation.manner !== 'evaluate')) {
    await state.flush();
    if (running.facts.length > 0) stub.setEvent(EVENT_NAME, envelope(running));
  }
  return settled;
}

const isPrepared = (one: Prepared | ContractError): one is Prepared => !(one instanceof ContractError);

async function answerTo(running: Running, call: Prepared, first: number): Promise<unknown> {
  const mark = { writes: running.state.mark(), facts: running.facts.length };
  const answers: unknown[] = [];
  try {
    for (const [at, item] of call.items.entries()) {
      try {
        answers.push(await act(running, call, item, first + at));
      } catch (error) {
        throw call.batch && error instanceof ContractError ? error.with({ item: at }) : error;
      }
    }
  } catch (error) {
    running.state.revert(mark.writes);
    running.facts.length = mark.facts;
    throw error;
  }
  return call.batch ? { results: answers } : answers[0];
}

/** By `each` a refusal is the result of its call; else it is thrown, and says which call it is. */
async function settle<T>(asked: Asked, way: Way, work: () => Promise<T>): Promise<T | ContractError> {
  try {
    return await work();
  } catch (error) {
    const refusal = error instanceof ContractError ? error : broken(asked, error);
    if (way === 'each') return refusal;
    throw placed(refusal, asked);
  }
}

function broken({ house, room, name }: Asked, error: unknown): ContractError {
  const why =
    error instanceof z.core.$ZodError
      ? `${error.issues[0]?.path.join('.')} ${error.issues[0]?.message}`
      : house && operationNamed(house.api, name)?.operation.manner === 'keep'
        ? 'the reason could tell private facts'
        : String(error).slice(0, 300);
  return new ContractError(kitErrors.BROKEN, { operation: `${room}.${name}`, why });
}

/** One transaction is endorsed in one way. */
function mustGoTogether(calls: readonly Prepared[]): void {
  const [first] = calls;
  const other = calls.find(({ operation }) => operation.manner !== first?.operation.manner);
  const named = ({ room, name }: Prepared) => `${room.api.room}.${name}`;
  if (first && other) refuse(kitErrors.CALLS_DIFFER, { operation: named(other), first: named(first) });
}

function timeOf(stub: ChaincodeStub): string {
  const { seconds, nanos } = stub.getTxTimestamp();
  return fromMillis(Number(seconds.toString()) * 1000 + Math.floor(nanos / 1_000_000));
}

function envelope({ now, facts }: Running): Uint8Array {
  const told: Envelope = { v: 1, at: now, facts };
  return Buffer.from(canonical(told));
}
