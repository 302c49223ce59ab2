import Page from '../../page';

/** The same page, made at its first visit and kept: what a shop with a changing catalogue does. */
export const revalidate = 86_400;
export const generateStaticParams = () => [];

export default Page;
