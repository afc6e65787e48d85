export type { ConformanceOptions, VitestFunctions } from './in-process/complete-options.js';
export { defineConformance, type InProcessOperation, type InProcessTarget } from './in-process/define-conformance.js';
export { defineTarget } from './targets/target-file/define-target.js';
export type { FastifyApp, FetchApp, InProcessApp, NestApp } from './targets/transport/in-process-app.js';
