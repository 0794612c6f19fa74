import { pageIn } from '../../kit/api';
import { demand, kitErrors } from '../../kit/errors';
import { isAutoDid } from '../w3c/did';
import { identityErrors as errors } from '../errors';
import { identityEvents as events } from '../events';
import { type PublicDid, publicPart } from '../records/did';
import { MAX_ENTRIES } from '../records/snapshot';
import { snapshotOf } from '../rules/snapshot';
import { type Reading, type IdentityHandlers, type Writing } from '../tables';
import type { TrustedIssuer, TrustVersion } from '../records/trust';
import { distrusted, isTrustedAt, trusted } from '../rules/trust';
import type { trustOperations } from '../api/trust';

export const trustHandlers: IdentityHandlers<typeof trustOperations> = {
  async trustIssuer(tx, { type, issuer, org }, { known, founded, counted }) {
    const standing = known && isTrustedAt(known, tx.now);
    if (standing) demand(known.org === org, kitErrors.EXISTS_DIFFERENTLY, { kind: type, id: issuer });
    if (standing) return known;
    const own = !founded || founded.accounts[0]?.account.startsWith(`${org}/`) === true;
    demand(own, errors.ISSUER_OF_ANOTHER, { issuer, org });
    const entry = trusted(known, { type, issuer, org }, tx.now);
    if (!known) mustHaveRoom(counts(counted));
    tx.tell(events.IssuerTrusted, { type, issuer, from: tx.now });
    return save(tx, entry, counts(counted));
  },
  async distrustIssuer(tx, { type, issuer, until }, { on: before, counted }) {
    const entry = distrusted(before, until, tx.now);
    tx.tell(events.IssuerDistrusted, { type, issuer, until });
    return save(tx, entry, counts(counted));
  },
  listIssuers: (tx, { type, ...asked }) => tx.trustedIssuers.list(pageIn(asked), type),
  async exportTrust(tx, _request, { counted }) {
    const { version } = counts(counted);
    const entries = await everyEntry(tx);
    const issuers: PublicDid[] = [];
    for (const did of await tx.dids.findMany(idsOf(entries))) if (did) issuers.push(publicPart(did));
    return snapshotOf({ channel: tx.channel, version, entries, issuers }, tx.now);
  },
};

interface Counts {
  readonly version: number;
  readonly entries: number;
}

/** Every entry was a change once, so where entries are not counted yet there are no more than changes. */
function counts({ version = 0, entries = version }: Partial<TrustVersion> = {}): Counts {
  return { version, entries };
}

/** What one export cannot hold no verifier would learn of. */
function mustHaveRoom({ entries }: { readonly entries: number }): void {
  demand(entries < MAX_ENTRIES, kitErrors.TOO_MANY, {
    what: 'trusted issuers',
    count: entries + 1,
    max: MAX_ENTRIES,
  });
}

async function save(tx: Writing, entry: TrustedIssuer, { version, entries }: Counts): Promise<TrustedIssuer> {
  const isNew = entry.periods.length === 1 && entry.periods[0]?.until === undefined;
  await tx.trustedIssuers.put(entry);
  await tx.trustVersions.put({ registry: 'trust', version: version + 1, entries: entries + (isNew ? 1 : 0) });
  return entry;
}

async function everyEntry(tx: Reading): Promise<TrustedIssuer[]> {
  const entries: TrustedIssuer[] = [];
  for (let after: string | undefined; ; ) {
    const { items, next } = await tx.trustedIssuers.list({
      size: 100,
      ...(after !== undefined && { after }),
    });
    entries.push(...items);
    demand(entries.length <= MAX_ENTRIES, kitErrors.TOO_MANY, {
      what: 'entries',
      count: entries.length,
      max: MAX_ENTRIES,
    });
    if (next === undefined) return entries;
    after = next;
  }
}

const idsOf = (entries: readonly TrustedIssuer[]): string[][] =>
  [...new Set(entries.map(({ issuer }) => issuer).filter(isAutoDid))].sort().map((issuer) => [issuer]);
