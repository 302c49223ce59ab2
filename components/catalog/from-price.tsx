/** "from $2.49": the words as text, the amount as a figure. `words` holds `{price}`. */
export function FromPrice({ words, price }: { words: string; price: string }) {
  const [before, after] = words.split('{price}');
  return (
    <span className="from">
      {before}
      <span className="figures">{price}</span>
      {after}
    </span>
  );
}
