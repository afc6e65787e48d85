import type { Contract } from '../../contract/contract.js';
import { meetsNeeds } from '../../contract/inspect/conditions.js';
import { valueAt } from '../../contract/pointer.js';
import type { LogicalRequest } from '../../contract/target.js';
import { errorEnvelope } from './error-envelope.js';
import { forgivingly } from './forgivingly.js';
import { type ClauseVerdict, RequestJudge } from './judge-request.js';
import { type Located, locateResource } from './locate-resource.js';
import type { AnswerContext, ReferenceAnswer } from './reference-answer.js';
import { ReferenceResource } from './reference-resource.js';
import {
  brokenClause,
  documentedRefusal,
  malformedRefusal,
  missingRefusal,
  type Refusal,
  unknownRefusal,
  unservedRefusal,
} from './refusal.js';
import { renderAnswer } from './render-answer.js';
import { renderList } from './render-list.js';
import { refusalHeaders, successHeaders } from './response-headers.js';

/** What a service takes from the world around it. */
export interface ServiceOptions {
  /** Milliseconds an accepted update is under way. */
  readonly settleMs: number;
  /** Milliseconds, never going back. */
  readonly clock: () => number;
  /** The time of day. */
  readonly today: () => Date;
  readonly newUuid: () => string;
  /** Whether what the document leaves open is taken. */
  readonly permissive: boolean;
}

/** An answer with the exchange it belongs to. */
export interface Served {
  readonly answer: ReferenceAnswer;
  readonly context: AnswerContext;
  /** Which clauses the request breaks. */
  verdict(): ClauseVerdict;
}

type Outcome = { readonly refusal: Refusal } | { readonly shown: unknown };

/** One operation as its document describes it: judges requests, keeps the resources, answers. */
export class OperationService {
  readonly contract: Contract;
  readonly #options: ServiceOptions;
  readonly #judge: RequestJudge;
  readonly resources: readonly ReferenceResource[];

  constructor(contract: Contract, options: ServiceOptions) {
    this.contract = contract;
    this.#options = options;
    this.#judge = new RequestJudge(contract, options.permissive);
    this.resources = contract.fixtures.map((fixture) => new ReferenceResource(contract, fixture));
  }

  /** Id of the resource that a request addresses. */
  fixtureOf(role: 'update' | 'read-back', request: LogicalRequest): string | undefined {
    const located = this.#locate(role, request);
    return located.kind === 'found' ? located.resources[0].fixture.id : undefined;
  }

  /** Whether a request addresses a resource of this service. */
  knows(role: 'update' | 'read-back', request: LogicalRequest): boolean {
    return this.#locate(role, request).kind === 'found';
  }

  /** How much of a path this service has in common with: what belongs to no operation is answered by the closest. */
  closeness(pathname: string): number {
    const segments = pathname.split('/').slice(1);
    const own = this.contract.update.path.split('/').slice(1);
    const apart = own.findIndex((segment, index) => !segment.includes('{') && segment !== segments[index]);
    return apart < 0 ? own.length : apart;
  }

  /** Refuses what belongs to no operation. */
  refuseUnserved(place: string): ReferenceAnswer {
    return this.refuse(unservedRefusal(this.contract, place));
  }

  /** Refuses a request before anything of it is read. */
  refuse(refusal: Refusal): ReferenceAnswer {
    return this.#refused(refusal, this.#options.newUuid());
  }

  /** Answers a decoded request; `malformed` is the text of a body that could not be read. */
  serve(role: 'update' | 'read-back', sent: LogicalRequest, malformed?: string): Served {
    const request = this.#options.permissive ? forgivingly(sent, this.contract) : sent;
    const located = this.#locate(role, request);
    const [resource] = located.kind === 'found' ? located.resources : [];
    const before = resource?.state;
    const uuid = this.#options.newUuid();
    const outcome: Outcome =
      malformed === undefined
        ? located.kind === 'unknown'
          ? { refusal: this.#unknown(role, located.member, request) }
          : role === 'update'
            ? this.#update(request, located.resources[0])
            : this.#shown(request, located.resources, uuid)
        : { refusal: malformedRefusal(this.contract) };
    return {
      verdict: () => this.#verdict(role, request, resource, 'refusal' in outcome ? outcome.refusal : undefined),
      answer:
        'refusal' in outcome
          ? this.#refused(outcome.refusal, uuid)
          : this.#succeeded(role, outcome.shown, resource, uuid),
      context: {
        contract: this.contract,
        role,
        request,
        ...(resource === undefined ? {} : { fixture: resource.fixture.id }),
        isAccepted: !('refusal' in outcome),
        before,
        after: resource?.state,
        now: this.#options.clock(),
        overwrite: (state) => resource?.overwrite(state),
      },
    };
  }

  #verdict(
    role: 'update' | 'read-back',
    request: LogicalRequest,
    resource: ReferenceResource | undefined,
    refusal: Refusal | undefined,
  ): ClauseVerdict {
    const judged =
      role === 'update' && resource !== undefined
        ? this.#judge.verdict(request, resource)
        : { breaks: [], disputed: [] };
    const { clause } = refusal ?? {};
    return clause === undefined || judged.breaks.includes(clause)
      ? judged
      : { ...judged, breaks: [clause, ...judged.breaks] };
  }

