import './activation.test.ts';
import './applications.test.ts';
import './certificates.test.ts';
import './connections.test.ts';
import './explain.test.ts';
import './secrets.test.ts';
import './setup.test.ts';
import './tenants.test.ts';
