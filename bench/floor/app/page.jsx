export const dynamic = 'force-static';

/** The least a Next page can be: 28 cards, nothing in the browser. */
export default function Page() {
  return (
    <main>
      {Array.from({ length: 28 }, (_, index) => (
        <article key={index}>
          <h2>Plan {index}</h2>
          <p>{`${index} GB for ${index + 7} days, one of twenty-eight cards on this page.`}</p>
        </article>
      ))}
    </main>
  );
}
