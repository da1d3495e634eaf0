import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the checkout. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What is installed for tests and `npm start`, outside version control. */
export const toolsFolder = join(root, '.vscode-test');
