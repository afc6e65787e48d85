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

/** The service that answers for a path or an action that none of them has; undefined where none is near. */
export function closestService(services: readonly OperationService[], wire: WireRequest): OperationService | undefined {
  const pathname = wire.path.split('?')[0] ?? '';
  const chosen = services.find(({ contract }) => pathname.startsWith(`/${contract.id}/`));
  const ranked = services
    .map((service) => ({ service, common: service.closeness(pathname) }))
    .sort((left, right) => right.common - left.common);
  const [best] = ranked;
  const isNear = best !== undefined && (best.common > 0 || services.length === 1);
  return chosen ?? (isNear ? best.service : undefined);
}
