/** Jobs are fetched and closed a few at a time. What a killed worker held is found by the sweep. */
export const QUEUE_PRESET = {
  worker: { completeJobBatchDelay: 20, failJobBatchDelay: 20, localQueue: { size: 13 } },
} satisfies GraphileConfig.Preset;
