export { operationError } from './errors.ts';
export { nodeFileAccess } from './nodeFileAccess.ts';
export { OperationSession } from './session.ts';
export type * from './types.ts';
