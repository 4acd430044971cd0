/**
 * The environment, parsed once. In development nothing need be set; with NODE_ENV=production nothing is
 * assumed: each missing secret stops the start with one clear sentence naming it.
 */
import * as z from 'zod'

/** An empty variable is an unset one: compose files write `X=`. */
const setting = z.string().trim().min(1).optional()
const url = (fallback: string) => z.url().default(fallback).transform((value) => value.replace(/\/+$/, ''))

const environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  DATABASE_URL: setting,
  DATA_DIR: z.string().min(1).default('.data'),
  /** 32 bytes, base64: wraps every data key. Or from a file, or from a command's output (src/safeguards/masterKeys.ts). */
  MASTER_KEY: setting,
  MASTER_KEY_FILE: setting,
  MASTER_KEY_COMMAND: setting,
  /** The Centre's own terms of retention, in the shape of src/safeguards/retention/classes.yaml. */
  RETENTION_FILE: setting,
  PUBLIC_URL: z.url().optional(),
  DEMO_PASSWORD: setting,
  ZALO_APP_ID: setting,
  ZALO_APP_SECRET: setting,
  ZALO_OA_ID: setting,
  ZALO_OA_SECRET_KEY: setting,
  ZALO_REFRESH_TOKEN: setting,
  ZALO_ACCESS_TOKEN: setting,
  ZALO_VERIFIER_CODE: setting,
  /** Where Zalo's console shows one fixed code challenge: the verifier it belongs to. Otherwise each link has its own. */
  ZALO_CODE_VERIFIER: z.string().trim().regex(/^[\w.~-]{43,128}$/, 'it must be a PKCE verifier of 43 to 128 characters').optional(),
  ZALO_API_URL: url('https://openapi.zalo.me'),
  ZALO_OAUTH_URL: url('https://oauth.zaloapp.com'),
  MESSENGER_PAGE_ID: setting,
  MESSENGER_APP_ID: setting,
  MESSENGER_APP_SECRET: setting,
  MESSENGER_VERIFY_TOKEN: setting,
  MESSENGER_PAGE_TOKEN: setting,
  MESSENGER_API_URL: url('https://graph.facebook.com'),
  /** Development only: the simulator's origin, from which what people send is fetched as from a platform's own hosts. */
  MEDIA_DEVELOPMENT_ORIGIN: z.url({ protocol: /^https?$/ }).transform((value) => new URL(value).origin).optional(),
  MESSENGER_API_VERSION: z.string().regex(/^v\d+\.\d+$/).default('v25.0'),
  /** Paths of the alarms to staff (src/alarms): e-mail, a signed web hook for an SMS or phone gateway, web push. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  ALARM_MAIL_FROM: z.string().trim().regex(/[^\s<>]+@[^\s<>]+/, 'it must hold an e-mail address').optional(),
  ALARM_HOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
  ALARM_HOOK_SECRET: z.string().trim().min(24, 'it must have at least 24 characters (openssl rand -base64 32)').optional(),
  VAPID_PUBLIC_KEY: setting,
  VAPID_PRIVATE_KEY: setting,
  VAPID_SUBJECT: z.string().trim().regex(/^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/, 'it must be a mailto: or https: address').optional(),
  /** The optional second reader (src/secondReader): a server that speaks OpenAI's chat completions, a local one preferred. */
  LLM_BASE_URL: z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, '')).optional(),
  LLM_MODEL: setting,
  LLM_API_KEY: setting,
  /** Safeguarding §3: no answer within three seconds is no opinion. */
  LLM_TIMEOUT_MS: z.coerce.number().int().min(100).max(3_000).default(3_000),
})

type Environment = z.infer<typeof environment>

export type Config = Environment & {
  readonly production: boolean
  /** Channels whose secrets are all there; the others are not mounted. */
  readonly channels: { readonly zalo: boolean; readonly messenger: boolean }
}

const ZALO = ['ZALO_APP_ID', 'ZALO_APP_SECRET', 'ZALO_OA_ID', 'ZALO_OA_SECRET_KEY'] as const
const MESSENGER = ['MESSENGER_PAGE_ID', 'MESSENGER_APP_SECRET', 'MESSENGER_VERIFY_TOKEN', 'MESSENGER_PAGE_TOKEN'] as const

/** Thrown by {@link readConfig}; `sentences` are for the person who starts the service. */
export class ConfigError extends Error {
  readonly sentences: readonly string[]
  constructor(sentences: readonly string[]) {
    super(sentences.join('\n'))
    this.name = 'ConfigError'
    this.sentences = sentences
  }
}

