import { demand, kitErrors } from '../../kit/errors';
import { isAutoDid } from '../w3c/did';
import { identityErrors as errors } from '../errors';
import { identityEvents as events } from '../events';
import type { PublicDid } from '../records/did';
import { MAX_ENTRIES, snapshotOf } from '../records/snapshot';
import { publicPart, type Reading, type Wiring, type Writing } from '../tables';
import { distrusted, isTrustedAt, trusted, type TrustedIssuer } from '../records/trust';
import type { trustOperations } from '../api/trust';

export const trustWiring: Wiring<typeof trustOperations> = {
  async trustIssuer(tx, { type, issuer, org }) {
    const known = await tx.trustedIssuers.find(type, issuer);
    if (known && isTrustedAt(known, tx.now)) return known;
    await tx.organisations.get(org);
    if (isAutoDid(issuer)) {
      const { accounts } = await tx.dids.get(issuer);
      demand(accounts[0]?.account.startsWith(`${org}/`) === true, errors.ISSUER_OF_ANOTHER, { issuer, org });
    }
    const entry = trusted(known, { type, issuer, org }, tx.now);
    if (!known) mustHaveRoom(await counts(tx));
    tx.tell(events.IssuerTrusted, { type, issuer, from: tx.now });
    return save(tx, entry);
  },
  async distrustIssuer(tx, { type, issuer, until }) {
    const entry = distrusted(await tx.trustedIssuers.get(type, issuer), until, tx.now);
    tx.tell(events.IssuerDistrusted, { type, issuer, until });
    return save(tx, entry);
  },
  listIssuers: (tx, { type, page }) => tx.trustedIssuers.list(page, type),
  async exportTrust(tx) {
    const { version } = await counts(tx);
    const entries = await everyEntry(tx);
    const issuers: PublicDid[] = [];
    for (const did of await tx.dids.findMany(idsOf(entries))) if (did) issuers.push(publicPart(did));
    return snapshotOf({ channel: tx.channel, version, entries, issuers }, tx.now);
  },
};

/** Every entry was a change once, so where entries are not counted yet there are no more than changes. */
async function counts(tx: Reading | Writing): Promise<{ version: number; entries: number }> {
  const { version = 0, entries = version } = (await tx.trustVersions.find('trust')) ?? {};
  return { version, entries };
}

/** What one export cannot hold no verifier would learn of. */
function mustHaveRoom({ entries }: { readonly entries: number }): void {
  demand(entries < MAX_ENTRIES, kitErrors.TOO_MANY, { what: 'trusted issuers', count: entries + 1, max: MAX_ENTRIES });
}

async function save(tx: Writing, entry: TrustedIssuer): Promise<TrustedIssuer> {
  const { version, entries } = await counts(tx);
  const isNew = entry.periods.length === 1 && entry.periods[0]?.until === undefined;
  await tx.trustedIssuers.put(entry);
  await tx.trustVersions.put({ registry: 'trust', version: version + 1, entries: entries + (isNew ? 1 : 0) });
  return entry;
}

async function everyEntry(tx: Reading): Promise<TrustedIssuer[]> {
  const entries: TrustedIssuer[] = [];
  for (let after: string | undefined; ; ) {
    const { items, next } = await tx.trustedIssuers.list({ size: 100, ...(after !== undefined && { after }) });
    entries.push(...items);
    demand(entries.length <= MAX_ENTRIES, kitErrors.TOO_MANY, { what: 'entries', count: entries.length, max: MAX_ENTRIES });
    if (next === undefined) return entries;
    after = next;
  }
}

const idsOf = (entries: readonly TrustedIssuer[]): string[][] =>
  [...new Set(entries.map(({ issuer }) => issuer).filter(isAutoDid))].sort().map((issuer) => [issuer]);
