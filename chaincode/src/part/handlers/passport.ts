import type { passportOperations } from '../api/passport';
import { holderOf, settled } from '../rules/custody';
import { partEvents } from '../events';
import { type Passport } from '../records/passport';
import { passportOut } from '../catenax/passport';
import { demand, kitErrors } from '../../kit/errors';
import { canonical } from '../../kit/value/json';
import { canonicalLink } from '../gs1/link';
import { demandCustody } from '../rules/custody';
import { decide, issue, measure, mustBeLast, succeed } from '../rules/passport';
import { gather, partyOf } from './party';
import type { HandlersOf, WriteTx } from '../tables';

export const passportHandlers: HandlersOf<typeof passportOperations> = {
  issuePassport: (tx, request, { on: { epc } }) => told(tx, issue({ ...request, epc }, partyOf(tx.caller))),
  approvePassport: (tx, _request, { on }) => told(tx, decide(on, 'approvePassport')),
  invalidatePassport: (tx, _request, { on }) => told(tx, decide(on, 'invalidatePassport')),
  async measureBattery(tx, { dynamic }, { on: passport, part }) {
    const things = await gather(tx, [passport.epc]);
    if (settled(part, things).status !== 'fitted')
      tx.mustBe('the holder of the battery', holderOf(part, things), passport.issuer);
    return told(tx, measure(passport, dynamic, partyOf(tx.caller), tx.now));
  },
  exportPassport: (tx, _request, { on }) => passportOut(on, tx.now),
  readPassport: (_tx, _request, { on }) => on,
};

async function told(tx: WriteTx, passport: Passport): Promise<Passport> {
  await tx.passports.put(passport);
  tx.tell(partEvents.PassportMoved, { epc: passport.epc, status: passport.metadata.status });
  return passport;
}
