/** To come. */
export function SignInPage() {
  return <div className="mc-page" />
}
