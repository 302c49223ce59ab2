import { notFound } from 'next/navigation';

export const dynamic = 'force-static';
export const generateStaticParams = () => [];

export default function Nowhere(): never {
  notFound();
}
