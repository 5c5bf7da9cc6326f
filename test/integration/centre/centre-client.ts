import { z } from 'zod'

export type ApiAnswer = { status: number; body: unknown; text: string; headers: Headers }

/** A desk's view of the centre: keeps its cookies like a browser does. */
export type CentreClient = {
  call(method: string, path: string, json?: unknown, headers?: Record<string, string>): Promise<ApiAnswer>
  cookies: Map<string, string>
}

export function openCentreClient(origin: string, cookies = new Map<string, string>()): CentreClient {
  return {
    cookies,
    async call(method, path, json, headers = {}) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const answer = await fetch(`${origin}${path}`, {
        method,
        headers: {
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...(cookie === '' ? {} : { cookie }),
          ...headers,
        },
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      })
      for (const set of answer.headers.getSetCookie()) {
        const [name = '', value = ''] = (set.split(';')[0] ?? '').split('=')
        if (value === '') cookies.delete(name)
        else cookies.set(name, value)
      }
      const text = await answer.text()
      return { status: answer.status, body: parse(text), text, headers: answer.headers }
    },
  }
}

const Failure = z.object({ code: z.string(), message: z.string() })

/** `401 wrong_password`, or only the status where all went well. */
export function verdict(answer: ApiAnswer): string {
  const failure = Failure.safeParse(answer.body)
  return failure.success ? `${answer.status} ${failure.data.code}` : String(answer.status)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
