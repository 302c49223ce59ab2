/** 1 and 4 are attested (§12); the other ids and texts are ours, since the list is a GAP. */
export const EVENT_KINDS = {
  location: { id: 1, type: 'Update location', text: 'New location received from VLR for IMSI.', severity: 0, source: 0 },
  pdpCreate: { id: 3, type: 'Create PDP Context', text: 'New PDP Context successfully activated.', severity: 0, source: 0 },
  pdpDelete: { id: 4, type: 'Delete PDP Context', text: 'PDP Context deleted.', severity: 0, source: 0 },
  enabled: { id: 15, type: 'SIM activation', text: 'Status of SIM changed to Enabled.', severity: 0, source: 2 },
  disabled: { id: 16, type: 'SIM suspension', text: 'Status of SIM changed to Disabled.', severity: 0, source: 2 },
  reset: { id: 17, type: 'SIM reset', text: 'Connectivity reset done.', severity: 0, source: 2 },
  bulkDone: { id: 20, type: 'Bulk operation', text: 'Bulk SIM update applied.', severity: 0, source: 2 },
  bulkFailed: { id: 21, type: 'Bulk operation failed', text: 'Bulk SIM update could not be applied.', severity: 2, source: 2 },
  threshold: { id: 30, type: 'Quota threshold reached', text: 'The quota fell to its threshold.', severity: 1, source: 1 },
  exhausted: { id: 31, type: 'Quota used up', text: 'The quota is used up.', severity: 1, source: 1 },
  topUp: { id: 32, type: 'Quota assigned', text: 'A top-up was added to the quota.', severity: 0, source: 1 },
  smsSent: { id: 40, type: 'MT SMS', text: 'SMS handed to the network.', severity: 0, source: 2 },
} as const;

export type EventKind = keyof typeof EVENT_KINDS;

export interface SimEvent {
  id: number;
  at: number;
  kind: EventKind;
  /** Megabytes of a data session. */
  volume?: number;
}

export const SEVERITIES = ['INFO', 'WARN', 'CRITICAL'] as const;
export const SOURCES = ['Network', 'Policy Control', 'API'] as const;
