import type { Clause, Contract } from '../../contract/contract.js';
import { meetsNeeds } from '../../contract/inspect/conditions.js';
import { inspectBroken } from '../../contract/inspect/inspect.js';
import { type TreeNode, walk } from '../../contract/inspect/tree.js';
import type { Traits } from '../../contract/schema.js';
import type { LogicalRequest } from '../../contract/target.js';
import type { ReferenceResource } from './reference-resource.js';
import { brokenClause, defaultRefusal, type Refusal, unknownRefusal } from './refusal.js';
import { keepsRelation } from './relations/keeps-relation.js';
import { valuesAt } from './values-at.js';

/** Ids of clauses. */
export interface ClauseVerdict {
  readonly breaks: readonly string[];
  readonly disputed: readonly string[];
}

/** Judges requests by one contract; the refusal for the first clause a request breaks. */
export class RequestJudge {
  readonly #contract: Contract;
  readonly #clauses: ReadonlyMap<string, Clause>;
  readonly #permissive: boolean;

  /** `permissive`: whether clauses that the document leaves open refuse nothing. */
  constructor(contract: Contract, permissive: boolean) {
    this.#contract = contract;
    this.#permissive = permissive;
    this.#clauses = new Map(contract.clauses.map((clause) => [clause.local, clause]));
  }

  /** The refusal of a request to a resource; undefined when it keeps every clause. */
  refusal(request: LogicalRequest, resource: ReferenceResource): Refusal | undefined {
    return (
      this.#brokenKeyword(request, resource, '') ??
      this.#unknownName(request, resource) ??
      this.#brokenRelation(request, resource)
    );
  }

  /** The refusal of the values at one pointer only. */
  refusalAt(pointer: string, request: LogicalRequest, resource: ReferenceResource): Refusal | undefined {
    return this.#brokenKeyword(request, resource, pointer);
  }

  /** All clauses of which a request says something: those it breaks, and those it breaks under some readings only. */
  verdict(request: LogicalRequest, { tree, traits }: ReferenceResource): ClauseVerdict {
    const observed = inspectBroken(tree, request, traits).flatMap(({ clause: local, holds }) => {
      const clause = this.#clauses.get(local);
      return clause !== undefined && meetsNeeds(clause.needs, traits) ? [{ clause, holds }] : [];
    });
    const isRefused = (clause: Clause): boolean => !(clause.excluded !== undefined && this.#permissive);
    const relations = this.#brokenRelations(request, traits);
    const ids = (clauses: readonly Clause[]): readonly string[] => [...new Set(clauses.map(({ id }) => id))];
    const broken = observed.flatMap(({ clause, holds }) => (holds === 'no' && isRefused(clause) ? [clause] : []));
    const disputed = observed.flatMap(({ clause, holds }) => (holds === 'no' && isRefused(clause) ? [] : [clause]));
    return { breaks: ids([...broken, ...relations]), disputed: ids(disputed) };
  }

  #brokenKeyword(request: LogicalRequest, { tree, traits }: ReferenceResource, below: string): Refusal | undefined {
    for (const { clause: local, holds } of inspectBroken(tree, request, traits)) {
      if (holds !== 'no' || !local.startsWith(below === '' ? '' : `${below}#`)) continue;
      const clause = this.#clauses.get(local);
      if (clause === undefined) return defaultRefusal(this.#contract, `${local} is broken`);
      // Which values a list holds that the document leaves open nobody knows; what is stored has been taken once.
      if (clause.excluded !== undefined && (this.#permissive || clause.facet === 'enum')) continue;
      if (meetsNeeds(clause.needs, traits)) return brokenClause(clause);
    }
    return undefined;
  }

  #unknownName(request: LogicalRequest, { tree, fixture }: ReferenceResource): Refusal | undefined {
    for (const node of fixtureNodes(tree)) {
      const name =
        node.pointer
          .split('/')
          .filter((segment) => segment !== 'items')
          .at(-1) ?? '';
      const known = fixture.values[name];
      if (
        known === undefined ||
        valuesAt(request, node.pointer).every((value) => [known].flat().some((one) => one === value))
      )
        continue;
      return (
        unknownRefusal(this.#contract, node.pointer) ??
        defaultRefusal(this.#contract, `${name} names nothing that exists`)
      );
    }
    return undefined;
  }

  #brokenRelation(request: LogicalRequest, { traits }: ReferenceResource): Refusal | undefined {
    const [broken] = this.#brokenRelations(request, traits);
    return broken === undefined ? undefined : brokenClause(broken);
  }

  #brokenRelations(request: LogicalRequest, traits: Traits): readonly Clause[] {
    return this.#contract.behaviours.flatMap(({ clause, behaviour: { relation } }) =>
      relation !== undefined &&
      clause.excluded === undefined &&
      meetsNeeds(clause.needs, traits) &&
      !keepsRelation(relation, request)
        ? [clause]
        : [],
    );
  }
}

const named = new WeakMap<TreeNode, readonly TreeNode[]>();

function fixtureNodes(tree: TreeNode): readonly TreeNode[] {
  const nodes = named.get(tree) ?? [...walk(tree)].filter((node) => node.schema['x-fixture'] === true);
  named.set(tree, nodes);
  return nodes;
}
