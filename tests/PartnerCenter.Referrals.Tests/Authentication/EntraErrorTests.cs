using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using RichardSzalay.MockHttp;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests through MSAL what is sent to Entra, and which exceptions its refusals become.</summary>
public sealed class EntraErrorTests : IDisposable
{
    private const string Tenant = "00000000-0000-0000-0000-00000000000a";
    private const string TokenUrl = $"https://login.microsoftonline.com/{Tenant}/oauth2/v2.0/token";

    private readonly MockHttpMessageHandler _entra = new();

    public EntraErrorTests() => _entra.Fallback.Throw(new InvalidOperationException("A request that the test does not expect."));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("invalid_client", "AADSTS7000215", "secret's value")]
    [InlineData("invalid_client", "AADSTS7000222", "secret has expired: create a new one")]
    [InlineData("invalid_client", "AADSTS700027", "check the client id and the client secret")]
    [InlineData("unauthorized_client", "AADSTS700023", "check its registration")]
    [InlineData("invalid_request", "AADSTS90014", "Check the tenant id, the client id and the credential")]
    [InlineData("invalid_request", "AADSTS900023", "There is no such tenant")]
    [InlineData("invalid_grant", "AADSTS70008", "has expired: sign in once more")]
    [InlineData("invalid_grant", "AADSTS70043", "was revoked: sign in once more")]
    [InlineData("invalid_grant", "AADSTS50079", "Multi-factor")]
    [InlineData("invalid_grant", "AADSTS50158", "Multi-factor")]
    [InlineData("invalid_grant", "AADSTS53000", "conditional access")]
    [InlineData("unauthorized_client", "AADSTS700016", "the client id and the tenant id")]
    [InlineData("invalid_request", "AADSTS90002", "tenant")]
    [InlineData("invalid_grant", "AADSTS700082", "expired")]
    [InlineData("invalid_grant", "AADSTS50173", "revoked")]
    [InlineData("invalid_grant", "AADSTS50076", "Multi-factor")]
    [InlineData("invalid_grant", "AADSTS65001", "Consent")]
    [InlineData("invalid_grant", "AADSTS53003", "conditional access")]
    [InlineData("invalid_grant", "AADSTS70000", "another application")]
    public async Task A_refusal_tells_Entras_code_its_correlation_id_and_what_to_do(string oauth, string code, string advice)
    {
        _entra.When(HttpMethod.Post, TokenUrl)
            .Respond(HttpStatusCode.BadRequest, "application/json", JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["error"] = oauth,
                ["error_description"] = $"{code}: The user ada@fabrikam.example.com cannot have this. Trace ID: t",
                ["error_codes"] = new[] { int.Parse(code[6..], System.Globalization.CultureInfo.InvariantCulture) },
                ["correlation_id"] = "11111111-2222-3333-4444-555555555555",
            }));

        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () =>
                AcquireAsync(ReferralsCredential.FromRefreshToken(Tenant, "client", "planted-secret", "planted-refresh-token", Options())));

        Assert.Equal(code, refusal.EntraErrorCode);
        Assert.Equal("11111111-2222-3333-4444-555555555555", refusal.EntraCorrelationId);
        Assert.Contains(advice, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(
            $"Entra refused the token request: {code}. {refusal.NextStep} Entra correlation id: 11111111-2222-3333-4444-555555555555.",
            refusal.Message);
        Assert.Equal($"Entra refused the token request: {code}.", refusal.Finding);
        Assert.False(refusal.IsTransient);
        Assert.DoesNotContain("planted", refusal.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("ada@", refusal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task Trouble_at_Entra_may_pass(HttpStatusCode status)
    {
        int tokenRequests = 0;
        _entra.When(HttpMethod.Post, TokenUrl).Respond(_ =>
        {
            tokenRequests++;
            return new HttpResponseMessage(status) { Content = new StringContent("busy") };
        });

        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => AcquireAsync(ReferralsCredential.FromClientSecret(Tenant, "client", "s", Options())));

        Assert.True(refusal.IsTransient);
        Assert.Equal("The sign-in service is temporarily unavailable, or throttles requests; try again later.", refusal.NextStep);
        Assert.Equal(1, tokenRequests); // MSAL does not retry: the retry policy alone does.
    }

    [Fact]
    public async Task The_Retry_After_of_Entra_is_passed_on_and_MSAL_sends_every_request()
    {
        int tokenRequests = 0;
        _entra.When(HttpMethod.Post, TokenUrl).Respond(_ =>
        {
            tokenRequests++;
            return MockedService.Response(HttpStatusCode.TooManyRequests, null, ("Retry-After", "57"));
        });
        ReferralsCredential credential = ReferralsCredential.FromClientSecret(Tenant, "client", "s", Options());

        ReferralsAuthenticationException first = await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => AcquireAsync(credential));
        ReferralsAuthenticationException second = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => AcquireAsync(credential));

        Assert.Equal((TimeSpan.FromSeconds(57), TimeSpan.FromSeconds(57), 2), (first.RetryAfter, second.RetryAfter, tokenRequests));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>Please sign in, ada@fabrikam.example.com</html>")]
    [InlineData("{ \"access_token\": \"planted-token")]
    public async Task An_answer_that_is_not_from_Entra_is_reported_as_such_and_not_quoted(string body)
    {
        _entra.When(HttpMethod.Post, TokenUrl).Respond("application/json", body);

        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => AcquireAsync(ReferralsCredential.FromRefreshToken(Tenant, "client", "s", "planted-refresh-token", Options())));

        Assert.Contains("proxy", refusal.Message, StringComparison.Ordinal);
        Assert.False(refusal.IsTransient);
        Assert.DoesNotContain("planted", refusal.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("ada@", refusal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NameResolutionError")]
    [InlineData("ConnectionError")]
    public async Task An_Entra_that_cannot_be_reached_may_pass(string error)
    {
        Exception thrown = error == "ConnectionError"
            ? new SocketException((int)SocketError.NotConnected) // A connection that is reset as it opens.
            : new HttpRequestException(HttpRequestError.NameResolutionError);
        _entra.When(HttpMethod.Post, TokenUrl).Throw(thrown);

        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => AcquireAsync(ReferralsCredential.FromClientSecret(Tenant, "client", "s", Options())));

        Assert.True(refusal.IsTransient);
        Assert.Equal(
            $"The sign-in service could not be reached ({error}). Check the network and AuthorityHost.", refusal.Message);
        Assert.Equal(refusal.Message, $"{refusal.Finding} {refusal.NextStep}");
        Assert.IsType(thrown.GetType(), refusal.InnerException);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, false)]
    [InlineData(HttpStatusCode.RequestTimeout, true)]
    public async Task A_refusal_without_an_Entra_code_is_reported_with_the_code_of_MSAL(HttpStatusCode status, bool isTransient)
    {
        _entra.When(
            HttpMethod.Post, TokenUrl).Respond(
                status, "application/json", """{ "error": "temporarily_strange", "error_description": "Strange." }""");

        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => AcquireAsync(ReferralsCredential.FromClientSecret(Tenant, "client", "s", Options())));

        Assert.Equal(("temporarily_strange", isTransient), (refusal.EntraErrorCode, refusal.IsTransient));
        Assert.EndsWith(
            isTransient ? "try again later." : "Check the tenant id, the client id and the credential.", refusal.NextStep,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trouble_at_Entra_is_retried_for_a_create_too_since_nothing_was_sent()
    {
        _entra.Expect(HttpMethod.Post, TokenUrl).Respond(HttpStatusCode.ServiceUnavailable);
        _entra.Expect(HttpMethod.Post, TokenUrl)
            .WithFormData("grant_type", "client_credentials").WithFormData("scope", "https://api.partner.microsoft.com/.default")
            .Respond("application/json", """{ "token_type": "Bearer", "expires_in": 3600, "access_token": "entra-token" }""");
        using MockedService service = new();
        service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full);

        await service.Client(options =>
        {
            options.Credential = ReferralsCredential.FromClientSecret(Tenant, "client", "s", Options());
            options.TimeProvider = TimeProvider.System; // MSAL reads the system clock.
        }).CreateAsync(Drafts.Minimal, cancellationToken: Cancellation);

        Assert.Equal("Bearer entra-token", service.Only.Headers["Authorization"]);
    }

    [Fact]
    public async Task An_exception_from_a_callback_is_reported_as_its_failure()
    {
        ReferralsCredential[] failing =
        [
            ReferralsCredential.FromAssertion(Tenant, "client", _ => throw new FileNotFoundException("federated token"), Options()),
            ReferralsCredential.FromAssertion(Tenant, "client", _ => new(""), Options()),
            ReferralsCredential.FromUserAssertion(Tenant, "client", "s", _ => throw new OperationCanceledException(), Options()),
            ReferralsCredential.FromUserAssertion(Tenant, "client", "s", _ => new(""), Options()),
        ];

        foreach (ReferralsCredential credential in failing)
        {
            ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
                () => AcquireAsync(credential));
            Assert.Contains("assertion failed", refusal.Message, StringComparison.Ordinal);
            Assert.NotNull(refusal.InnerException);
            Assert.True(
                refusal.InnerException is not InvalidOperationException empty
                    || empty.Message.EndsWith("assertion returned an empty string.", StringComparison.Ordinal),
                refusal.ToString());
        }
    }

    [Fact]
    public void Bad_arguments_are_refused_by_name()
    {
        Assert.Equal("tenantId", Assert.ThrowsAny<ArgumentException>(() => ReferralsCredential.FromClientSecret(" ", "c", "s")).ParamName);
        Assert.Equal(
            "tenantId", Assert.ThrowsAny<ArgumentException>(() => ReferralsCredential.FromClientSecret("a/b", "c", "s")).ParamName);
        Assert.Equal("tenantId", Assert.ThrowsAny<ArgumentException>(() => ReferralsCredential.FromClientSecret("..", "c", "s")).ParamName);
        Assert.Equal(
            "clientId", Assert.ThrowsAny<ArgumentException>(() => ReferralsCredential.FromClientSecret(Tenant, "", "s")).ParamName);
        Assert.Equal(
            "clientSecret", Assert.ThrowsAny<ArgumentException>(() => ReferralsCredential.FromClientSecret(Tenant, "c", "")).ParamName);
        Assert.Equal(
            "refreshToken",
            Assert.ThrowsAny<ArgumentException>(() => ReferralsCredential.FromRefreshToken(Tenant, "c", null, "")).ParamName);
        Assert.Equal("options", Assert.ThrowsAny<ArgumentException>(() => ReferralsCredential.FromClientSecret(
            Tenant, "c", "s", new ReferralsCredentialOptions { AuthorityHost = new Uri("http://192.0.2.1:1") })).ParamName);
    }

    public void Dispose() => _entra.Dispose();

    private static async Task<ReferralsAccessToken> AcquireAsync(ReferralsCredential credential) =>
        await credential.AcquireAsync(
            new ReferralsTokenRequest("https://api.partner.microsoft.com/.default", null, mayPrompt: true), Cancellation);

    private ReferralsCredentialOptions Options() => new() { HttpMessageHandler = _entra };
}
