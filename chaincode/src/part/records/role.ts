/** Who captures what happens to parts in their hands. */
export const capturers = ['manufacturer', 'supplier', 'dealer', 'workshop'] as const;

/** Who may look a part up. */
export const readers = [...capturers, 'registrar', 'auditor', 'insurer', 'owner'] as const;
