import { isObject } from '../../../contract/pointer.js';
import { type Variation, whereAccepted, whereRefused } from '../variation.js';

const huaweiFamily = ['huawei.', 'otc.'];

/** Puts a code in place of the one that the envelope has. */
function withCode(body: unknown, code: string): unknown {
  if (!isObject(body)) return body;
  const [name] = Object.keys(body).filter((key) => /^(?:error_code|code)$/i.test(key));
  return name === undefined ? body : { ...body, [name]: code };
}

/** Codes that a contract documents for something. */
function isDocumented(body: unknown, codes: ReadonlySet<unknown>): boolean {
  return isObject(body) && Object.values(body).some((value) => codes.has(value));
}

/** Statuses and codes that no document prints. */
export const statuses: readonly Variation[] = [
  ...[422, 409, 412, 406].map(
    (status): Variation => ({
      name: `status ${status} for every request that breaks a rule`,
      aspect: 'refusals',
      why: 'the documents of Huawei, OTC and Baidu print no status for an invalid request',
      of: [...huaweiFamily, 'baidu.'],
      make: whereRefused((answer, { contract }) =>
        isDocumented(answer.body, new Set(contract.errors.map(({ code }) => code))) || answer.status === 404
          ? answer
          : { ...answer, status },
      ),
    }),
  ),
  {
    name: 'code of its own wherever the document names none for the refusal',
    why: 'where no row of the error table fits, no code is promised',
    make: whereRefused((answer, { contract }) => {
      const documented = new Set<unknown>([
        ...contract.errors.map(({ code }) => code),
        ...contract.clauses.flatMap(({ rejects }) => rejects.code ?? []),
      ]);
      return isDocumented(answer.body, documented)
        ? answer
        : {
            ...answer,
            body: withCode(
              answer.body,
              huaweiFamily.some((id) => contract.id.startsWith(id)) ? 'VPN.9876' : 'Param.Wrong',
            ),
          };
    }),
  },
  ...[201, 202].map(
    (status): Variation => ({
      name: `status ${status} for an update that is accepted`,
      aspect: 'success',
      why: 'neither Alibaba document prints a status for success; both call the operation asynchronous',
      of: ['alibaba.'],
      make: whereAccepted((answer) => ({ ...answer, status })),
    }),
  ),
  {
    name: 'status 200 with an empty object for an update that is accepted',
    aspect: 'success',
    why: 'No special response parameters are available: a body is neither promised nor ruled out',
    of: ['baidu.'],
    make: whereAccepted((answer) => ({
      ...answer,
      headers: { ...answer.headers, 'content-type': 'application/json;charset=UTF-8' },
      body: {},
    })),
  },
  {
    name: 'status 200 with the request id in the body for an update that is accepted',
    aspect: 'success',
    why: 'No special response parameters are available: common ones may be there',
    of: ['baidu.'],
    make: whereAccepted((answer) => ({
      ...answer,
      headers: { ...answer.headers, 'content-type': 'application/json;charset=UTF-8' },
      body: { requestId: answer.headers['x-bce-request-id'] ?? 'r' },
    })),
  },
  {
    name: 'status 404 for an id that does not exist, 400 not',
    why: 'both rows name InvalidVpnGatewayInstanceId.NotFound, one with 400, one with 404',
    of: ['alibaba.update-enhanced'],
    make: whereRefused((answer) =>
      isObject(answer.body) && answer.body['Code'] === 'InvalidVpnGatewayInstanceId.NotFound'
        ? { ...answer, status: answer.status === 404 ? 400 : 404 }
        : answer,
    ),
  },
];
