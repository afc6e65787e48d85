import { describe, expect, it } from 'vitest';
import type { Contract } from '../../../contract/contract.js';
import { loadOperation } from '../../../contract/load/catalogue.js';
import type { DraftRequest } from '../../../properties/request.js';
import { type RequestModel, requestModel } from '../../../properties/request-model.js';
import { changesBetween, type RequestChange } from '../../../suites/requests/request-changes.js';
import { narrowedChanges, withWholeLists } from '../../../suites/trials/narrowed-changes.js';
import type { TrialOutcome } from '../../../suites/trials/refusal-trial.js';
import { storedPartner } from '../../../suites/trials/stored-partner.js';
import { toyContract } from '../../targets/toy-contract.js';

const toy = toyContract();
const huawei = loadOperation('huawei.update-vpn-connection');

function modelOf(contract: Contract, id?: string): RequestModel {
  const fixture = contract.fixtures.find((candidate) => id === undefined || candidate.id === id);
  if (fixture === undefined) throw new Error(`no fixture ${id}`);
  return requestModel(contract, fixture);
}

describe('of changes that are refused together', () => {
  const model = modelOf(toy);
  const draft: DraftRequest = { link_id: 'link-1', name: 'edge', mtu: 9000, mode: 'fast' };
  const changes: readonly RequestChange[] = [
    { at: '/mtu', from: undefined, to: 9000 },
    { at: '/mode', from: undefined, to: 'fast' },
  ];
  const narrowed = async (answer: (sent: DraftRequest) => TrialOutcome): Promise<readonly string[]> =>
    (
      await narrowedChanges(
        { model, draft, trial: { outcome: async (sent) => answer(sent), isTakenAtAll: async () => false } },
        changes,
      )
    ).map(({ at }) => at);

  it.each<[string, (sent: DraftRequest) => TrialOutcome, readonly string[]]>([
    ['only the one that matters stays', ({ mtu }) => (mtu === 9000 ? 'refused' : 'taken'), ['/mtu']],
    [
      'both stay where both matter',
      ({ mtu, mode }) => (mtu === 9000 && mode === 'fast' ? 'refused' : 'taken'),
      ['/mtu', '/mode'],
    ],
    [
      'one that is seen to matter stays without those of which nothing is seen',
      ({ mtu }) => (mtu === 9000 ? 'open' : 'taken'),
      ['/mtu'],
    ],
    ['both stay where no answer tells', () => 'open', ['/mtu', '/mode']],
  ])('%s', async (_, answer, expected) => {
    expect(await narrowed(answer)).toEqual(expected);
  });
  it('one without which the request is taken stays, though the kit would not say that it has to be', async () => {
    const trial = {
      outcome: async (): Promise<TrialOutcome> => 'refused',
      isTakenAtAll: async (sent: DraftRequest) => !('mode' in sent),
    };
    expect((await narrowedChanges({ model, draft, trial }, changes)).map(({ at }) => at)).toEqual(['/mode']);
  });
  it('a single one costs no request', async () => {
    const trial = {
      outcome: async (): Promise<TrialOutcome> => {
        throw new Error('sent');
      },
      isTakenAtAll: async () => false,
    };
    expect(await narrowedChanges({ model, draft, trial }, changes.slice(0, 1))).toEqual(changes.slice(0, 1));
  });
});

describe('changes of several entries of one list', () => {
  const model = modelOf(huawei, 'static');
  const blocks = (...peers: readonly string[]): DraftRequest => ({
    vpn_connection: { name: 'a', peer_subnets: peers },
  });

  it('are told as one of the list', () => {
    const [twin, draft] = [blocks('10.1.0.0/24', '10.2.0.0/24'), blocks('10.3.0.0/24', '10.4.0.0/24')];
    expect(withWholeLists(model, twin, draft, changesBetween(twin, draft))).toEqual([
      { at: '/vpn_connection/peer_subnets', from: ['10.1.0.0/24', '10.2.0.0/24'], to: ['10.3.0.0/24', '10.4.0.0/24'] },
    ]);
  });
  it('stay as they are where there is one of a list', () => {
    const [twin, draft] = [blocks('10.1.0.0/24', '10.2.0.0/24'), blocks('10.1.0.0/24', '10.4.0.0/24')];
    const changes = changesBetween(twin, draft);
    expect(withWholeLists(model, twin, draft, changes)).toEqual(changes);
    expect(changes.map(({ at }) => at)).toEqual(['/vpn_connection/peer_subnets/1']);
  });
});

describe('a member that is compared with another one', () => {
  const model = modelOf(huawei, 'static');
  const [local, peer] = ['/vpn_connection/tunnel_local_address', '/vpn_connection/tunnel_peer_address'];
  const change = (at: string, to: unknown): RequestChange => ({ at, from: undefined, to });
  const both: DraftRequest = {
    vpn_connection: { tunnel_local_address: '169.254.56.225/30', tunnel_peer_address: '169.254.56.226/30' },
  };
  const one: DraftRequest = { vpn_connection: { tunnel_local_address: '169.254.56.225/30' } };

  it.each<[string, DraftRequest, RequestChange, string | undefined]>([
    ['has the stored one in its place where the request lacks it', one, change(local, '169.254.56.225/30'), peer],
    ['has it beside it where the request holds it', both, change(local, '169.254.56.225/30'), undefined],
    ['needs none where it is left out', one, change(peer, undefined), undefined],
    ['is not bound where no rule compares', one, change('/vpn_connection/name', 'a'), undefined],
  ])('%s', (_, draft, changed, expected) => {
    expect(storedPartner({ contract: huawei, model, draft }, [changed])).toBe(expected);
  });
});
