import type { ChaincodeStub } from 'fabric-shim';
import { z } from 'zod';
import { refuse, kitErrors } from '../errors';
import type { EventSpec } from '../events';
import { Rows, type Setting } from '../ledger/rows';
import type { State } from '../ledger/state';
import { Vault } from '../ledger/vault';
import { mayTake, type StepOf } from '../life';
import { stepsOf } from '../next';
import type { Depth, Question } from '../question';
import { isParty } from '../side';
import type { Tables } from '../table';
import { mustBeParty } from '../tx';
import { sha256 } from '../value/hash';
import { canonical } from '../value/json';
import type { Prepared } from './asked';
import { type Readied, ready } from './needs';
import type { Item } from './request';

/** What all calls of a transaction share. */
export interface Running {
  readonly stub: ChaincodeStub;
  readonly state: State;
  readonly now: string;
  readonly callerKey: () => Uint8Array;
  /** What was told so far, in the order of the calls. */
  readonly facts: { name: string }[];
}

/** Of an operation that states no need. */
const NOTHING: Partial<Readied> = { given: {} };

/** Carries out one item of a call, the `nth` of its transaction from 0, and answers it as it goes over the wire. */
export async function act(
  running: Running,
  call: Prepared,
  { wire, request }: Item,
  nth: number,
): Promise<unknown> {
  const { room, operation, name, caller, secret } = call;
  const handler = room.handlers[name];
  if (!handler) return refuse(kitErrors.UNKNOWN_OPERATION, { operation: name });
  const { state, now } = running;
  const fingerprint = sha256(canonical([room.api.room, name, caller.member, wire]));
  const takes = operation.needs?.takes && stepsOf(operation);
  const setting: Setting = { state, now, fingerprint, caller, lived: room.lived, takes };
  const { repeated, given, settle } = operation.needs
    ? await ready(operation.needs, request, setting, name)
    : NOTHING;
  if (repeated) return z.encode(operation.response, repeated.answer);
  const held = secret ? { ...given, secret: secret.facts } : given;
  const answer = await handler(txOf(running, call, setting, nth) as never, request as never, held as never);
  await settle?.();
  return z.encode(operation.response, answer as never);
}

function txOf(running: Running, call: Prepared, setting: Setting, nth: number): object {
  const { stub } = running;
  const { room, operation, name, secret } = call;
  const { caller, now } = setting;
  const vault = { ...setting, salt: secret?.salt ?? '', peerOrg: stub.getMspID() };
  const rowsOf = (tables: Tables): object =>
    Object.fromEntries(
      Object.entries(tables).map(([table, spec]) => [
        table,
        spec.store === 'public' ? new Rows(spec, setting) : new Vault(spec, vault),
      ]),
    );
  const id = stub.getTxID();
  const tx = {
    now,
    caller,
    callerKey: running.callerKey,
    channel: stub.getChannelID(),
    id,
    callId: nth === 0 ? id : sha256(`${id} ${nth}`),
    is: (party: string) => isParty(caller, party),
    mustBe: (as: string, ...parties: string[]) => mustBeParty(caller, as, parties),
    take: (step: StepOf<unknown>, record: unknown) => mayTake(caller, step, record),
    tell: (event: EventSpec, fact: unknown) => {
      if (!operation.events.some((one) => one.name === event.name))
        throw new Error(`the event ${event.name} is not in the api of ${name}`);
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
