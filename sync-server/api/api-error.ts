import type { FastifyReply, FastifyRequest } from 'fastify'
import { ZodError } from 'zod'

/** An answer of the API that is not success: `{code, message}`, never a stack. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly extra: Record<string, unknown>

  constructor(status: number, code: string, message: string, extra: Record<string, unknown> = {}) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.code = code
    this.extra = extra
  }
}

/** One shape for every failure. What is unknown is logged here and shown as one sentence. */
export function answerApiError(error: Error & { statusCode?: number }, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = asApiError(error)
  if (known.status >= 500) request.log.error({ code: known.code, name: error.name, detail: error.message }, 'request failed')
  return reply.code(known.status).send({ code: known.code, message: known.message, ...known.extra })
}

function asApiError(error: Error & { statusCode?: number }): ApiError {
  if (error instanceof ApiError) return error
  if (error instanceof ZodError) {
    const field = error.issues[0]?.path.join('.') ?? ''
    return new ApiError(400, 'invalid_request', 'Yêu cầu không hợp lệ.', { field })
  }
  const status = error.statusCode ?? 500
  if (status === 413) return new ApiError(413, 'too_large', 'Nội dung gửi lên quá lớn.')
  if (status === 415) return new ApiError(415, 'unsupported_media_type', 'Kiểu nội dung không được hỗ trợ.')
  if (status >= 400 && status < 500) return new ApiError(status, 'invalid_request', 'Yêu cầu không hợp lệ.')
  return new ApiError(500, 'internal_error', 'Máy chủ gặp lỗi. Vui lòng thử lại.')
}
