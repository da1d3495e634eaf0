import { clouds } from '../../src/core/identity/clouds.ts';
import type { Cloud } from '../../src/core/identity/types.ts';

/** The built-in clouds, and one made of settings. */
export const everyCloud: readonly Cloud[] = [
  ...Object.values(clouds),
  {
    id: 'Custom',
    authority: 'https://login.example',
    graph: 'https://graph.example',
    exchange: 'https://exchange.example',
    compliance: 'https://compliance.example',
    azure: 'https://azure.example',
    sharePointSuffix: 'sharepoint.example',
    adminCenter: 'https://admin.example',
  },
];
