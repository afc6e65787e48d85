import type { LogicalRequest, WireRequest } from '../../contract/target.js';
import { driverNamed } from '../drivers/index.js';
import type { OperationService } from './operation-service.js';

/** The service a request is for, with the request as its driver reads it. */
export interface Route {
  readonly service: OperationService;
  readonly role: 'update' | 'read-back';
  readonly request: LogicalRequest;
  readonly malformed?: string;
}

function routesTo(service: OperationService, wire: WireRequest): readonly Route[] {
  const driver = driverNamed(service.contract.driver.name);
  return (['update', 'read-back'] as const).flatMap((role) => {
    const decoded = driver.decode(service.contract, role, wire);
    return decoded === undefined ? [] : [{ service, role, ...decoded }];
  });
}

/**
 * The service that a request is for. Vendors share paths: a prefix `/<contract id>` chooses among them, else the
 * first that has the resource, else the first.
 */
export function routeRequest(services: readonly OperationService[], wire: WireRequest): Route | undefined {
  const chosen = services.find(({ contract }) => wire.path.startsWith(`/${contract.id}/`));
  if (chosen !== undefined)
    return routesTo(chosen, { ...wire, path: wire.path.slice(chosen.contract.id.length + 1) })[0];
  const routes = services.flatMap((service) => routesTo(service, wire));
  return routes.find(({ service, role, request }) => service.knows(role, request)) ?? routes[0];
}
