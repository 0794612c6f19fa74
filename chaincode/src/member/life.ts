import { defineLife } from '../kit/life';

/** The standing of an organisation or a member. */
export const standingLife = defineLife('member', ['active', 'suspended'], 'active', {
  suspend: { by: ['registrar', 'its organisation'], from: ['active'], to: 'suspended' },
  reinstate: { by: ['registrar', 'its organisation'], from: ['suspended'], to: 'active' },
});
