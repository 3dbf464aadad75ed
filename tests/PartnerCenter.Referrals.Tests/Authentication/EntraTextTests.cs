using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Identity.Client;
using static PartnerCenter.Referrals.Tests.MockedEntra;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests the whole texts of refused sign-ins, and which refusals may pass or need a user.</summary>
public sealed class EntraTextTests
{
    private const string CodeNotAccepted = "Sign in again: the code of the sign-in page was not accepted.";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(
        null, "invalid_grant",
        "The refresh token is no longer accepted, or was issued for another application: sign in once more with this client id and store "
            + "the new one.")]
    [InlineData(
        "invalid_client", "invalid_client", "The application failed to authenticate: check the client id and the client secret.")]
    [InlineData(
        "AADSTS90014", "invalid_client", "The application failed to authenticate: check the client id and the client secret.")]
    [InlineData("AADSTS90014", "unauthorized_client", "The application may not use this kind of sign-in: check its registration.")]
    [InlineData("non_parsable_oauth_error", "non_parsable_oauth_error", EntraAdvice.ForeignAnswer)]
    [InlineData("token_type_missing", "token_type_missing", EntraAdvice.ForeignAnswer)]
    [InlineData("AADSTS90014", "expired_token", "The device code has expired: sign in again, and enter the new code in time.")]
    [InlineData("AADSTS90014", "invalid_request", "Check the tenant id, the client id and the credential.")]
    [InlineData(null, null, "Check the tenant id, the client id and the credential.")]
    public void The_advice_for_an_unknown_code_is_that_for_the_OAuth_error(string? code, string? error, string advice) =>
        Assert.Equal(advice, EntraAdvice.For(code, error));

    [Theory]
    [InlineData(
        "AADSTS50076", "Multi-factor authentication is required: sign in once more using it, and store the new refresh token.")]
    [InlineData("AADSTS50055", "The user's password has expired: change it, sign in once more, and store the new refresh token.")]
    [InlineData("AADSTS70008", CodeNotAccepted)]
    [InlineData("AADSTS700082", CodeNotAccepted)]
    [InlineData("AADSTS50173", CodeNotAccepted)]
    [InlineData("AADSTS9002313", CodeNotAccepted)]
    [InlineData(null, CodeNotAccepted)]
    public void A_refused_code_of_the_sign_in_page_has_the_advice_for_its_reason(string? code, string advice) =>
        Assert.Equal(advice, EntraAdvice.For(code, "invalid_grant", isOfCode: true));

    [Fact]
    public void A_text_of_Entra_may_end_with_its_code() => Assert.Equal(
        "Entra refused the sign-in: AADSTS65004. The user declined the consent: sign in once more and accept it, or let an administrator "
            + "consent. Entra correlation id: none.",
        EntraErrors.SignInRefused("access_denied", "AADSTS65004").Message);

    [Theory]
    [InlineData("server_error", true)]
    [InlineData("temporarily_unavailable", true)]
    [InlineData("access_denied", false)]
    public void A_sign_in_page_that_is_in_trouble_may_recover(string error, bool isTransient) =>
        Assert.Equal(isTransient, EntraErrors.SignInRefused(error, description: null).IsTransient);

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "invalid_grant", true)]
    [InlineData(HttpStatusCode.BadRequest, "interaction_required", true)]
    [InlineData(HttpStatusCode.BadRequest, "invalid_client", false)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "interaction_required", false)]
    public void A_refusal_requires_a_sign_in_if_Entra_says_so_and_works(HttpStatusCode status, string error, bool requiresSignIn)
    {
        byte[] body = Encoding.UTF8.GetBytes($$"""{ "error": "{{error}}" }""");

        Assert.Equal(requiresSignIn, EntraRefusalException.Read(status, body, correlationId: null, retryAfter: null).RequiresSignIn);
    }

    [Fact]
    public async Task A_result_whose_token_cannot_be_sent_is_no_answer_of_Entra()
    {
        AuthenticationResult result = new(
            "planted token", isExtendedLifeTimeToken: false, uniqueId: null, DateTimeOffset.MaxValue, DateTimeOffset.MaxValue,
            tenantId: null, account: null, idToken: null, scopes: [], Guid.Empty);

        await RequireForeignAsync(
            () => Task.FromResult(result), "The response of the sign-in service has no usable access token.");
    }

    [Fact]
    public Task An_exception_that_MSAL_lets_through_is_an_answer_of_something_else() => RequireForeignAsync(
        () => throw new InvalidTimeZoneException("planted"), "The response of the sign-in service cannot be used.");

    [Theory]
    [InlineData("5")]
    [InlineData("\"planted token\"")]
    [InlineData("\"\\ud800\"")]
    public void A_malformed_refresh_token_of_a_response_is_named(string refreshToken) => RequireForeign(
        Assert.Throws<ReferralsAuthenticationException>(
            () => TokenAnswer.Check($$"""{ "access_token": "token", "refresh_token": {{refreshToken}} }""")),
        "The response of the sign-in service has an invalid refresh token.");

    [Fact]
    public async Task A_sign_in_page_without_a_state_is_not_opened()
    {
        bool isOpened = false;
        using RedirectListener listener = new(new Uri("http://127.0.0.1"), new FakeTimeProvider());
        LoopbackBrowser browser = new(new EntraApplication(Tenant, "client", options: null), listener, _ =>
        {
            isOpened = true;
            return Task.CompletedTask;
        });

        InvalidOperationException failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => browser.AcquireAuthorizationCodeAsync(
                new Uri("https://login.contoso.example.com/authorize?client_id=planted"), new Uri(listener.RedirectUri), Cancellation));

        Assert.Equal("The address of the sign-in page has no state.", failure.Message);
        Assert.False(isOpened);
    }

    private static async Task RequireForeignAsync(Func<Task<AuthenticationResult>> acquire, string finding) => RequireForeign(
        await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => EntraErrors.TranslateAsync(acquire, new FakeTimeProvider())),
        finding);

    private static void RequireForeign(ReferralsAuthenticationException failure, string finding)
    {
        Assert.Equal((finding, EntraAdvice.ForeignAnswer), (failure.Finding, failure.NextStep));
        Assert.Equal($"{finding} {EntraAdvice.ForeignAnswer}", failure.Message);
        Assert.False(failure.IsTransient);
        Assert.DoesNotContain("planted", failure.ToString(), StringComparison.Ordinal);
    }
}
