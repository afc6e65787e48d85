export {
  type ArbitraryOptions,
  arbitrariesOf,
  type OperationArbitraries,
} from './arbitraries/operation-arbitraries.js';
export type { LabelledViolation, RequestArbitraries, TravellingRequest } from './suites/plan/request-arbitraries.js';
