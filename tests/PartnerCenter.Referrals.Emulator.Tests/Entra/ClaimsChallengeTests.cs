using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests a service that requires a token with certain claims, and the Entra that issues it.</summary>
public sealed class ClaimsChallengeTests
{
    private const string Collection = "/v1.0/engagements/referrals";
    private const string Claims = """{"access_token":{"acrs":{"essential":true,"value":"c1"}}}""";

    [Fact]
    public async Task A_claims_challenge_has_the_form_that_Entra_documents()
    {
        FakeTimeProvider clock = new(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { TimeProvider = clock });
        client.Emulator.Faults.Next(EmulatedOperation.List, Fault.ClaimsChallenge());

        RawResponse answer = await client.ListAsync();

        const string claims = """{"access_token":{"nbf":{"essential":true,"value":"1893553445"}}}"""; // The clock's time.
        Assert.Equal((401, "unauthenticated"), (answer.Status, answer.ErrorCode));
        Assert.Equal(
            "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", "
            + "error=\"insufficient_claims\", "
            + $"claims=\"{Convert.ToBase64String(Encoding.UTF8.GetBytes(claims))}\"",
            answer.Headers["WWW-Authenticate"]);
        Assert.True(Guid.TryParse(answer.Headers["request-id"], out _));
    }

    [Fact]
    public async Task After_a_challenge_only_tokens_requested_with_its_claims_are_accepted_until_Clear()
    {
        await using RawClient client = await RawClient.StartAsync();
        Assert.Equal(200, await StatusAsync(client, null));
        client.Emulator.Faults.Next(EmulatedOperation.Create, Fault.ClaimsChallenge(Claims));
        RawResponse challenge = await client.CreateAsync(ReferralBodies.Deal());

        RawResponse again = await client.ListAsync();
        Assert.Equal(challenge.Headers["WWW-Authenticate"], again.Headers["WWW-Authenticate"]);
        Assert.Equal(401, await StatusAsync(client, """{"access_token":{"acrs":{"essential":true,"value":"c2"}}}"""));
        Assert.Equal(401, await StatusAsync(client, """{"id_token":{"acrs":{"essential":true,"value":"c1"}}}"""));
        Assert.Equal(200, await StatusAsync(client, Claims));
        Assert.Equal(200, await StatusAsync(
            client, """{"access_token":{"xms_cc":{"values":["cp1"]},"acrs":{"value":"c1","essential":true}}}"""));

        client.Emulator.Faults.Clear();
        Assert.Equal(200, await StatusAsync(client, null));
    }

    [Fact]
    public async Task The_token_endpoint_accepts_claims_and_refuses_malformed_ones()
    {
        await using RawClient client = await RawClient.StartAsync();
        client.Emulator.Faults.Next(EmulatedOperation.List, Fault.ClaimsChallenge(Claims));
        await client.ListAsync();

        RawResponse with = await RedeemAsync(("claims", Claims));
        RawResponse without = await RedeemAsync();
        RawResponse malformed = await RedeemAsync(("claims", "{"));

        Assert.Equal(200, await EntraRequests.StatusAsync(client, with.Json["access_token"]!.GetValue<string>()));
        Assert.Equal(401, await EntraRequests.StatusAsync(client, without.Json["access_token"]!.GetValue<string>()));
        EntraRequests.AssertFault(malformed, 400, "invalid_request", 9002313);

        Task<RawResponse> RedeemAsync(params (string Name, string Value)[] more) => client.TokenAsync(
        [
            ("grant_type", "refresh_token"), ("client_id", client.Emulator.ClientId), ("client_secret", client.Emulator.ClientSecret),
            ("refresh_token", client.Emulator.RefreshToken), ("scope", EntraRequests.Scope), .. more,
        ]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task MSAL_answers_a_claims_challenge_with_a_token_that_is_accepted(bool asUser)
    {
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { AllowAppOnlyTokens = true });
        using EntraHttpClientFactory factory = new(client.Emulator);
        IConfidentialClientApplication app = ConfidentialClientApplicationBuilder.Create(client.Emulator.ClientId)
            .WithClientSecret(client.Emulator.ClientSecret).WithAuthority(EntraRequests.AuthorityOf(client)).WithInstanceDiscovery(false)
            .WithHttpClientFactory(factory).WithClientCapabilities(["cp1"]).Build();
        AuthenticationResult first = await ((IByRefreshToken)app).AcquireTokenByRefreshToken(
            EntraRequests.Scopes, client.Emulator.RefreshToken)
            .ExecuteAsync(TestContext.Current.CancellationToken);
        client.Emulator.Faults.Next(EmulatedOperation.List, Fault.ClaimsChallenge());
        RawResponse refusal = await client.SendAsync(HttpMethod.Get, Collection, authorization: $"Bearer {first.AccessToken}");

        using HttpResponseMessage message = new(System.Net.HttpStatusCode.Unauthorized);
        message.Headers.WwwAuthenticate.Add(AuthenticationHeaderValue.Parse(refusal.Headers["WWW-Authenticate"]));
        string claims = WwwAuthenticateParameters.GetClaimChallengeFromResponseHeaders(message.Headers);
        AuthenticationResult second = asUser
            ? await app.AcquireTokenSilent(
                EntraRequests.Scopes, first.Account).WithClaims(claims).ExecuteAsync(TestContext.Current.CancellationToken)
            : await app.AcquireTokenForClient(EntraRequests.Scopes).WithClaims(claims).ExecuteAsync(TestContext.Current.CancellationToken);

        Assert.Equal(401, await EntraRequests.StatusAsync(client, first.AccessToken));
        Assert.Equal(200, await EntraRequests.StatusAsync(client, second.AccessToken));
    }

    [Fact]
    public async Task IssueToken_refuses_claims_that_are_not_a_JSON_object()
    {
        await using RawClient client = await RawClient.StartAsync();

        Assert.Throws<ArgumentException>("claims", () => client.Emulator.IssueToken(claims: "[]"));
    }

    [Fact]
    public async Task Tokens_expire_by_the_emulators_clock_even_when_the_clock_jumps()
    {
        DateTimeOffset start = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);
        FakeTimeProvider clock = new(start);
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { TimeProvider = clock });
        string token = client.Emulator.IssueToken();

        clock.AdjustTime(start.AddHours(2));
        Assert.Equal(401, await EntraRequests.StatusAsync(client, token));
        clock.AdjustTime(start.AddHours(-2));

        Assert.Equal(200, await EntraRequests.StatusAsync(client, token));
    }

    private static async Task<int> StatusAsync(RawClient client, string? claims) => (await client.SendAsync(
        HttpMethod.Get, Collection, authorization: $"Bearer {client.Emulator.IssueToken(claims: claims)}")).Status;
}
