import type { Fault, FaultOrder } from '../faults.ts';
import { BadRequest, isRecord, serviceOf } from './read-object.ts';

/** Checks a fault as it arrives, so that a misspelt one fails here and not silently later. */
export function faultOrder(body: Record<string, unknown>): FaultOrder {
  const { service, operation, fault, match, times, seconds } = body;
  if (typeof operation !== 'string' || operation === '') throw new BadRequest('operation must be a string');
  if (match !== undefined && typeof match !== 'string') throw new BadRequest('match must be a string');
  if (times !== undefined && !(Number.isInteger(times) && Number(times) > 0)) {
    throw new BadRequest('times must be a positive integer');
  }
  if (seconds !== undefined && !(Number(seconds) > 0)) throw new BadRequest('seconds must be a positive number');
  if (seconds !== undefined && times !== undefined) throw new BadRequest('a fault has times or seconds, not both');
  return {
    service: serviceOf(service),
    operation,
    fault: faultOf(fault),
    ...(match === undefined ? {} : { match }),
    ...(times === undefined ? {} : { times: Number(times) }),
    ...(seconds === undefined ? {} : { seconds: Number(seconds) }),
  };
}

function faultOf(value: unknown): Fault {
  if (!isRecord(value)) throw new BadRequest('fault must be an object with a kind');
  const { kind, status, ms, body, headers, retryAfter } = value;
  const text = typeof body === 'string' ? { body } : {};
  switch (kind) {
    case 'status':
      if (!Number.isInteger(status) || Number(status) < 200 || Number(status) > 599) {
        throw new BadRequest('fault.status must be 200 to 599');
      }
      return { kind, status: Number(status), ...(body === undefined ? {} : { body }), headers: textsOf(headers) };
    case 'delay':
      if (typeof ms !== 'number' || ms < 0) throw new BadRequest('fault.ms must be a number of milliseconds');
      return { kind, ms };
    case 'hang-up-before-acting':
    case 'act-then-hang-up':
      return { kind };
    case 'garbage':
    case 'garbage-before-acting':
      return { kind, ...text };
    case 'rate-limit':
      return { kind, ...(retryAfter === undefined ? {} : { retryAfter: String(retryAfter) }) };
    default:
      throw new BadRequest(
        'fault.kind must be status, delay, hang-up-before-acting, act-then-hang-up, garbage, garbage-before-acting or rate-limit',
      );
  }
}

function textsOf(value: unknown): Record<string, string> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, String(text)]));
}
