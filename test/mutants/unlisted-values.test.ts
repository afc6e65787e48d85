import { expect, test } from 'vitest';
import { clauseNamed } from '../../contract/inspect/clause-named.js';
import { loadOperation } from '../../contract/load/catalogue.js';
import { runInProcess } from '../kit/run-in-process.js';
import { admitting } from './falsify.js';

// Written from the documents and the registries, not from what the kit sends: each is a value that a service may well
// know although its document does not list it.
const unlisted: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'alibaba.modify-vpn-attachment-attribute': {
    '/IkeConfig/IkeVersion#enum': ['ikev3', 'v2', 'ike'],
    '/IkeConfig/IkeMode#enum': ['base', 'quick', 'auto'],
    '/IkeConfig/IkeEncAlg#enum': ['aes128', 'aes-256', 'sm4', 'none'],
    '/IkeConfig/IkeAuthAlg#enum': ['sha', 'sm3', 'sha2-256'],
    '/IkeConfig/IkePfs#enum': ['group15', 'group16', 'disabled'],
    '/IpsecConfig/IpsecPfs#enum': ['group15', 'none', 'disable'],
    '/HealthCheckConfig/Policy#enum': ['revoke-route', 'none', 'revoke'],
  },
  'huawei.update-vpn-connection': {
    '/vpn_connection/ikepolicy/dh_group#enum': ['group22', 'group24', 'group17', 'none'],
    '/vpn_connection/ikepolicy/local_id_type#enum': ['any', 'dn'],
    '/vpn_connection/ipsecpolicy/pfs#enum': ['disabled', 'group24', 'none'],
    '/vpn_connection/ipsecpolicy/transform_protocol#enum': ['ah', 'ah-esp', 'esp-ah'],
    '/vpn_connection/ipsecpolicy/encapsulation_mode#enum': ['transport', 'auto'],
  },
  'otc.update-vpn-connection': {
    '/vpn_connection/ikepolicy/ike_version#enum': ['v3', 'ikev2', 'ikev1'],
    '/vpn_connection/ikepolicy/phase1_negotiation_mode#enum': ['quick', 'base'],
    '/vpn_connection/ikepolicy/authentication_algorithm#enum': ['sha256', 'sha', 'sha2-224', 'sm3'],
    '/vpn_connection/ikepolicy/encryption_algorithm#enum': ['des', 'aes', 'sm4', 'aes-128-gcm-12'],
    '/vpn_connection/ikepolicy/dh_group#enum': ['group24', 'group18'],
    '/vpn_connection/ipsecpolicy/pfs#enum': ['disabled', 'none'],
  },
};

const rows = Object.entries(unlisted).flatMap(([id, clauses]) =>
  Object.entries(clauses).flatMap(([local, values]) => values.map((value) => [id, local, value] as const)),
);

// One contract for all rows: what was worked out of it is not worked out again.
const contracts = new Map(Object.keys(unlisted).map((id) => [id, loadOperation(id)]));

test.each(rows)('%s: a target that takes more than %s lists, %s, is caught', async (id, local, value) => {
  const contract = contracts.get(id);
  const clause = contract === undefined ? undefined : clauseNamed(contract, local);
  if (contract === undefined || clause === undefined) throw new Error(`no clause ${local}`);
  const report = await runInProcess({
    contract,
    served: admitting(contract, clause, value),
    selection: { clauses: [clause.id] },
  });
  const judged = report.operations.flatMap(({ clauses }) => clauses.filter((entry) => entry.id === clause.id));
  expect(judged).toMatchObject([{ verdict: 'fail' }]);
});
