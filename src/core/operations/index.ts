export { complete } from './completion/complete.ts';
export { operationError } from './errors.ts';
export { neutralise } from './format/neutralise.ts';
export type { CompletionList, Effect } from './lineEditor/effects.ts';
export { isSecretLine, LineHistory } from './lineEditor/history.ts';
export { LineEditor, type ReadOptions } from './lineEditor/lineEditor.ts';
export { nodeFileAccess } from './nodeFileAccess.ts';
export { OperationSession, type RunOptions } from './session.ts';
export type * from './types.ts';