/**
 * Reads the environment.
 * @throws ConfigError with one sentence a problem.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const parsed = environment.safeParse(withoutEmpty(env))
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')} is not usable: ${issue.message}.`))
  const config = parsed.data
  const problems = [...missingSecrets(config), ...halfSettings(config), ...badMasterKey(config), ...noAlarmPath(config), ...tracedElsewhere(config, env), ...developmentMedia(config)]
  if (problems.length > 0) throw new ConfigError(problems)
  return {
    ...config,
    production: config.NODE_ENV === 'production',
    channels: { zalo: ZALO.every((key) => config[key]), messenger: MESSENGER.every((key) => config[key]) },
  }
}

/** Leaves out variables that are set to nothing. */
export function withoutEmpty(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).flatMap(([key, value]) => (value === undefined || value.trim() === '' ? [] : [[key, value]])))
}

function missingSecrets(config: Environment): string[] {
  if (config.NODE_ENV !== 'production') return []
  const needed = {
    DATABASE_URL: 'the PostgreSQL server that keeps the records',
    MASTER_KEY: 'the key that protects what people write (32 bytes as base64: openssl rand -base64 32), or name MASTER_KEY_FILE or MASTER_KEY_COMMAND',
    PUBLIC_URL: 'the https address under which people and platforms reach this service',
  } as const
  return (Object.keys(needed) as (keyof typeof needed)[])
    .filter((key) => config[key] === undefined && !(key === 'MASTER_KEY' && hasOtherKeySource(config)))
    .map((key) => `${key} is missing: set it to ${needed[key]}.`)
}

/** Settings that only work together. */
const TOGETHER: readonly { what: string; keys: readonly (keyof Environment)[] }[] = [
  { what: 'channel', keys: ZALO },
  { what: 'channel', keys: MESSENGER },
  { what: 'alarm path', keys: ['SMTP_URL', 'ALARM_MAIL_FROM'] },
  { what: 'alarm path', keys: ['ALARM_HOOK_URL', 'ALARM_HOOK_SECRET'] },
  { what: 'alarm path', keys: ['VAPID_PUBLIC_KEY', 'VAPID_PRIVATE_KEY'] },
  { what: 'second reader', keys: ['LLM_BASE_URL', 'LLM_MODEL'] },
]

/** A channel or path with some secrets and not others is a mistake, in every environment. */
function halfSettings(config: Environment): string[] {
  return TOGETHER.flatMap(({ what, keys }) => {
    const missing = keys.filter((key) => config[key] === undefined)
    if (missing.length === 0 || missing.length === keys.length) return []
    return missing.map((key) => `${key} is missing, while other settings of the same ${what} are there: set it, or remove them all.`)
  })
}

/** A helpline that can call nobody at night must not open its door. Web push alone may be lost without a word. */
function noAlarmPath(config: Environment): string[] {
  if (config.NODE_ENV !== 'production') return []
  if (config.ALARM_HOOK_URL?.startsWith('http:')) return ['ALARM_HOOK_URL is not usable: in production it must be an https address.']
  if (config.SMTP_URL ?? config.ALARM_HOOK_URL) return []
  return ['SMTP_URL (with ALARM_MAIL_FROM) or ALARM_HOOK_URL (with ALARM_HOOK_SECRET) is missing: set at least one, or an alarm can call no human.']
}

/** LangChain sends every prompt to a tracing service when its own variables say so: not from here. */
function tracedElsewhere({ LLM_MODEL }: Environment, env: Readonly<Record<string, string | undefined>>): string[] {
  if (LLM_MODEL === undefined) return []
  return Object.keys(env).filter((key) => /^LANG(SMITH|CHAIN)_(TRACING|VERBOSE|GATEWAY)/.test(key) && env[key] !== 'false')
    .map((key) => `${key} must not be set while the second reader is on: it would hand what children write to another service.`)
}

/** From an address of somebody's choice, files of children would come from anywhere, and the service could be sent into its own network. */
function developmentMedia({ NODE_ENV, MEDIA_DEVELOPMENT_ORIGIN }: Environment): string[] {
  return NODE_ENV === 'production' && MEDIA_DEVELOPMENT_ORIGIN !== undefined ? ['MEDIA_DEVELOPMENT_ORIGIN must not be set in production: pictures and recordings come from the platforms alone.'] : []
}

function hasOtherKeySource(config: Environment): boolean {
  return config.MASTER_KEY_FILE !== undefined || config.MASTER_KEY_COMMAND !== undefined
}

/** Several keys (during a rotation) stand side by side, separated by commas or spaces. */
function badMasterKey(config: Environment): string[] {
  const keys = config.MASTER_KEY?.split(/[\s,]+/).filter((key) => key !== '') ?? []
  if (keys.every((key) => Buffer.from(key, 'base64').length === 32)) return []
  return ['MASTER_KEY is not usable: it must be 32 bytes written as base64 (openssl rand -base64 32).']
}
