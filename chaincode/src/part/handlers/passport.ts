import type { Handlers } from '../../kit/implement';
import type { TxOf } from '../../kit/tx';
import type { batteryOperations } from '../api/passport';
import { holderOf, settled } from '../rules/custody';
import { partEvents } from '../events';
import { canonicalLink } from '../gs1/link';
import type { passportLife } from '../life';
import { decide, issue, measure, type Passport, passportOut } from '../records/passport';
import { gather, partyOf } from './recording';
import type { tables } from '../tables';

type Writing = TxOf<'submit', typeof tables>;

export const batteryHandlers: Handlers<{ room: 'part'; says: string; operations: typeof batteryOperations }, typeof tables> = {
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

async function judge(tx: Writing, epc: string, step: keyof typeof passportLife.steps): Promise<Passport> {
  const passport = await tx.passports.get(canonicalLink(epc));
  tx.mustBe('the issuer of the passport', passport.issuer);
  return told(tx, decide(passport, step));
}

async function told(tx: Writing, passport: Passport): Promise<Passport> {
  await tx.passports.put(passport);
  tx.tell(partEvents.PassportMoved, { epc: passport.epc, status: passport.metadata.status });
  return passport;
}
