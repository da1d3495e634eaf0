import './activation.test.ts';
import './certificates.test.ts';
import './connections.test.ts';
import './secrets.test.ts';
import './tenants.test.ts';
import './setup.test.ts';
import './applications.test.ts';
