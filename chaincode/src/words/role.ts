/**
 * The parts that a caller may play. `staff` speaks for its organisation, the others only for themselves. An
 * auditor is no staff: it must not act for whom it audits.
 */
export const ROLES = {
  manufacturer: { staff: true, says: 'builds vehicles and parts' },
  lender: { staff: true, says: 'lends on vehicles' },
  insurer: { staff: true, says: 'insures vehicles and pays claims' },
  registrar: { staff: true, says: 'keeps titles, admits organisations' },
  auditor: { staff: false, says: 'reads for the authority' },
  supplier: { staff: false, says: 'makes parts' },
  dealer: { staff: false, says: 'sells vehicles' },
  workshop: { staff: false, says: 'services, repairs and dismantles vehicles' },
  merchant: { staff: false, says: 'sells services around the car' },
  owner: { staff: false, says: 'owns or drives a car' },
} as const;

export type Role = keyof typeof ROLES;

/** All roles, in the order of their table. */
export const roleNames = Object.keys(ROLES) as [Role, ...Role[]];

type Where<Staff extends boolean> = {
  [R in Role]: (typeof ROLES)[R]['staff'] extends Staff ? R : never;
}[Role];
const where = <Staff extends boolean>(staff: Staff) =>
  roleNames.filter((role): role is Where<Staff> => ROLES[role].staff === staff);

/** For `by`: every role. */
export const everyone: readonly Role[] = roleNames;
/** For `by`: those who act for themselves; not the auditor, who only watches. */
export const people: readonly Exclude<Where<false>, 'auditor'>[] = where(false).filter(
  (role) => role !== 'auditor',
);
/** For `by`: those who act for an organisation. */
export const staff: readonly Where<true>[] = where(true);

/** Roles for people to read: `everyone`, `staff (…)` and `people (…)` stand for all of theirs. */
export function rolesInWords(by: readonly string[]): string {
  const has = (roles: readonly string[]): boolean => roles.every((role) => by.includes(role));
  if (has(roleNames)) return 'everyone';
  const groups: readonly (readonly [string, readonly string[]])[] = [
    ['staff', staff],
    ['people', people],
  ];
  const whole = groups.filter(([, roles]) => has(roles));
  const rest = by.filter((role) => !whole.some(([, roles]) => roles.includes(role)));
  return [...whole.map(([name, roles]) => `${name} (${roles.join(', ')})`), ...rest].join(', ');
}
