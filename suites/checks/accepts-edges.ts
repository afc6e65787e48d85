import { facetsOf } from '../../specs/facets.js';
import type { LogicalRequest } from '../../specs/target.js';
import { clauseAt, type TreeNode } from '../../specs/tree.js';
import { acceptDraft, isUsable } from '../accept-draft.js';
import { assignNodes } from '../assign-nodes.js';
import type { Check, Subject } from '../check.js';
import type { Session } from '../session.js';

/** The clause that a refused boundary member is most likely about. */
function blamed(node: TreeNode, value: unknown, clauses: readonly string[]): string {
  if (value === undefined) return clauseAt(node, 'presence');
  const { schema } = node;
  const atLength = typeof value === 'string' && ([...value].length === schema.minLength || [...value].length === schema.maxLength);
  const order = [
    ...(atLength ? (['length'] as const) : []),
    'range',
    'enum',
    'count',
    'outside',
    'within',
    'classes',
    'characters',
    'format',
    'pattern',
    'content',
    'length',
    'type',
  ] as const;
  const own = facetsOf(schema);
  const facet = order.find((candidate) => own.includes(candidate) && clauses.includes(clauseAt(node, candidate)));
  return facet === undefined ? (clauses[0] ?? clauseAt(node, 'type')) : clauseAt(node, facet);
}

/** The boundary value in a few words; hidden before it is cut, since half a secret is not found any more. */
function describeEdge({ observer }: Session, node: TreeNode, value: unknown, logical: LogicalRequest): string {
  if (value === undefined) return `${node.pointer} left out`;
  if (node.schema['x-secret'] === true) return `${node.pointer} = ${observer.mask.show(node.name, value)}`;
  return `${node.pointer} = ${observer.mask.hide(JSON.stringify(value), logical).slice(0, 120)}`;
}

/** Boundary members of every request member are accepted. */
export const acceptsEdges: Check = {
  id: 'accepts-edges',
  title: 'boundary values of every member are accepted',
  plan: (context) =>
    assignNodes(context)
      .filter(({ clauses }) => clauses.some(context.isWanted))
      .flatMap(({ node, fixture, clauses }): readonly Subject[] => {
        const model = context.model(fixture);
        const edges = model.domain(node)?.edges ?? [];
        const omitted =
          !node.required && node.via === 'property' && clauses.includes(clauseAt(node, 'presence')) ? [{ value: undefined, draft: model.without(node) }] : [];
        const drafts = [...edges.map((value) => ({ value, draft: model.with({ [node.pointer]: value }) })), ...omitted].filter(({ draft }) => {
          const { broken, disputed } = model.judge(model.logical(draft));
          return broken.length + disputed.length === 0;
        });
        if (drafts.length === 0) return [];
        return [
          {
            name: node.pointer,
            fixture,
            covers: clauses.map((clause) => ({ clause, side: clause.endsWith('#effect') ? ('observe' as const) : ('accept' as const) })),
            requests: { accept: drafts.length, refuse: 0 },
            run: async (session) => {
              if (!(await isUsable(session, fixture, clauses))) return;
              for (const { value, draft } of drafts) {
                await acceptDraft(session, fixture, draft, blamed(node, value, clauses), describeEdge(session, node, value, model.logical(draft)));
              }
            },
          },
        ];
      }),
};
