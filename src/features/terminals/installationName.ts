export { installationName } from '../../workbench/words/installationName.ts';
