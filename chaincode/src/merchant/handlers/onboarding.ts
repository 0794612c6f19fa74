import { demand } from '../../kit/errors';
import { knownPayment, fundEscrow, openEscrow } from '../../payment/door';
import { bondTerms } from '../rules/bond';
import { merchantErrors } from '../errors';
import { viewOf } from '../../identity/door';
import { placeOf, proveByCredential, recheck } from '../rules/credential';
import { merchantEvents } from '../events';
import { merchantLife } from '../life';
import type { onboardOperations } from '../api/onboarding';
import { type Merchant, merchantSeen } from '../records/merchant';
import type { Requirement } from '../records/requirement';
import {
  activate,
  answer,
  apply,
  ask,
  askMore,
  probeAccount,
  prove,
  proveAccount,
  reinstate,
  reject,
  sendIn,
  standingAt,
  suspend,
  verify,
} from '../rules/onboarding';
import { change, load, type Reading, save, type Wiring, type Writing } from '../tables';
import { counted } from './vote';

export const onboarding: Wiring<typeof onboardOperations> = {
  async apply(tx, application) {
    const known = await tx.merchants.known(...tx.caller.member.split('/'));
    if (known) return known;
    if (application.branchOf !== undefined) await load(tx, application.branchOf);
    return save(tx, apply(application, { merchant: tx.caller.member, now: tx.now }));
  },
  async acceptBranch(tx, { merchant: whom }) {
    const merchant = await load(tx, whom);
    tx.mustBe('the head office that the merchant names', merchant.branchOf ?? '-');
    return merchant.branchAcceptedAt === undefined ? save(tx, { ...merchant, branchAcceptedAt: tx.now }) : merchant;
  },
  async prove(tx, { requirement, documentHash }) {
    const proven = prove(await load(tx, tx.caller.member), requirement, documentHash);
    return paper(tx, proven, requirement, 'handedIn');
  },
  sendIn: (tx) => change(tx, tx.caller.member, (merchant) => sendIn(merchant, tx.now)),
  async verify(tx, { merchant, requirement, validUntil }) {
    const verified = verify(await load(tx, merchant), requirement, validUntil, tx.now);
    return paper(tx, verified, requirement, 'verified');
  },
  async probeAccount(tx, { merchant, ...hashes }) {
    const probed = probeAccount(await load(tx, merchant), { ...hashes, by: tx.caller.org }, tx.now);
    await tx.merchants.put(probed);
    tx.tell(merchantEvents.AccountProbed, { merchant, by: tx.caller.org });
    return probed;
  },
  async proveAccount(tx, { code }) {
    return paper(tx, proveAccount(await load(tx, tx.caller.member), code, tx.now), 'bank_account', 'verified');
  },
  async proveByCredential(tx, { requirement, document, ...place }) {
    const merchant = await load(tx, tx.caller.member);
    const view = await viewOf(tx, place, 'MerchantLicence');
    return paper(tx, proveByCredential(merchant, requirement, document, view, tx.now), requirement, 'verified');
  },
  async recheck(tx, { merchant, requirement }) {
    const before = await load(tx, merchant);
    const view = await viewOf(tx, placeOf(before, requirement), 'MerchantLicence');
    const after = recheck(before, requirement, view, tx.now);
    return after === before ? before : paper(tx, after, requirement, 'refused');
  },
  async rejectPaper(tx, { merchant, requirement, code }) {
    return paper(tx, reject(await load(tx, merchant), requirement, code), requirement, 'refused');
  },
  async require(tx, { merchant, requirement, dueAt }) {
    return paper(tx, ask(await load(tx, merchant), requirement, dueAt, tx.now), requirement, 'asked');
  },
  askMore: (tx, { merchant, requirement, dueAt }) => change(tx, merchant, (one) => askMore(one, requirement, dueAt, tx.now)),
  answer: (tx) => change(tx, tx.caller.member, (merchant) => answer(merchant, tx.now)),
  activate: (tx) => change(tx, tx.caller.member, (merchant) => activate(merchant, tx.now)),
  async postBond(tx, { bondId, paymentId, lots, ...terms }) {
    const merchant = await load(tx, tx.caller.member);
    if (merchant.bondId === bondId && (await knownPayment(tx, { paymentId, from: merchant.merchant }))) return merchant;
    const before = merchant.bondId ? await tx.escrows.find(merchant.bondId) : undefined;
    const stands = before !== undefined && ['funded', 'partlyReleased'].includes(before.status);
    demand(!stands, merchantErrors.BOND_STANDS, { bondId: merchant.bondId ?? '', until: before?.deadline ?? '' });
    await openEscrow(tx, bondTerms({ bondId, merchant: merchant.merchant, registry: tx.caller.org, ...terms }));
    await fundEscrow(tx, { escrowId: bondId, paymentId, lots });
    const bonded = { ...merchant, bondId };
    await tx.merchants.put(bonded);
    tx.tell(merchantEvents.BondPosted, { merchant: merchant.merchant, bondId, amount: terms.amount });
    return bonded;
  },
  suspend: (tx, { merchant, reason }) => change(tx, merchant, (one) => suspend(one, reason)),
  reinstate: (tx, { merchant }) => change(tx, merchant, reinstate),
  async terminate(tx, { merchant }) {
    if (tx.caller.role !== 'registrar') tx.mustBe('the merchant', merchant);
    return change(tx, merchant, (one) => ({ ...one, status: merchantLife.step('terminate', one.status) }));
  },
  async read(tx, { merchant: whom }) {
    const merchant = await tx.merchants.get(...whom.split('/'));
    const { review } = merchant;
    const { requirements, ...standing } = standingAt(merchant, tx.now, review && (await counted(tx, whom, review)));
    const inside = isInside(tx, whom);
    return { ...standing, merchant: merchantSeen(merchant, inside), ...(inside && { requirements }) };
  },
  async listMerchants(tx, { status, ...page }) {
    const found = status === undefined ? tx.merchants.list(page) : tx.merchants.listBy('byStatus', [status], page);
    const { items, ...more } = await found;
    return { items: items.map((one) => merchantSeen(one, isInside(tx, one.merchant))), ...more };
  },
};

/** Who decides about merchants and who watches, and the merchant itself. */
const isInside = (tx: Reading, merchant: string): boolean => tx.caller.staff || tx.caller.role === 'auditor' || tx.is(merchant);

async function paper(
  tx: Writing,
  merchant: Merchant,
  requirement: Requirement,
  became: 'asked' | 'handedIn' | 'verified' | 'refused',
) {
  await tx.merchants.put(merchant);
  tx.tell(merchantEvents.RequirementChanged, { merchant: merchant.merchant, requirement, became });
  return merchant;
}
