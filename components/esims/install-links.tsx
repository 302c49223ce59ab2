'use client';

import { useDeviceInHand } from '@/components/esims/use-device-in-hand';
import { buttonClass } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { isAndroid, isApple, type DeviceInHand } from '@/lib/devices/device-in-hand';

export type InstallWords = Record<'onIphone' | 'onIpad' | 'onAndroid' | 'apple' | 'android' | 'appleHelp' | 'androidHelp' | 'elsewhere' | 'openInSafariTitle' | 'openInSafari' | 'tooOld', string>;
export type InstallLinksProps = { links: { apple: string; android: string }; device: DeviceInHand; words: InstallWords };

const OTHER = 'inline-flex min-h-11 items-center font-semibold underline underline-offset-4';

/** The link for the device in hand first and large; the other one beside it. */
export function InstallLinks({ links, device: read, words }: InstallLinksProps) {
  const { family, hasAppleLink, isSafari } = useDeviceInHand(read);
  const isOnApple = isApple(family);
  const main = isOnApple && hasAppleLink ? 'apple' : isAndroid(family) ? 'android' : null;
  const here = { apple: family === 'ipad' ? words.onIpad : words.onIphone, android: words.onAndroid };
  const others = { apple: words.apple, android: words.android };
  const help = main === 'apple' ? words.appleHelp : main === 'android' ? words.androidHelp : words.elsewhere;
  return (
    <div className="grid gap-2">
      {main === 'apple' && !isSafari ? <Notice tone="warn" title={words.openInSafariTitle}>{words.openInSafari}</Notice> : null}
      {isOnApple && !hasAppleLink ? <Notice title={words.tooOld}>{words.elsewhere}</Notice> : null}
      {main ? <a data-testid={`${main}-install`} href={links[main]} rel="noreferrer" className={`${buttonClass('main')} min-h-14 text-17`}>{here[main]}</a> : null}
      {isOnApple && !hasAppleLink ? null : <p className="measure text-13 text-quiet">{help}</p>}
      <p className="flex flex-wrap gap-x-6 text-15">
        {(['apple', 'android'] as const).map((system) =>
          system !== main ? <a key={system} data-testid={`${system}-install`} href={links[system]} rel="noreferrer" className={OTHER}>{others[system]}</a> : null,
        )}
      </p>
    </div>
  );
}
