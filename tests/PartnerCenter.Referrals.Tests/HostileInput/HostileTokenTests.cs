using System.Net;
using CsCheck;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Tests that a call with any answer of the token endpoint ends in a value or an exception of ours that repeats nothing of it, and that the
/// stored refresh token stays one that can be sent.
/// </summary>
[Trait("Culture", "None")]
public sealed class HostileTokenTests
{
    private const int Count = 500;
    private const string Tenant = MockedEntra.Tenant;

    private const string Issued = """
        {
          "token_type": "Bearer", "scope": "https://api.partner.microsoft.com/.default", "expires_in": 3600, "ext_expires_in": 3600,
          "refresh_in": 1800, "access_token": "token-1", "refresh_token": "refresh-2", "client_info": "eyJ1aWQiOiJhIn0",
          "id_token": "eyJhbGciOiJub25lIn0.eyJvaWQiOiJhIiwidGlkIjoiYiIsInN1YiI6ImMifQ."
        }
        """;

    private const string Refused = """
        {
          "error": "invalid_grant", "error_description": "AADSTS50076: grace@planted.example.com must sign in.",
          "error_codes": [ 50076 ], "timestamp": "2030-01-01 00:00:00Z", "suberror": "basic_action",
          "trace_id": "11111111-2222-3333-4444-555555555555", "correlation_id": "11111111-2222-3333-4444-555555555555",
          "claims": "{\"access_token\":{}}", "error_uri": "https://planted.example.com/?code=50076"
        }
        """;

    private static readonly Gen<Answer> Answers =
        from grant in Gen.Enum<Grant>()
        from status in Gen.Frequency((4, Gen.Const(200)), (1, Gen.OneOf(201, 204, 302, 400, 401, 403, 404, 408, 429, 500, 503, 599)))
        from document in HostileJson.Like(status < 300 ? Issued : Refused)
        from breaksOff in Gen.Frequency((15, Gen.Const(false)), (1, Gen.Const(true)))
        from mediaType in HostileText.Like("application/json; charset=utf-8", "text/html", "application/json; charset=planted")
        from retryAfter in HostileText.Like("120", "Wed, 02 Jan 2030 00:00:00 GMT")
        select new Answer(grant, status, document, breaksOff, mediaType, retryAfter);

    private enum Grant
    {
        ClientSecret,
        OnBehalfOf,
        RefreshToken,
        StoredRefreshToken,
    }

    [Fact]
    public Task Any_answer_of_Entra_ends_in_a_value_or_an_exception_of_ours_that_repeats_nothing_of_it() =>
        Cases.CheckAsync(Answers, Count, CheckAsync, answer => Cases.Shown(answer.ToString()));

    private static async Task CheckAsync(Answer answer)
    {
        string stored = "refresh-1";
        IRefreshTokenStore store = new CallbackRefreshTokenStore(
            _ => new(stored),
            (refreshToken, _) =>
            {
                stored = refreshToken;
                return default;
            });
        using AnsweringEntra entra = new(answer);
        ReferralsCredentialOptions sent = new() { HttpMessageHandler = entra };
        string client = $"{Guid.NewGuid()}";
        ReferralsCredential credential = answer.Grant switch
        {
            Grant.ClientSecret => ReferralsCredential.FromClientSecret(Tenant, client, "s", sent),
            Grant.OnBehalfOf => ReferralsCredential.FromUserAssertion(Tenant, client, "s", _ => new("assertion"), sent),
            Grant.RefreshToken => ReferralsCredential.FromRefreshToken(Tenant, client, "s", "refresh-1", sent),
            _ => ReferralsCredential.FromRefreshToken(Tenant, client, "s", store, options: sent),
        };
        using HostileService service = new(
            _ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(ReferralJson.Full) },
            options => (options.Credential, options.MaxAttempts) = (credential, 1));

        await HostileService.KeepsPromiseAsync(
            () => service.Client.GetAsync(ReferralJson.Id, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Matches("^[!-~]+\\z", stored);
        Assert.True(service.Requests == 0 || answer.Status < 300, "A refusal became a token.");
    }

    private sealed record Answer(Grant Grant, int Status, byte[] Document, bool BreaksOff, string MediaType, string RetryAfter)
    {
        public override string ToString() => $"{Grant}, {Status}, {MediaType}, {RetryAfter}: {HostileJson.Shown(Document)}";
    }

    private sealed class AnsweringEntra(Answer answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = new((HttpStatusCode)answer.Status)
            {
                Content = new StreamContent(new HostileBody(answer.Document, 4_096, answer.BreaksOff)),
                RequestMessage = request,
            };
            response.Content.Headers.TryAddWithoutValidation("Content-Type", answer.MediaType);
            response.Headers.TryAddWithoutValidation("Retry-After", answer.RetryAfter);
            return Task.FromResult(response);
        }
    }
}
