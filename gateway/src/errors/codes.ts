import { StatusCode } from '@hyperledger/fabric-gateway';

const NAMES = new Map(Object.entries(StatusCode).map(([name, code]) => [code as number, name]));

/** The name of Fabric's validation code. */
export const codeName = (code: number): string => NAMES.get(code) ?? `CODE_${code}`;
