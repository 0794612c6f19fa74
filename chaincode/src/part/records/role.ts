/** Who captures what happens to parts in their hands. */
export const mayCapture = ['manufacturer', 'supplier', 'dealer', 'workshop'] as const;

/** Who may look a part up. */
export const mayRead = [...mayCapture, 'registrar', 'auditor', 'insurer', 'owner'] as const;

/** Who may say which of several claims on a part is right; of these its holder, its maker, and an auditor. */
export const maySettle = [...mayCapture, 'auditor'] as const;

/** Who looks for faulty parts by what people know of them. */
export const mayTrace = [...mayCapture, 'registrar', 'auditor'] as const;
