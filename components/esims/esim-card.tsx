import { useMessages, useTranslations } from 'next-intl';
import { startsOn } from '@/components/catalog/plan-facts';
import { CodeRow } from '@/components/esims/code-row';
import { InstallLinks } from '@/components/esims/install-links';
import { QrPlate } from '@/components/esims/qr-plate';
import { LinkButton } from '@/components/ui/button';
import { Facts } from '@/components/ui/facts';
import { Flag } from '@/components/ui/flag';
import { isAndroid, isApple, type DeviceInHand } from '@/lib/devices/device-in-hand';

export type EsimCardProps = {
  place: string;
  countryCode: string | null;
  plan: string;
  /** "1 of 2"; null when it is the only one. */
  position: string | null;
  iccidLast4: string;
  codes: { smdpAddress: string; matchingId: string; lpa: string; confirmationCode: string | null };
  qr: { size: number; path: string };
  links: { apple: string; android: string };
  network: { apnIos: string | null; apnAndroid: string | null; isRoaming: boolean | null; msisdn: string | null };
  activationPolicy: string | null;
  device: DeviceInHand;
  /** Where remaining data and top-ups are. */
  remainingHref: string;
};

function Codes({ codes }: Pick<EsimCardProps, 'codes'>) {
  const t = useTranslations('order');
  const copy = { copy: t('copy'), copied: t('copied') };
  return (
    <div>
      <h3 className="font-semibold">{t('byHand')}</h3>
      <dl className="mt-1">
        <CodeRow label={t('smdpAddress')} value={codes.smdpAddress} name="smdp-address" {...copy} />
        <CodeRow label={t('activationCode')} value={codes.matchingId} name="activation-code" {...copy} />
        {codes.confirmationCode ? <CodeRow label={t('confirmationCode')} value={codes.confirmationCode} name="confirmation-code" {...copy} /> : null}
        <CodeRow label={t('fullCode')} value={codes.lpa} name="lpa" {...copy} />
      </dl>
    </div>
  );
}

function Settings({ network, activationPolicy }: Pick<EsimCardProps, 'network' | 'activationPolicy'>) {
  const t = useTranslations('order');
  const policy = startsOn({ activationPolicy }) ?? 'unknown';
  const apn = [...new Set([network.apnIos, network.apnAndroid])].filter((name) => name !== null);
  const code = (text: string) => <span className="figures">{text}</span>;
  return (
    <Facts
      rows={[
        { label: t('validity'), value: t(`validityStarts.${policy}`) },
        { label: t('roaming'), value: t(network.isRoaming === null ? 'roamingUnknown' : network.isRoaming ? 'roamingOn' : 'roamingOff') },
        ...(apn.length > 1
          ? [{ label: t('apnIphone'), value: code(network.apnIos ?? '') }, { label: t('apnAndroid'), value: code(network.apnAndroid ?? '') }]
          : [{ label: t('apn'), value: apn[0] ? code(apn[0]) : t('apnAutomatic') }]),
        ...(network.msisdn ? [{ label: t('number'), value: code(network.msisdn) }] : []),
      ]}
    />
  );
}

/** One eSIM, ready to install: by tap, by QR code, by hand. On a phone the tap comes first, elsewhere the code to scan. */
export function EsimCard({ place, countryCode, plan, position, iccidLast4, codes, qr, links, network, activationPolicy, device, remainingHref }: EsimCardProps) {
  const t = useTranslations('order');
  const esim = useTranslations('esim');
  const { install: words } = useMessages().order;
  const isPhone = isApple(device.family) || isAndroid(device.family);
  const install = (
    <div key="install" className="md:col-start-2 md:row-start-1">
      <InstallLinks links={links} device={device} words={words} />
    </div>
  );
  const scan = (
    <figure key="scan" className="md:col-start-1 md:row-span-2 md:row-start-1">
      <QrPlate {...qr} label={t('qrLabel', { place })} />
      <figcaption className="mt-3 max-w-72 text-13 text-quiet">{t('qrHelp')}</figcaption>
    </figure>
  );
  return (
    <article className="rounded-card border border-line bg-raised" aria-label={position ? `${place}, ${position}` : place}>
      <header className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 px-5 pt-5 sm:px-6 sm:pt-6">
        <h2 className="flex items-center gap-3 text-21 font-semibold tracking-tight">
          <Flag code={countryCode} />{place}{position ? <span className="figures text-15 font-normal text-quiet">{position}</span> : null}
        </h2>
        <p className="figures text-15">{plan} <span className="text-13 text-quiet">ICCID …{iccidLast4}</span></p>
      </header>
      <div className="grid gap-x-10 gap-y-6 p-5 sm:p-6 md:grid-cols-[18rem_minmax(0,1fr)] md:grid-rows-[auto_1fr]">
        {isPhone ? [install, scan] : [scan, install]}
        <div className="md:col-start-2"><Codes codes={codes} /></div>
      </div>
      <div className="tear" />
      <div className="p-5 sm:p-6"><Settings network={network} activationPolicy={activationPolicy} />
        <LinkButton look="plain" href={remainingHref} className="mt-5">{esim('seeRemaining')}</LinkButton>
      </div>
    </article>
  );
}
