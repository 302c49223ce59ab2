import { Body, Container, Head, Hr, Html, Link, Preview, Text } from '@react-email/components';
import type { ReactNode } from 'react';

export const ink = '#15140F';
export const quiet = '#5C594F';
const paper = '#FAF9F6';

export const words = { fontFamily: 'Geist, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif', color: ink, fontSize: '15px', lineHeight: '24px' };
export const figures = { ...words, fontFamily: '"Geist Mono", ui-monospace, Menlo, Consolas, monospace', margin: '0 0 12px', wordBreak: 'break-all' as const };
const button = { ...words, display: 'inline-block', background: '#B5310F', color: '#FFFFFF', padding: '12px 20px', borderRadius: '10px', textDecoration: 'none', fontWeight: 600 };

export type LetterProps = { locale: string; preview: string; title: string; footer: string; children: ReactNode };

/** The paper every mail is written on. */
export function Letter({ locale, preview, title, footer, children }: LetterProps) {
  return (
    <Html lang={locale}>
      <Head />
      <Preview>{preview}</Preview>
      <Body style={{ background: paper, margin: 0, padding: '24px 12px' }}>
        <Container style={{ maxWidth: '560px', margin: '0 auto' }}>
          <Text style={{ ...words, fontWeight: 600, margin: '0 0 24px' }}>Simplify</Text>
          <Text style={{ ...words, fontSize: '21px', lineHeight: '28px', fontWeight: 600, margin: '0 0 16px' }}>{title}</Text>
          {children}
          <Hr style={{ borderColor: '#DDD9CE', margin: '24px 0 12px' }} />
          <Text style={{ ...words, fontSize: '13px', lineHeight: '20px', color: quiet }}>{footer}</Text>
        </Container>
      </Body>
    </Html>
  );
}

export const Action = ({ href, label }: { href: string; label: string }) => (
  <Text style={{ margin: '8px 0 16px' }}>
    <Link href={href} style={button}>
      {label}
    </Link>
  </Text>
);

export const Line = ({ children }: { children: ReactNode }) => <Text style={{ ...words, margin: '0 0 12px' }}>{children}</Text>;

export const Fact = ({ label, value }: { label: string; value: string }) => (
  <>
    <Text style={{ ...words, fontSize: '13px', lineHeight: '18px', color: quiet, margin: 0 }}>{label}</Text>
    <Text style={figures}>{value}</Text>
  </>
);
