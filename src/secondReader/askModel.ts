/**
 * The one place that talks to a model: any server that speaks OpenAI's chat completions, a local one preferred.
 * Loaded only when the second reader is on. One question, one answer, no tools, no memory, no retries of its own.
 */
import { ChatOpenAICompletions } from '@langchain/openai'
import * as z from 'zod'
import { errorCode } from '../errors.ts'
import { answerSchema, readOpinion, type Answer } from './answer.ts'
import { boundedFetch } from './boundedFetch.ts'
import { promptOf } from './prompt.ts'

export type ModelSettings = { baseUrl: string; model: string; apiKey: string | undefined; timeoutMs: number }
export type Ask = (texts: readonly string[]) => Promise<Answer>

const MOST_TOKENS = 600

/** What is read of a raw answer beside its parsed content: a refusal, and an answer given as a tool call. */
const rawSchema = z.object({
  tool_calls: z.array(z.object({ args: z.unknown() })).nullish(),
  additional_kwargs: z.object({ __raw_response: z.object({ choices: z.array(z.object({ message: z.object({ refusal: z.string().nullish() }) })) }) }),
})

/** Asks about texts that are already hidden. Never rejects: whatever goes wrong is an outcome. */
export function createAsk({ baseUrl, model, apiKey, timeoutMs }: ModelSettings): Ask {
  const chat = new ChatOpenAICompletions({
    model, temperature: 0, maxTokens: MOST_TOKENS, maxRetries: 0,
    // A local server wants none, the client insists on one.
    apiKey: apiKey ?? 'none',
    __includeRawResponse: true,
    configuration: { baseURL: baseUrl, fetch: boundedFetch, logLevel: 'off' },
  })
  // The server holds the model to the schema where it can; readOpinion judges what came all the same.
  const reader = chat.withStructuredOutput(z.toJSONSchema(answerSchema), { name: 'opinion', method: 'jsonSchema', strict: true, includeRaw: true })

  return async (texts) => {
    const signal = AbortSignal.timeout(timeoutMs)
    try {
      const { raw, parsed } = await reader.invoke(promptOf(texts), { signal })
      const rest = rawSchema.safeParse(raw)
      if (rest.data?.additional_kwargs.__raw_response.choices[0]?.message.refusal) return { outcome: 'refusal' }
      const opinion = readOpinion(parsed ?? rest.data?.tool_calls?.[0]?.args, texts)
      return opinion ? { outcome: 'opinion', opinion } : { outcome: 'invalid' }
    } catch (error) {
      return { outcome: signal.aborted ? 'timeout' : outcomeOf(error) }
    }
  }
}

/** A filter that stops the answer is a refusal too. What is no HTTP error was an answer nobody could read. */
function outcomeOf(error: unknown): Exclude<Answer['outcome'], 'opinion'> {
  const name = error instanceof Error ? error.constructor.name : ''
  if (name === 'ContentFilterFinishReasonError' || errorCode(error) === 'content_filter') return 'refusal'
  if (name === 'APIConnectionError' || name === 'APIConnectionTimeoutError') return 'failed'
  const status = error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : undefined
  if (status === undefined) return 'invalid'
  return status === 429 ? 'busy' : 'failed'
}
