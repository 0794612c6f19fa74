import { isVouched } from '../../evidence/door';
import { demand } from '../../kit/errors';
import { pay } from '../../payment/door';
import { type Ground, mustBeEmergency, mustBeGranted, mustBeOwn, priceOf } from '../rules/access';
import { holdersDuring } from '../../vehicle/door';
import type { accessOperations } from '../api/access';
import { consentErrors } from '../errors';
import { consentEvents as events } from '../events';
import type { Access, Slice } from '../records/access';
import { markUsed } from '../rules/grant';
import type { ReadTx, HandlersOf, WriteTx } from '../tables';
import { isAuthority, latestTitles, ownTitles } from './holding';

interface Asked {
  readonly vin: string;
  readonly accessId: string;
  readonly slice: Slice;
}

export const accessHandlers: HandlersOf<typeof accessOperations> = {
  async access(tx, { grantId, purpose, paymentId, lots, ...asked }, { on: one, vehicle, anchor }) {
    mustBeGranted(one, { slice: asked.slice, purpose }, { anchor, titleNo: vehicle.owners, now: tx.now });
    const [used, payment] = [markUsed(one), priceOf(one, { paymentId, lots })];
    if (payment) await pay(tx, payment);
    await tx.grants.put(used);
    const { grantee, precision, maxReads } = one.terms;
    const paid = payment && { paymentId: payment.paymentId };
    const ground = {
      basis: 'grant',
      reference: grantId,
      reader: grantee,
      purpose,
      precision,
      ...paid,
    } as const;
    return leaveReceipt(tx, asked, ground, maxReads - used.reads);
  },
  async accessOwn(tx, { titleNo: _no, ...asked }, { held, next, anchor }) {
    tx.mustBe('the holder of that title', held.holder);
    mustBeOwn(asked.slice, anchor, held, next);
    const ground = {
      basis: 'owner',
      reference: held.titleId,
      reader: held.holder,
      purpose: 'ownData',
      precision: 'full',
    } as const;
    return leaveReceipt(tx, asked, ground);
  },
  async accessInEmergency(tx, { callDeviceId, callId, ...asked }, { call, device, birth, anchor }) {
    const { vin, slice } = asked;
    const vouched =
      call !== undefined && device !== undefined && isVouched(device, call.seq, birth?.manufacturer);
    const about = { vin, deviceId: callDeviceId, callId, now: tx.now, vouched };
    mustBeEmergency(call, slice, anchor, about);
    await tellOwners(tx, asked, { basis: 'emergency', reference: callId });
    const reader = tx.caller.org;
    return leaveReceipt(tx, asked, {
      basis: 'emergency',
      reference: callId,
      reader,
      purpose: 'rescue',
      precision: 'full',
    });
  },
  async acknowledge(tx, { vin, accessId }, { on: notice }) {
    if (notice.seenAt !== undefined) return notice;
    const seen = { ...notice, seenAt: tx.now };
    await tx.notices.put(seen);
    tx.tell(events.NoticeSeen, { vin, accessId });
    return seen;
  },
  async witness(tx, { deviceId, evidenceId, access }, { receipt }) {
    if (!access || !receipt) return { deviceId, evidenceId };
    const { slice } = await forConcerned(tx, receipt);
    const fits = slice.deviceId === deviceId && slice.evidenceId === evidenceId;
    demand(fits, consentErrors.EVIDENCE_UNFITTING, {
      deviceId,
      evidenceId,
      why: `the receipt ${access.accessId} is of another`,
    });
    return { deviceId, evidenceId, accessId: access.accessId };
  },
  readAccess: (tx, _request, { on }) => forConcerned(tx, on),
  async listAccesses(tx, { vin, ...page }) {
    if (isAuthority(tx)) return tx.accesses.list(page, vin);
    const titles = await ownTitles(tx, vin);
    const { items, ...more } = await tx.accesses.list(page, vin);
    return {
      items: items.filter(({ slice }) => holdersDuring(titles, slice).includes(tx.caller.member)),
      ...more,
    };
  },
  async listNotices(tx, { owner = tx.caller.member, ...page }) {
    tx.mustBe('the owner', owner);
    return tx.notices.listBy('owner', [owner], page);
  },
};

/** A receipt, for whom it concerns. */
async function forConcerned(tx: WriteTx | ReadTx, found: Access): Promise<Access> {
  if (isAuthority(tx)) return found;
  const { manufacturer: keeper = found.reader } = await tx.vehicles.get(found.vin);
  const owners = holdersDuring(await latestTitles(tx, found.vin), found.slice);
  tx.mustBe(
    'the reader, the keeper or who held the title at the time of the data',
    found.reader,
    keeper,
    ...owners,
  );
  return found;
}

export async function leaveReceipt(
  tx: WriteTx,
  { vin, accessId, slice }: Asked,
  ground: Ground,
  readsLeft?: number,
): Promise<Access> {
  const left = readsLeft === undefined ? {} : { readsLeft };
  const receipt = { vin, accessId, slice, ...ground, ...left, by: tx.caller.member, at: tx.now, txId: tx.id };
  await tx.accesses.put(receipt);
  const { basis, reference, reader, purpose } = ground;
  const { deviceId, evidenceId } = slice;
  tx.tell(events.DataAccessed, { vin, accessId, basis, reference, reader, purpose, deviceId, evidenceId });
  return receipt;
}

export async function tellOwners(
  tx: WriteTx,
  { vin, accessId, slice }: Asked,
  ground: { basis: 'court' | 'emergency'; reference: string },
): Promise<void> {
  for (const owner of holdersDuring(await latestTitles(tx, vin), slice)) {
    await tx.notices.put({ vin, accessId, owner, ...ground, by: tx.caller.member, at: tx.now });
    tx.tell(events.OwnerNotified, { vin, accessId, owner, basis: ground.basis });
  }
}
