import { describe, expect, test } from 'vitest'
import { basic, outcome } from './couch-client.ts'
import { grounds, useGround } from './couch-ground.ts'

describe.each(grounds)('$name: who may do what', (ground) => {
  const { suffix, plain, user, stranger, clientWith, admin, member, outsider, anonymous, put, bulk, signIn, tokenOf } = useGround(ground)

  describe('sessions', () => {
    test('says welcome to anybody', async () => {
      const answer = await anonymous('GET', '/')
      expect(answer.status).toBe(200)
      expect(answer.body).toMatchObject({ couchdb: 'Welcome' })
    })

    test('gives a cookie for the right password and knows it again', async () => {
      const answer = await signIn(user.name, user.password)
      expect(answer.status).toBe(200)
      expect(answer.body).toMatchObject({ ok: true, name: user.name, roles: [`t:${suffix}`] })
      const cookie = tokenOf(answer)
      const session = await clientWith({ cookie })('GET', '/_session')
      expect(session.body).toMatchObject({ userCtx: { name: user.name, roles: [`t:${suffix}`] }, info: { authenticated: 'cookie' } })
      expect((await clientWith({ cookie })('GET', `/${plain}`)).status).toBe(200)
    })

    test('refuses a wrong password and an unknown name in the same words', async () => {
      const wrong = await signIn(user.name, 'x')
      expect(outcome(wrong)).toBe('401 unauthorized: Name or password is incorrect.')
      expect(outcome(await signIn('nobody-here', 'x'))).toBe(outcome(wrong))
      expect(outcome(await clientWith(basic(user.name, 'x'))('GET', `/${plain}`))).toBe(outcome(wrong))
    })

    test('lets nobody in with a forged cookie', async () => {
      const [body = ''] = tokenOf(await signIn(user.name, user.password)).split(';')
      const forged = `${body.slice(0, -6)}AAAAAA`
      expect((await clientWith({ cookie: forged })('GET', `/${plain}`)).status).toBeGreaterThanOrEqual(400)
    })

    test('ends a session within a moment when its user is deleted', async () => {
      const name = `gone-${suffix}`
      const made = await put(`/_users/org.couchdb.user:${name}`, { type: 'user', name, roles: [`t:${suffix}`], password: 'p' }, admin)
      const cookie = tokenOf(await signIn(name, 'p'))
      const gone = clientWith({ cookie })
      expect((await gone('GET', `/${plain}`)).status).toBe(200)
      await admin('DELETE', `/_users/org.couchdb.user:${name}?rev=${made.rev}`)
      // CouchDB's own memory of its users follows by a feed, some milliseconds later.
      await expect.poll(async () => (await gone('GET', `/${plain}`)).status).toBe(401)
    })

    test('keeps no password in a user document and shows it to no ordinary user', async () => {
      const stored = await admin('GET', `/_users/org.couchdb.user:${user.name}`)
      expect(stored.body).toMatchObject({ name: user.name, password_scheme: 'pbkdf2' })
      expect(stored.body).not.toHaveProperty('password')
      expect((await member('GET', `/_users/org.couchdb.user:${stranger.name}`)).status).toBeGreaterThanOrEqual(403)
      expect((await member('GET', `/_users/org.couchdb.user:${user.name}`)).status).toBe(403)
      expect(outcome(await member('GET', '/_users/_all_docs'))).toBe('401 unauthorized: You are not a server admin.')
      expect((await anonymous('GET', '/_users/_all_docs')).status).toBe(401)
    })

    test('lets nobody give himself a role', async () => {
      const own = await member('PUT', `/_users/org.couchdb.user:${user.name}`, {
        json: { type: 'user', name: user.name, roles: ['_admin'], password: 'x' },
      })
      expect(own.status).toBeGreaterThanOrEqual(403)
    })
  })

  describe('rights', () => {
    test('closes a database to a user who is no member and to the anonymous', async () => {
      expect(outcome(await outsider('GET', `/${plain}`))).toBe('403 forbidden: You are not allowed to access this db.')
      expect(outcome(await anonymous('GET', `/${plain}`))).toBe('401 unauthorized: You are not authorized to access this db.')
    })

    test.each([
      ['POST', '_bulk_get', { docs: [{ id: 'x' }] }],
      ['POST', '_bulk_docs', { docs: [{ _id: 'x' }] }],
      ['POST', '_all_docs', { keys: ['x'] }],
      ['POST', '_revs_diff', { x: ['1-a'] }],
      ['GET', '_changes', undefined],
      ['GET', '_design/structure', undefined],
      ['PUT', '_local/x', {}],
      ['PUT', '_security', {}],
    ])('closes %s %s to a stranger', async (method, path, json) => {
      expect((await outsider(method, `/${plain}/${path}`, json === undefined ? {} : { json })).status).toBe(403)
      expect((await anonymous(method, `/${plain}/${path}`, json === undefined ? {} : { json })).status).toBe(401)
    })

    test('lets members neither create nor delete databases nor change rights nor rules', async () => {
      expect(outcome(await member('PUT', `/t-mine-${suffix}`))).toBe('401 unauthorized: You are not a server admin.')
      expect(outcome(await member('DELETE', `/${plain}`))).toBe('401 unauthorized: You are not a server admin.')
      const rights = (await admin('GET', `/${plain}/_security`)).body
      // CouchDB 3.5 answers 500 no_majority here.
      expect((await member('PUT', `/${plain}/_security`, { json: { members: { names: [], roles: [] } } })).status).toBeGreaterThanOrEqual(
        401,
      )
      expect((await admin('GET', `/${plain}/_security`)).body).toEqual(rights)
      expect(outcome(await member('PUT', `/${plain}/_design/x`, { json: { language: 'javascript' } }))).toBe(
        '403 forbidden: You are not a db or server admin.',
      )
      expect(await bulk(plain, [{ _id: '_design/x' }, { _id: 'beside-design' }])).toMatchObject([{ error: 'forbidden' }, { ok: true }])
    })

    test('never lets a local document stand for the rights of a database', async () => {
      await member('PUT', `/${plain}/_local/_security`, { json: { members: { names: [], roles: [] } } })
      expect((await outsider('GET', `/${plain}`)).status).toBe(403)
    })

    test('keeps members of _security that CouchDB does not know', async () => {
      expect((await admin('GET', `/${plain}/_security`)).body).toHaveProperty('authors')
    })
  })

  describe('databases', () => {
    test('refuses names that are not allowed, names that exist, and databases that do not', async () => {
      expect(outcome(await admin('PUT', '/Office-H53'))).toMatch(/^400 illegal_database_name/)
      expect(outcome(await admin('PUT', `/${plain}`))).toMatch(/^412 file_exists/)
      expect(outcome(await admin('GET', '/t-not-there'))).toBe('404 not_found: Database does not exist.')
      expect(outcome(await admin('DELETE', '/t-not-there'))).toBe('404 not_found: Database does not exist.')
    })

    test('comes back empty when it is deleted and made again', async () => {
      const name = `t-again-${suffix}`
      await admin('PUT', `/${name}`)
      await put(`/${name}/a`, { n: 1 }, admin)
      await admin('DELETE', `/${name}`)
      await admin('PUT', `/${name}`)
      expect((await admin('GET', `/${name}/a`)).status).toBe(404)
      await admin('DELETE', `/${name}`)
    })
  })
})
