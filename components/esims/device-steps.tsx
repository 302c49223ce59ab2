'use client';

import { useState } from 'react';
import { useDeviceInHand } from '@/components/esims/use-device-in-hand';
import type { DeviceFamily, DeviceInHand } from '@/lib/devices/device-in-hand';

export type DeviceGuide = { family: DeviceFamily; name: string; steps: string[]; byHand: string[]; after: string[] };
export type DeviceStepsProps = { guides: DeviceGuide[]; device: DeviceInHand; words: Record<'choose' | 'install' | 'byHand' | 'after' | 'note', string> };

function Steps({ title, steps }: { title: string; steps: string[] }) {
  return (
    <section>
      <h3 className="mb-2 border-t border-ink pt-2 font-semibold">{title}</h3>
      <ol className="measure list-decimal space-y-2 ps-6 marker:font-mono marker:text-13 marker:text-quiet">{steps.map((step) => <li key={step} className="ps-1">{step}</li>)}</ol>
    </section>
  );
}

/** The steps for the device in hand; any other device is one tap away. */
export function DeviceSteps({ guides, device, words }: DeviceStepsProps) {
  const { family: inHand } = useDeviceInHand(device);
  const [chosen, setChosen] = useState<DeviceFamily | null>(null);
  const family = chosen ?? inHand ?? 'iphone';
  const guide = guides.find((each) => each.family === family);
  return (
    <div>
      <div role="group" aria-label={words.choose} className="mb-6 flex flex-wrap gap-2">
        {guides.map((each) => (
          <button
            key={each.family} type="button" aria-pressed={each.family === family} onClick={() => setChosen(each.family)}
            className="min-h-11 rounded-card border border-line bg-raised px-4 text-15 hover:border-quiet aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:text-paper"
          >
            {each.name}
          </button>
        ))}
      </div>
      {guide ? (
        <div className="grid gap-x-8 gap-y-6 md:grid-cols-3">
          <Steps title={words.install} steps={guide.steps} /><Steps title={words.byHand} steps={guide.byHand} /><Steps title={words.after} steps={guide.after} />
        </div>
      ) : null}
      <p className="measure mt-6 text-13 text-quiet">{words.note}</p>
    </div>
  );
}
