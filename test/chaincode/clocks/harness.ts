import fc from 'fast-check';
import type { WireCall } from '@roadbook/chaincode/api';
import { clientsOf, type Ledger, type Simulated, type Someone, type Verdict } from '@roadbook/ledger';

/**
 * How far a stamp may be from the clocks of the peers, in milliseconds; the time of the ledger is the true
 * one.
 */
export const WINDOW = 10_000;
export const SECOND = 1_000;

/** Any clock that peers take. */
export const anyClock = fc.integer({ min: -WINDOW, max: WINDOW });

/** Endorsed now, stamped by a clock that is off; refused where every peer refuses it. */
function endorse(ledger: Ledger, who: Someone, off: number, call: WireCall): Promise<Simulated> {
  if (Math.abs(off) > WINDOW) throw new Error('no peer takes that stamp');
  ledger.now += off;
  const endorsed = ledger.simulate(who, call);
  ledger.now -= off;
  return endorsed;
}

/** What a transaction became that was valid when it was endorsed. */
export class Invalid extends Error {
  readonly verdict: Verdict;

  constructor(verdict: Verdict) {
    super(`the transaction is ${verdict}`);
    this.verdict = verdict;
  }
}

/** The same person with a clock that is ahead by so much (behind, if negative). */
export function byClock(ledger: Ledger, who: Someone, off: number): Someone {
  const carry = async (call: WireCall): Promise<string> => {
    const endorsed = await endorse(ledger, who, off, call);
    const [verdict] = call.manner === 'evaluate' ? [] : ledger.commit(endorsed);
    if (verdict && verdict !== 'VALID') throw new Invalid(verdict);
    return endorsed.payload;
  };
  return { ...who, on: clientsOf(carry) };
}

/**
 * Lets somebody have something endorsed now, and answers what hands it in. What is kept privately for it is
 * kept at once.
 */
export async function holdBack(
  ledger: Ledger,
  who: Someone,
  off: number,
  act: (on: Someone['on']) => Promise<unknown>,
): Promise<() => Verdict[]> {
  const held: Simulated[] = [];
  const carry = async (call: WireCall): Promise<string> => {
    const endorsed = await endorse(ledger, who, off, call);
    if (call.manner === 'submit') held.push(endorsed);
    else if (call.manner === 'keep') ledger.commit(endorsed);
    return endorsed.payload;
  };
  await act(clientsOf(carry));
  return () => held.map((endorsed) => ledger.commit(endorsed)[0] ?? 'VALID');
}

/** Something that happens at a moment of the true time, in milliseconds after the beginning. */
export interface Event {
  readonly at: number;
  act(): Promise<unknown>;
}

/**
 * Lets everything happen in its order; what is refused or invalid harms nobody but who tried it. Those who
 * must succeed throw for themselves.
 */
export async function play(ledger: Ledger, events: readonly Event[]): Promise<void> {
  const start = ledger.now;
  for (const { at, act } of [...events].sort((left, right) => left.at - right.at)) {
    ledger.now = Math.max(ledger.now, start + at);
    await act();
  }
}

/**
 * What a hostile person does: now, or endorsed now and handed in later. Whether it succeeds is nothing to the
 * others.
 */
export function attempt(
  ledger: Ledger,
  who: Someone,
  { at, off, later }: { at: number; off: number; later: number },
  act: (on: Someone['on']) => Promise<unknown>,
): Event[] {
  let release: (() => Verdict[]) | undefined;
  const quiet = (work: Promise<unknown>) =>
    work.catch((error: unknown) => expect(error).toBeInstanceOf(Error));
  if (later === 0) return [{ at, act: () => quiet(act(byClock(ledger, who, off).on)) }];
  const hold = async () => {
    release = await holdBack(ledger, who, off, act);
  };
  return [
    { at, act: () => quiet(hold()) },
    { at: at + later, act: async () => release?.() },
  ];
}
