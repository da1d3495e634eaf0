import type { Route } from '../call.ts';
import { applicationRoutes } from './applicationRoutes.ts';
import { calendarRoutes } from './calendarRoutes.ts';
import { consentRoutes } from './consentRoutes.ts';
import { deletedItemRoutes } from './deletedItemRoutes.ts';
import { directoryObjectRoutes } from './directoryObjectRoutes.ts';
import { grantRoutes } from './grantRoutes.ts';
import { groupRoutes } from './groupRoutes.ts';
import { roleRoutes } from './roleRoutes.ts';
import { servicePrincipalRoutes } from './servicePrincipalRoutes.ts';
import { teamRoutes } from './teamRoutes.ts';
import { tenantRoutes } from './tenantRoutes.ts';
import { userRoutes } from './userRoutes.ts';

/** Every address the sample tenant's Microsoft Graph answers. */
export const routes: readonly Route[] = [
  ...applicationRoutes,
  ...servicePrincipalRoutes,
  ...grantRoutes,
  ...consentRoutes,
  ...roleRoutes,
  ...userRoutes,
  ...calendarRoutes,
  ...groupRoutes,
  ...tenantRoutes,
  ...teamRoutes,
  ...deletedItemRoutes,
  ...directoryObjectRoutes,
];
