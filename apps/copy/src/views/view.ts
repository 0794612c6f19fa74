export const viewStatements: readonly string[] = ['DROP SCHEMA IF EXISTS views CASCADE', 'CREATE SCHEMA views'];
