import { html } from 'hono/html';

type Markup = ReturnType<typeof html>;

/** The frame of every page of the sandbox itself: no script, readable in light and dark. */
export function page(title: string, body: Markup): Markup {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Simplify sandbox</title>
        <style>
          :root { color-scheme: light dark; }
          body { font: 1rem/1.55 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
          h1 { line-height: 1.2; }
          .list { list-style: none; padding: 0; }
          .list li { padding: 0.7rem 0; border-bottom: 1px solid #8884; overflow-wrap: anywhere; }
          small { display: block; opacity: 0.8; }
          iframe { width: 100%; height: 44rem; border: 1px solid #8886; border-radius: 0.5rem; background: #fff; }
          pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 1rem; background: #8881; border-radius: 0.5rem; }
        </style>
      </head>
      <body><main>${body}</main></body>
    </html>`;
}
