import { defineLife } from '../kit/life';

/**
 * The word of one side, the registry or the organisation itself, about a party. Whom any side suspends is
 * refused everywhere. It is no status of a record: a record has the words of both sides, may be of a member
 * or an organisation, and begins with the first word about it. So it guards the rules (rules/suspension.ts),
 * and who may give a word is said there.
 */
export const standingLife = defineLife('member', ['active', 'suspended'], 'active', {
  suspend: { by: ['registrar', 'its organisation'], from: ['active'], to: 'suspended' },
  reinstate: { by: ['the side that suspended it', 'court order'], from: ['suspended'], to: 'active' },
});
