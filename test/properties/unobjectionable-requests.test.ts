import { describe, expect, it } from 'vitest';
import { contains, overlaps, parseBlocks, parseIpv4 } from '../../contract/inspect/formats/ipv4.js';
import { loadOperation } from '../../contract/load/catalogue.js';
import { valueAt } from '../../contract/pointer.js';
import type { TargetFixture } from '../../contract/target.js';
import { valuesAt } from '../../contract/values-at.js';
import type { DraftRequest } from '../../properties/request.js';
import { requestModel } from '../../properties/request-model.js';
import { fullDrafts } from '../../suites/requests/full-drafts.js';

const attachment = loadOperation('alibaba.modify-vpn-attachment-attribute');

/**
 * The requests that the kit makes of its own choice for a fixture: with each boundary value, without each member, and
 * with everything.
 */
function requestsTo(fixture: TargetFixture): readonly DraftRequest[] {
  const model = requestModel(attachment, fixture);
  const single = model.nodes.flatMap((node) => [
    ...(model.domain(node)?.edges ?? []).map((edge) => model.with({ [node.pointer]: edge })),
    ...(node.required || node.via !== 'property' ? [] : [model.without(node)]),
  ]);
  return [model.base(), ...single, ...(fullDrafts(attachment, model) ?? [])].filter((draft) => model.isSure(draft));
}

function blocksIn(draft: DraftRequest, pointer: string): ReturnType<typeof parseBlocks> {
  const text = valueAt(draft, pointer);
  return typeof text === 'string' ? parseBlocks(text) : undefined;
}

function isHostOf(draft: DraftRequest, address: string, list: string): boolean {
  const text = valueAt(draft, address);
  const base = typeof text === 'string' ? parseIpv4(text) : undefined;
  return (
    text === undefined ||
    (base !== undefined && blocksIn(draft, list)?.some((block) => contains(block, { base, prefix: 32 })) === true)
  );
}

const rules: Readonly<Record<string, (draft: DraftRequest) => boolean>> = {
  'different blocks on the two sides': (draft) => {
    const [local, remote] = [blocksIn(draft, '/LocalSubnet') ?? [], blocksIn(draft, '/RemoteSubnet') ?? []];
    return local.every((block) => !remote.some((other) => overlaps(block, other)));
  },
  'a probing address of the VPC': (draft) => isHostOf(draft, '/HealthCheckConfig/sip', '/LocalSubnet'),
  'a probed address of the data centre': (draft) => isHostOf(draft, '/HealthCheckConfig/dip', '/RemoteSubnet'),
  'BGP settings of tunnels with the switch that turns BGP on': (draft) =>
    valuesAt(draft, '/TunnelOptionsSpecification/items/TunnelBgpConfig').length === 0 ||
    draft['EnableTunnelsBgp'] === true,
  'identifiers that are addresses or domain names': (draft) =>
    ['/IkeConfig', '/TunnelOptionsSpecification/items/TunnelIkeConfig']
      .flatMap((owner) => ['LocalId', 'RemoteId'].flatMap((name) => valuesAt(draft, `${owner}/${name}`)))
      .every((id) =>
        /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$/.test(
          String(id),
        ),
      ),
  'JSON texts with all their members': (draft) =>
    (
      [
        ['IkeConfig', 9],
        ['IpsecConfig', 4],
        ['BgpConfig', 4],
        ['HealthCheckConfig', 6],
      ] as const
    ).every(([name, count]) => draft[name] === undefined || Object.keys(Object(draft[name])).length === count),
};

describe('what the kit sends of its own choice to an IPsec connection has', () => {
  const drafts = attachment.fixtures.slice(0, 14).flatMap(requestsTo);
  it.each(Object.entries(rules))('%s', (_, isKept) => {
    expect(drafts.length).toBeGreaterThan(500);
    expect(drafts.filter((draft) => !isKept(draft)).slice(0, 3)).toEqual([]);
  });
});

describe('ikev1 with several blocks', () => {
  it('is tried with those of either side alone', () => {
    const fixture = attachment.fixtures.find(({ traits }) => traits.includes('ike-trial'));
    const model = fixture === undefined ? undefined : requestModel(attachment, fixture);
    const wrong =
      model?.relations
        .filter(({ clause }) => clause.endsWith('ikev1-single-network'))
        .flatMap((rule) => rule.violations(model.with(rule.bite))) ?? [];
    const counts = wrong.map(({ request }) =>
      ['/LocalSubnet', '/RemoteSubnet'].map((pointer) => blocksIn(request, pointer)?.length),
    );
    expect(counts).toEqual([
      [2, 1],
      [1, 2],
    ]);
  });
});
