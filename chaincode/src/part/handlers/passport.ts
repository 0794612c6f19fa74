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
  async succeedPassport(tx, { batteryStatus, origins: _named, ...request }, { on: part, before, originals }) {
    const { epc } = part;
    const by = partyOf(tx.caller);
    const origins = originals.map(({ epc: of }) => of);
    const done = () => succeed({ ...request, epc }, by, batteryStatus, originals);
    const isAgain = before?.metadata.passportIdentifier === request.metadata.passportIdentifier;
    if (before && isAgain) {
      demand(isSame(before, { ...request, epc, batteryStatus }, origins), kitErrors.EXISTS_DIFFERENTLY, {
        ...{ kind: 'battery-passport', id: epc },
      });
      return before;
    }
    const isOld = origins.includes(epc);
    demand(isOld || !before, kitErrors.EXISTS_DIFFERENTLY, { kind: 'battery-passport', id: epc });
    if (!isOld) tx.mustBe('the maker of the battery', part.state.maker ?? '-');
    const things = await gather(tx, origins);
    for (const one of origins) {
      const origin = things.parts.get(one);
      const holder = origin ? holderOf(origin, things) : 'nobody';
      demandCustody(holder === by, one, by, holder);
    }
    const { passport, originals: linked } = done();
    for (const one of linked) await (one.epc === epc ? tx.formerPassports.put(one) : tx.passports.put(one));
    return told(tx, passport);
  },
  async declareWaste(tx, _request, { on: passport, part }) {
    mustBeLast(passport);
    const things = await gather(tx, [passport.epc]);
    tx.mustBe('the holder of the battery', holderOf(part, things), passport.issuer);
    return passport.batteryStatus === 'waste' ? passport : told(tx, { ...passport, batteryStatus: 'waste' });
  },
  listFormerPassports: (tx, { epc, ...page }) => tx.formerPassports.list(page, canonicalLink(epc)),
  exportPassport: (tx, _request, { on }) => passportOut(on, tx.now),
  readPassport: (_tx, _request, { on }) => on,
};

async function told(tx: WriteTx, passport: Passport): Promise<Passport> {
  await tx.passports.put(passport);
  tx.tell(partEvents.PassportMoved, { epc: passport.epc, status: passport.metadata.status });
  return passport;
}

/** Whether a passport says what a request says, whatever became of it since. */
function isSame(passport: Passport, asked: object, origins: readonly string[]): boolean {
  const {
    issuer: _by,
    dynamic: _told,
    measuredBy: _who,
    succeededBy: _next,
    origins: of = [],
    ...said
  } = passport;
  const { status: _status, ...metadata } = said.metadata;
  return (
    canonical({ ...said, metadata, of: of.map(({ epc }) => epc) }) === canonical({ ...asked, of: origins })
  );
}