  #locate(role: 'update' | 'read-back', request: LogicalRequest): Located {
    const shape = role === 'update' ? this.contract.update : (this.contract.readBack ?? this.contract.update);
    return locateResource(shape, request, this.resources);
  }

  #unknown(role: 'update' | 'read-back', member: string, request: LogicalRequest): Refusal {
    const [any] = this.resources;
    const broken =
      role === 'update' && any !== undefined ? this.#judge.refusalAt(`/${member}`, request, any) : undefined;
    return (
      broken ??
      unknownRefusal(this.contract, `/${member}`) ?? { status: 404, message: `${member} names nothing that exists` }
    );
  }

  #update(request: LogicalRequest, resource: ReferenceResource): Outcome {
    const now = this.#options.clock();
    const broken = this.#refusedByTrait(request, resource, 'with values') ?? this.#judge.refusal(request, resource);
    if (broken !== undefined) return { refusal: broken };
    const token = this.#tokenOf(request);
    const fingerprint =
      token === undefined ? '' : JSON.stringify(this.contract.update.members.map(({ name }) => request[name]));
    const earlier = token === undefined ? undefined : resource.remembered(token, fingerprint);
    if (earlier !== undefined) return { shown: earlier.state };
    const refusal =
      this.#refusedByTrait(request, resource, 'always') ??
      (resource.isBusy(now) ? this.#refusedWhileBusy(resource) : undefined);
    if (refusal !== undefined) return { refusal };
    resource.accept(request, this.#options.today(), now + this.#options.settleMs);
    if (token !== undefined) resource.remember(token, fingerprint);
    return { shown: resource.state };
  }

  #tokenOf(request: LogicalRequest): string | undefined {
    const pointer = this.contract.behaviours.find(
      ({ clause, behaviour }) => behaviour.token !== undefined && clause.excluded === undefined,
    )?.behaviour.token;
    const value = pointer === undefined ? undefined : valueAt(request, pointer);
    return typeof value === 'string' && value !== '' ? value : undefined;
  }

  /**
   * The catalogue's refusal on a fixture made for it. One for certain values says more than the clauses that the values
   * may break, and comes before them.
   */
  #refusedByTrait(
    request: LogicalRequest,
    { traits }: ReferenceResource,
    kind: 'always' | 'with values',
  ): Refusal | undefined {
    const entry = this.contract.errors.find(({ provoke }) => {
      if (provoke === undefined || !('trait' in provoke) || !traits.has(provoke.trait)) return false;
      if ((provoke.with === undefined) !== (kind === 'always')) return false;
      return Object.entries(provoke.with ?? {}).every(
        ([name, value]) =>
          JSON.stringify(valueAt(request, name.startsWith('/') ? name : `/${name}`)) === JSON.stringify(value),
      );
    });
    return entry === undefined ? undefined : documentedRefusal(entry);
  }

  #refusedWhileBusy({ traits }: ReferenceResource): Refusal | undefined {
    const entry = this.contract.errors.find(({ provoke }) => provoke !== undefined && 'concurrent' in provoke);
    if (entry !== undefined) return documentedRefusal(entry);
    const serialised = this.contract.behaviours.find(
      ({ clause, behaviour }) => behaviour.serialised !== undefined && meetsNeeds(clause.needs, traits),
    );
    return serialised === undefined ? undefined : brokenClause(serialised.clause);
  }

  #shown(request: LogicalRequest, resources: readonly ReferenceResource[], uuid: string): Outcome {
    // Without its id a read-back would show whatever comes first.
    const left = this.contract.readBack?.request.required?.find((name) => request[name] === undefined);
    return left === undefined
      ? { shown: this.#readBack(resources, uuid) }
      : { refusal: missingRefusal(this.contract, left) };
  }

  #readBack(resources: readonly ReferenceResource[], uuid: string): unknown {
    const { readBack } = this.contract;
    const now = this.#options.clock();
    const shown = resources.map((resource) => ({ state: resource.observed(now), traits: resource.traits, uuid }));
    const [first] = shown;
    if (readBack === undefined || first === undefined) return undefined;
    return readBack.resource === undefined
      ? renderAnswer(readBack.response, first)
      : renderList(readBack.response, readBack.resource.list, shown);
  }

  #succeeded(
    role: 'update' | 'read-back',
    shown: unknown,
    resource: ReferenceResource | undefined,
    uuid: string,
  ): ReferenceAnswer {
    const shape = role === 'update' ? this.contract.update : (this.contract.readBack ?? this.contract.update);
    const head = { status: shape.status, headers: successHeaders(shape, this.contract.answers, uuid) };
    if (shape.responseMediaType === undefined) return head;
    return {
      ...head,
      body:
        role === 'update'
          ? renderAnswer(shape.response, { state: shown, traits: resource?.traits ?? new Set(), uuid })
          : shown,
    };
  }

  #refused(refusal: Refusal, uuid: string): ReferenceAnswer {
    return {
      status: refusal.status,
      headers: refusalHeaders(this.contract.update, this.contract.answers, uuid),
      body: errorEnvelope(this.contract, refusal, uuid),
    };
  }
}
