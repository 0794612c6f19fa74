import { demand, refuse } from '../../kit/errors';
import type { audienceOperations } from '../api/audience';
import { loyaltyErrors } from '../errors';
import { loyaltyEvents } from '../events';
import { LEAST_AUDIENCE, type Message } from '../records/audience';
import type { Wallet } from '../records/wallet';
import { isMeant, toldCount } from '../rules/audience';
import type { Part, Reading } from '../tables';
import { mustHave, mustSpeakFor, partnerOf } from './party';

/** Speaking to members by what they consented to. */
export const audienceHandlers: Part<typeof audienceOperations> = {
  async openAudience(tx, { attributes, vin, until }, { on: wallet, vehicle, birth }) {
    const own = vehicle !== undefined && vehicle.owner === wallet.member;
    demand(vin === undefined || own, loyaltyErrors.AUDIENCE_OTHER, { vin: vin ?? '' });
    const { audience: _, ...bare } = wallet;
    const year = birth?.model.year;
    const audience = {
      ...{ attributes, since: tx.now, until },
      ...(vin !== undefined && { vin }),
      ...(birth && { model: birth.model.id.slice(0, 40) }),
      ...(year !== undefined && { modelYear: year }),
    };
    const after: Wallet = attributes.length > 0 ? { ...bare, audience } : bare;
    await tx.wallets.put(after);
    return after;
  },
  async countAudience(tx, { programId, partner, criteria }) {
    await mustSpeakFor(tx, partner);
    await partnerOf(tx, programId, partner);
    const { terms } = await tx.programs.get(programId);
    const { all, complete } = await walletsOf(tx, programId);
    const told = toldCount(all.filter((one) => isMeant(terms, one, criteria, tx.now)).length);
    return told === undefined
      ? refuse(loyaltyErrors.AUDIENCE_SMALL, { least: LEAST_AUDIENCE })
      : { count: told, complete };
  },
  async address(tx, { programId, partner, ...said }) {
    await mustSpeakFor(tx, partner);
    await partnerOf(tx, programId, partner);
    const message: Message = { programId, partner, ...said, from: tx.now };
    await tx.messages.put(message);
    tx.tell(loyaltyEvents.AudienceAddressed, { programId, partner, messageId: said.messageId });
    return message;
  },
  async listMessages(tx, { programId, member, ...page }) {
    tx.mustBe('the member', member);
    const wallet = mustHave(await tx.wallets.find(programId, member), programId, member);
    const { terms } = await tx.programs.get(programId);
    const { items, ...more } = await tx.messages.list(page, programId);
    const meant = items.filter(
      ({ until, criteria }) => tx.now < until && isMeant(terms, wallet, criteria, tx.now),
    );
    if (meant.length === 0) return { items: [], ...more };
    const { all } = await walletsOf(tx, programId);
    const heard = meant.filter(({ criteria }) => {
      const count = all.filter((one) => isMeant(terms, one, criteria, tx.now)).length;
      return toldCount(count) !== undefined;
    });
    return { items: heard, ...more };
  },
};

const MOST_PAGES = 50;

/** The members of a program, up to five thousand. */
async function walletsOf(tx: Reading, programId: string) {
  const all: Wallet[] = [];
  let after: string | undefined;
  for (let at = 0; at < MOST_PAGES; at++) {
    const page = await tx.wallets.list({ size: 100, ...(after !== undefined && { after }) }, programId);
    all.push(...page.items);
    after = page.next;
    if (after === undefined) return { all, complete: true };
  }
  return { all, complete: false };
}
