import './activation.test.ts';
import './certificates.test.ts';
import './tenants.test.ts';
