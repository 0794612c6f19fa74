import type { passportOperations } from '../api/passport';
import { holderOf, settled } from '../rules/custody';
import { partEvents } from '../events';
import { canonicalLink } from '../gs1/link';
import type { passportLife } from '../life';
import { type Passport } from '../records/passport';
import { passportOut } from '../catenax/passport';
import { decide, issue, measure } from '../rules/passport';
import { gather, partyOf } from './party';
import type { HandlersOf, WriteTx } from '../tables';

export const passportHandlers: HandlersOf<typeof passportOperations> = {
  async issuePassport(tx, request) {
    const epc = canonicalLink(request.epc);
    const known = await tx.passports.known(epc);
    if (known) return known;
    const { state } = await tx.parts.get(epc);
    tx.mustBe('who commissioned the battery', ...(state.maker === undefined ? [] : [state.maker]));
    return told(tx, issue({ ...request, epc }, partyOf(tx.caller)));
  },
  approvePassport: (tx, { epc }) => judge(tx, epc, 'approve'),
  invalidatePassport: (tx, { epc }) => judge(tx, epc, 'invalidate'),
  async measureBattery(tx, { epc, dynamic }) {
    const passport = await tx.passports.get(canonicalLink(epc));
    const things = await gather(tx, [passport.epc]);
    const part = things.get(passport.epc) ?? (await tx.parts.get(passport.epc));
    if (settled(part, things).status !== 'fitted')
      tx.mustBe('the holder of the battery', holderOf(part, things), passport.issuer);
    return told(tx, measure(passport, dynamic, partyOf(tx.caller), tx.now));
  },
  exportPassport: async (tx, { epc }) => passportOut(await tx.passports.get(canonicalLink(epc)), tx.now),
  readPassport: (tx, { epc }) => tx.passports.get(canonicalLink(epc)),
};

async function judge(tx: WriteTx, epc: string, step: keyof typeof passportLife.steps): Promise<Passport> {
  const passport = await tx.passports.get(canonicalLink(epc));
  tx.mustBe('the issuer of the passport', passport.issuer);
  return told(tx, decide(passport, step));
}

async function told(tx: WriteTx, passport: Passport): Promise<Passport> {
  await tx.passports.put(passport);
  tx.tell(partEvents.PassportMoved, { epc: passport.epc, status: passport.metadata.status });
  return passport;
}
