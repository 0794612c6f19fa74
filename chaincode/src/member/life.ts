import { defineLife } from '../kit/life';
import { members, organisations, standing } from './records/member';

/**
 * A member is suspended when the registry or its own organisation says so, and active again when each has taken
 * back its word, so a step may leave the status as it is. Whose word stands is said by the rules
 * (rules/suspension.ts); nobody needs to have registered whom a word is about.
 */
export const memberLife = defineLife(
  members,
  { field: 'standing', statuses: standing.options, initial: ['active', 'suspended'], way: ['active'] },
  {
    suspend: { by: ['registrar', 'home'], from: ['active', 'suspended'], to: 'suspended' },
    reinstate: { by: ['registrar', 'home', 'court'], from: ['suspended'], to: ['=', 'active'] },
  },
);

/** An organisation, which stands and falls with the registry. */
export const organisationLife = defineLife(
  organisations,
  { field: 'standing', statuses: standing.options, initial: 'active', way: ['active'] },
  {
    suspend: { by: 'registrar', from: ['active', 'suspended'], to: 'suspended' },
    reinstate: { by: ['registrar', 'court'], from: ['suspended'], to: ['=', 'active'] },
  },
);
