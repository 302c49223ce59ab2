import { useTranslations } from 'next-intl';
import { CodeRow } from '@/components/esims/code-row';
import { DeviceSteps, type DeviceGuide } from '@/components/esims/device-steps';
import { QrPlate } from '@/components/esims/qr-plate';
import { buttonClass } from '@/components/ui/button';
import { Facts } from '@/components/ui/facts';
import { Notice } from '@/components/ui/notice';
import type { DeviceInHand } from '@/lib/devices/device-in-hand';

export type EsimCardProps = {
  title: string;
  codes: { smdpAddress: string; matchingId: string; lpa: string; confirmationCode: string | null };
  qr: { size: number; path: string };
  links: { apple: string | null; android: string | null };
  network: { apnIos: string | null; apnAndroid: string | null; isRoaming: boolean | null; msisdn: string | null };
  activationPolicy: string | null;
  device: DeviceInHand;
  guides: DeviceGuide[];
};

function InstallLinks({ links, device }: Pick<EsimCardProps, 'links' | 'device'>) {
  const t = useTranslations('order');
  const isAndroid = device.family === 'samsung' || device.family === 'pixel' || device.family === 'android';
  return (
    <div className="grid gap-2">
      {links.apple ? <a data-testid="apple-install" href={links.apple} className={buttonClass(device.hasAppleLink ? 'main' : 'plain')}>{device.hasAppleLink ? t('installHere') : t('installApple')}</a> : null}
      {links.android ? <a data-testid="android-install" href={links.android} className={buttonClass(isAndroid ? 'main' : 'plain')}>{t('installAndroid')}</a> : null}
      <p className="text-13 text-quiet">{t('installHelp')}</p>
    </div>
  );
}

/** One eSIM, ready to install: by tap, by QR code, by hand, with steps for the device in hand. */
export function EsimCard({ title, codes, qr, links, network, activationPolicy, device, guides }: EsimCardProps) {
  const t = useTranslations('order');
  const copy = { copy: t('copy'), copied: t('copied') };
  const policy = activationPolicy && ['first-usage', 'installation', 'purchase'].includes(activationPolicy) ? activationPolicy : 'unknown';
  const apn = [network.apnIos ? `iPhone: ${network.apnIos}` : null, network.apnAndroid ? `Android: ${network.apnAndroid}` : null].filter((line) => line !== null).join(', ');
  return (
    <article className="rounded-card border border-line bg-raised" aria-label={title}>
      <div className="grid gap-8 p-5 sm:p-6 md:grid-cols-[18rem_minmax(0,1fr)]">
        <div className="grid content-start gap-4">
          <h2 className="text-21 font-semibold tracking-tight">{title}</h2>
          <QrPlate {...qr} label={t('qrLabel')} />
          <InstallLinks links={links} device={device} />
        </div>
        <div className="min-w-0">
          <h3 className="mb-1 font-semibold">{t('byHand')}</h3>
          <dl>
            <CodeRow label={t('smdpAddress')} value={codes.smdpAddress} name="smdp-address" {...copy} />
            <CodeRow label={t('activationCode')} value={codes.matchingId} name="activation-code" {...copy} />
            {codes.confirmationCode ? <CodeRow label={t('confirmationCode')} value={codes.confirmationCode} {...copy} /> : null}
            <CodeRow label={t('fullCode')} value={codes.lpa} name="lpa" {...copy} />
          </dl>
          <h3 className="mb-2 mt-6 font-semibold">{t('settings')}</h3>
          <Facts
            rows={[
              { label: t('roaming'), value: network.isRoaming === null ? t('notStated') : t(network.isRoaming ? 'roamingOn' : 'roamingOff') },
              { label: t('apn'), value: apn || t('apnAutomatic') },
              ...(network.msisdn ? [{ label: t('number'), value: <span className="figures">{network.msisdn}</span> }] : []),
              { label: t('validity'), value: t(`validityStarts.${policy}`) },
            ]}
          />
          <div className="mt-6"><Notice tone="warn" title={t('doNotDeleteTitle')}>{t('doNotDelete')}</Notice></div>
        </div>
      </div>
      <div className="tear" />
      <div className="p-5 sm:p-6">
        <h3 className="mb-3 font-semibold">{t('steps')}</h3>
        <DeviceSteps guides={guides} inHand={device.family} chooseLabel={t('chooseDevice')} installTitle={t('installTitle')} afterTitle={t('afterTitle')} />
      </div>
    </article>
  );
}
