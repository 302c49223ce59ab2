import { headers } from 'next/headers';
import { unstable_rethrow } from 'next/navigation';
import type { z } from 'zod';
import { asCustomer, asStaff, getViewer, type Customer, type Viewer } from '@/lib/auth/viewer';
import { addressIn } from '@/lib/web/client-address';
import { requireOwnOrigin } from '@/lib/web/own-origin';
import { failureOf, faultsOf, isRefusal, type Refusal, type RefusalData } from '@/lib/web/refusal';

export { refuse } from '@/lib/web/refusal';

export type ActionResult<Data> = { ok: true; data: Data } | { ok: false; code: string; fields?: Record<string, string>; data?: RefusalData };

export type ActionContext<Who extends Viewer = Viewer> = {
  viewer: Who;
  customerId: Who['customerId'];
  /** Names the browser, not the person; `proxy.ts` gives it. */
  browserId: string;
  clientAddress: string;
};

type Handler<Schema extends z.ZodType, Who extends Viewer, Output> = (input: z.output<Schema>, context: ActionContext<Who>) => Promise<Output>;
type Action<Schema extends z.ZodType, Output> = (input: z.input<Schema>) => Promise<ActionResult<Exclude<Output, Refusal>>>;

const actionFor =
  <Who extends Viewer>(admit: (viewer: Viewer) => Who) =>
  <Schema extends z.ZodType, Output>(schema: Schema, handler: Handler<Schema, Who, Output>): Action<Schema, Output> =>
  async (input) => {
    try {
      const given = await headers();
      requireOwnOrigin(given);
      const viewer = admit(await getViewer());
      const parsed = schema.safeParse(input);
      if (!parsed.success) return { ok: false, code: 'invalid-input', fields: faultsOf(parsed.error) };
      const context = { viewer, customerId: viewer.customerId, browserId: given.get('x-browser-id') ?? '', clientAddress: addressIn(given) };
      const output = await handler(parsed.data, context);
      if (isRefusal(output)) return { ok: false, code: output.code, ...(output.data ? { data: output.data } : {}) };
      return { ok: true, data: output as Exclude<Output, Refusal> };
    } catch (error) {
      unstable_rethrow(error);
      return { ok: false, ...failureOf(error, 'action') };
    }
  };

/** An action anybody may use. Whatever is sent, the answer is a result with a code, never a throw. */
export const publicAction = actionFor((viewer) => viewer);

/** An action of signed-in customers; others get `sign-in-needed`. */
export const customerAction = actionFor<Customer>(asCustomer);

/** An action of staff; for others it is `not-found`. */
export const staffAction = actionFor<Customer>(asStaff);
