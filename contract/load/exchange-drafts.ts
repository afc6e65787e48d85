import type { Contract, Rejects } from '../contract.js';
import { unsaid } from '../facts/basis.js';
import { fixedMembers } from '../facts/fixed-members.js';
import { secretPlaces } from '../facts/secret-places.js';
import { showsResource } from '../facts/shows-resource.js';
import type { StoredMember } from '../facts/stored-members.js';
import type { Draft } from './derive-clauses.js';

/** Where the document tells of an answer; absent: nowhere. */
export interface AnswerSources {
  readonly success?: string;
  readonly refusal?: string;
}

/**
 * The clauses every exchange is judged by, whatever the operation. Those that no document has to say are implied; a
 * contract whose document says one annotates it. `rejects` is the answer to an invalid request where nothing more
 * precise is documented.
 */
export function exchangeDrafts(
  { update, readBack }: Pick<Contract, 'update' | 'readBack'>,
  members: readonly StoredMember[],
  { success, refusal }: AnswerSources,
  rejects: Rejects,
): readonly Draft[] {
  const draft = (name: string, statement: string, source: string): Draft => ({
    local: `/exchange/${name}`,
    kind: 'exchange',
    side: 'exchange',
    source,
    statement,
  });
  const implied = (name: string, statement: string, why: string): Draft => draft(name, statement, `${unsaid}${why}`);
  const never = (name: string, statement: string, why: string): Draft => ({
    ...implied(name, statement, why),
    inexcusable: true,
  });
  return [
    draft(
      'success-status',
      update.statusBasis === 'unprinted'
        ? 'a valid update is accepted (with any status 2xx: the document prints none)'
        : `a valid update is answered with status ${update.status}`,
      success ?? `${unsaid}HTTP tells success so`,
    ),
    draft(
      'success-media-type',
      update.responseMediaType === undefined
        ? 'a successful answer has no body'
        : `a successful answer has the media type ${update.responseMediaType}`,
      success ?? `${unsaid}the form in which clients read the answer`,
    ),
    draft(
      'refusal-envelope',
      'a refused update is answered with the error envelope',
      refusal ?? `${unsaid}the form in which clients read a refusal`,
    ),
    ...(rejects.status === '4XX'
      ? [
          implied(
            'refusal-status',
            'updates that break rules of one kind are refused with one status, where the document prints none',
            'clients tell refusals by their status',
          ),
        ]
      : []),
    never('refusal-without-effect', 'a refused update leaves the resource as it was', 'what is refused is not done'),
    ...(update.requestMediaType === 'application/json'
      ? [
          implied(
            'malformed-body',
            'a body that is no JSON object is refused',
            'such a body names no member that could be set',
          ),
        ]
      : []),
    never(
      'no-server-error',
      'a bad request is never answered with a 5xx status',
      'by RFC 9110, 15.6, a 5xx says that the service failed, not the request',
    ),
    ...(secretPlaces(update.request).length === 0
      ? []
      : [
          never(
            'refusal-conceals-secrets',
            'the answer to a refused update shows no secret of a request',
            'whoever sees or logs the answer would learn the key',
          ),
        ]),
    ...(readBack === undefined ? [] : stateDrafts({ update, readBack }, members, { implied, never })),
  ];
}

type Make = (name: string, statement: string, why: string) => Draft;

/** What the state of resources is judged by, where it can be read. */
function stateDrafts(
  { update, readBack }: Required<Pick<Contract, 'update' | 'readBack'>>,
  members: readonly StoredMember[],
  { implied, never }: { readonly implied: Make; readonly never: Make },
): readonly Draft[] {
  return [
    implied('left-out-stays', 'what an accepted update leaves out stays as it was', 'an update changes what it names'),
    ...(fixedMembers({ update, readBack }).length > 0
      ? [implied('unset-stays', 'what no update can set stays as it was', 'an update changes what it has a member for')]
      : []),
    ...(members.some(({ nested }) => nested)
      ? [
          implied(
            'left-out-inside-stays',
            'members left out of an object that an accepted update sends stay as they were, or take the default that the document prints',
            'an update changes what it names, inside objects too',
          ),
        ]
      : []),
    ...(showsResource({ update, readBack })
      ? [
          implied(
            'answer-shows-resource',
            'an answer of success shows the resource as it was before or as it is after',
            'an answer tells of the resource updated',
          ),
        ]
      : []),
    {
      ...never('others-stay', 'an update changes no other resource', 'an update is of the resource that it names'),
      isSpecial: true,
    },
    implied(
      'repetition-changes-nothing',
      'the same update sent twice leaves the resource as sent once',
      'an update says how things are to be, not by how much to change them',
    ),
    implied(
      'equivalent-forms',
      'requests that differ in their form only (order of members, white space of JSON) lead to the same state',
      'by RFC 8259 order of members and white space have no meaning',
    ),
    implied(
      'parallel-updates',
      'updates sent in parallel leave the resource as one of the accepted ones does, not as a mixture',
      'each update that is accepted is applied as a whole',
    ),
    never(
      'sequences',
      'after any sequence of accepted and refused updates the resource is what the accepted ones made of it',
      'what is accepted is done, and what is refused is not',
    ),
  ];
}
