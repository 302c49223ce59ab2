'use client';

import { useState, useSyncExternalStore } from 'react';
import type { DeviceFamily } from '@/lib/devices/device-in-hand';

export type DeviceGuide = { family: DeviceFamily; name: string; steps: string[]; after: string[] };
export type DeviceStepsProps = { guides: DeviceGuide[]; inHand: DeviceFamily | null; chooseLabel: string; installTitle: string; afterTitle: string };

const noChanges = () => () => {};
/** An iPad says it is a Mac; its touch screen gives it away. */
const looksLikePosingIpad = () => navigator.userAgent.includes('Macintosh') && navigator.maxTouchPoints > 1;

/** The steps for the device in hand; any other device is one tap away. */
export function DeviceSteps({ guides, inHand, chooseLabel, installTitle, afterTitle }: DeviceStepsProps) {
  const [chosen, setFamily] = useState<DeviceFamily | null>(null);
  const isPosingIpad = useSyncExternalStore(noChanges, looksLikePosingIpad, () => false);
  const family = chosen ?? inHand ?? (isPosingIpad ? 'ipad' : 'iphone');
  const guide = guides.find((each) => each.family === family);
  const list = 'list-decimal space-y-1.5 ps-6';
  return (
    <div>
      <div role="group" aria-label={chooseLabel} className="mb-4 flex flex-wrap gap-2">
        {guides.map((each) => (
          <button
            key={each.family} type="button" aria-pressed={each.family === family} onClick={() => setFamily(each.family)}
            className="min-h-11 rounded-card border border-line px-3 text-15 aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:text-paper"
          >
            {each.name}
          </button>
        ))}
      </div>
      {guide ? (
        <div className="grid gap-6 sm:grid-cols-2">
          <div><h4 className="mb-2 font-semibold">{installTitle}</h4><ol className={list}>{guide.steps.map((step) => <li key={step}>{step}</li>)}</ol></div>
          <div><h4 className="mb-2 font-semibold">{afterTitle}</h4><ol className={list}>{guide.after.map((step) => <li key={step}>{step}</li>)}</ol></div>
        </div>
      ) : null}
    </div>
  );
}
