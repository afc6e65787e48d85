// @ts-check
/** @typedef {import('vpn-conformance/contracts/huawei.update-vpn-connection').RequestBody} RequestBody */

/**
 * What is wrong with the lifetimes of an update; empty when nothing is. Limits: Huawei Cloud, VPN v5, Updating a VPN
 * Connection, Tables 5 and 7.
 * @param {RequestBody} body
 * @returns {string[]}
 */
export function checkLifetimes({ vpn_connection }) {
  const { ikepolicy, ipsecpolicy } = vpn_connection;
  return [
    ...problem('ikepolicy.lifetime_seconds', ikepolicy?.lifetime_seconds, 60),
    ...problem('ipsecpolicy.lifetime_seconds', ipsecpolicy?.lifetime_seconds, 30),
  ];
}

/**
 * @param {string} name
 * @param {unknown} value
 * @param {number} least
 */
function problem(name, value, least) {
  if (value === undefined || (Number.isInteger(value) && Number(value) >= least && Number(value) <= 604800)) return [];
  return [`${name} must be a whole number from ${least} to 604800`];
}
