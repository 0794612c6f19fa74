import { type Entry, MAX_REQUEST, MOST_CALLS, togetherOf, type WireCall } from '@roadbook/chaincode/api';
import { callOf, carry, mustBeAllowed } from './call';
import { readJson } from './http/body';
import { BOUNDS } from './http/bound';
import { type App, onlyBy } from './http/guard';
import { Problem } from './http/problem';
import type { Lines } from './organisation/connection';
import { everyEntry } from './rooms';

const entries = new Map(everyEntry.map((entry) => [`${entry.room}.${entry.name}`, entry]));

/**
 * Mounts `POST /together`: `{"calls": [{"loan.disburse": {…}}, {"payment.request": {…}}]}` is one transaction,
 * all or nothing; the answers stand in `results` at the places of the calls.
 */
export function mountTogether(app: App, lines: Lines): void {
  app.post('/together', async (c) => {
    const user = c.get('user');
    await lines.as(user);
    const { calls, ...rest } = await readJson(c.req.raw, BOUNDS.roomBytes);
    if (!Array.isArray(calls) || calls.length === 0 || Object.keys(rest).length > 0)
      throw unacceptable('calls', 'the body is an object with the one list calls, of one call or more');
    if (calls.length > MOST_CALLS) throw tooMany('calls', calls.length, MOST_CALLS);
    const wires = calls.map((call: unknown, at) => {
      const [name, entry, body] = namedIn(call, at);
      mustBeAllowed(lines, user, entry);
      return callOf(entry, body, `calls.${at}.${name}`);
    });
    mustFit(wires);
    return await carry(c, lines, togetherOf(wires, 'all'));
  });
  app.all('/together', onlyBy('POST'));
}

function namedIn(call: unknown, at: number): [name: string, entry: Entry, body: unknown] {
  const members = typeof call === 'object' && call !== null ? Object.entries(call) : [];
  const [[name, body] = ['', undefined]] = members;
  if (members.length !== 1 || Array.isArray(call))
    throw unacceptable(`calls.${at}`, 'a call is an object with one member, which is named room.operation');
  const entry = entries.get(name);
  if (entry) return [name, entry, body];
  throw new Problem(404, 'UNKNOWN_OPERATION', {
    detail: `There is no operation ${name.slice(0, 100)}.`,
    cure: 'GET /openapi.json lists what there is.',
    facts: { call: at, operation: name.slice(0, 100) },
  });
}

function mustFit(calls: readonly WireCall[]): void {
  const count = calls.reduce((sum, { request }) => sum + request.length, 0);
  if (count > MAX_REQUEST) throw tooMany('characters', count, MAX_REQUEST);
}

const unacceptable = (field: string, why: string): Problem =>
  new Problem(400, 'INVALID_REQUEST', {
    detail: `The field ${field} is not acceptable: ${why}.`,
    cure: 'Send {"calls": [{"room.operation": {…}}, …]}.',
    facts: { field },
  });

const tooMany = (what: string, count: number, max: number): Problem =>
  new Problem(413, 'TOO_MANY', {
    detail: `There are ${count} ${what}; at most ${max} fit.`,
    cure: 'Split the request.',
    facts: { what, count, max },
  });
