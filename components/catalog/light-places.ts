const SVG = 'http://www.w3.org/2000/svg';

function dotsOf(code: string): SVGUseElement {
  const dots = document.createElementNS(SVG, 'use');
  dots.setAttribute('href', `/world.svg#${code}`);
  return dots;
}

let atRest: Node[] | undefined;

/** Lights these countries on the dot world that the server drew; `null` gives it back as it was. */
export function lightPlaces(codes: string[] | null): void {
  const lamp = document.querySelector('.world [data-lit]');
  if (!lamp) return;
  atRest ??= [...lamp.childNodes];
  lamp.replaceChildren(...(codes ? codes.map(dotsOf) : atRest));
}
