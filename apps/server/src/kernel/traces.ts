/**
 * What happens inside, as spans of OpenTelemetry: requests, commands, flushes, reads, readers of the feed, deadlines.
 * Without a collector the interface answers with nothing and costs nothing worth naming.
 */
import {
  context,
  SpanStatusCode,
  trace,
  type Attributes,
  type Link,
  type Span,
  type SpanContext,
} from '@opentelemetry/api'
import { VERSION } from './version.ts'

export const tracer = trace.getTracer('gezhi', VERSION)

const fail = (span: Span, error: unknown): void => {
  // The class only: messages of a database hold values.
  span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'error' })
}

/**
 * Does `work` inside a span. Attributes are codes, counts and ids of streams, never names, texts or addresses: traces leave
 * the house.
 */
export function traced<T>(
  name: string,
  about: { readonly attributes?: Attributes; readonly links?: readonly Link[] },
  work: (span: Span) => Promise<T>,
): Promise<T> {
  return tracer.startActiveSpan(
    name,
    { attributes: { ...about.attributes }, links: [...(about.links ?? [])] },
    async (span) => {
      try {
        return await work(span)
      } catch (error) {
        fail(span, error)
        throw error
      } finally {
        span.end()
      }
    },
  )
}

/** Where the work that runs now belongs, for a link from what is done for several at once; undefined when nobody listens. */
export const here = (): SpanContext | undefined => {
  const at = trace.getSpanContext(context.active())
  return at && trace.isSpanContextValid(at) ? at : undefined
}
