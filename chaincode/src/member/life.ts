import { defineLife } from '../kit/life';

/** The word of one side, the registry or the organisation itself, about a party. Whom any side suspends is refused everywhere. */
export const standingLife = defineLife('member', ['active', 'suspended'], 'active', {
  suspend: { by: ['registrar', 'its organisation'], from: ['active'], to: 'suspended' },
  reinstate: { by: ['the side that suspended it', 'court order'], from: ['suspended'], to: 'active' },
});
