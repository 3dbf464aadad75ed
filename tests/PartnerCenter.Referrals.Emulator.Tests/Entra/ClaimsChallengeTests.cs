using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>A service that asks for a token with certain claims, and the Entra that gives it.</summary>
public sealed class ClaimsChallengeTests
{
    private const string Collection = "/v1.0/engagements/referrals";
    private const string Claims = """{"access_token":{"acrs":{"essential":true,"value":"c1"}}}""";

    [Fact]
    public async Task The_challenge_has_the_form_that_Entra_documents()
    {
        FakeTimeProvider clock = new(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { TimeProvider = clock });
        client.Emulator.Faults.Next(EmulatedOperation.List, Fault.ClaimsChallenge());

        RawAnswer answer = await client.ListAsync();

        const string claims = """{"access_token":{"nbf":{"essential":true,"value":"1893553445"}}}"""; // the clock's time
        Assert.Equal((401, "unauthenticated"), (answer.Status, answer.ErrorCode));
        Assert.Equal(
            "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", error=\"insufficient_claims\", "
            + $"claims=\"{Convert.ToBase64String(Encoding.UTF8.GetBytes(claims))}\"",
            answer.Headers["WWW-Authenticate"]);
        Assert.True(Guid.TryParse(answer.Headers["request-id"], out _));
    }

    [Fact]
    public async Task From_then_on_only_tokens_asked_for_with_the_claims_are_accepted_until_it_is_lifted()
    {
        await using RawClient client = await RawClient.StartAsync();
        Assert.Equal(200, await StatusAsync(client, null));
        client.Emulator.Faults.Next(EmulatedOperation.Create, Fault.ClaimsChallenge(Claims));
        RawAnswer challenge = await client.CreateAsync(Bodies.Deal());

        RawAnswer again = await client.ListAsync();
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
    public async Task The_token_endpoint_gives_a_token_for_the_claims_and_refuses_what_is_no_JSON()
    {
        await using RawClient client = await RawClient.StartAsync();
        client.Emulator.Faults.Next(EmulatedOperation.List, Fault.ClaimsChallenge(Claims));
        await client.ListAsync();

        RawAnswer with = await RedeemAsync(("claims", Claims));
        RawAnswer without = await RedeemAsync();
        RawAnswer malformed = await RedeemAsync(("claims", "{"));

        Assert.Equal(200, await Entra.StatusAsync(client, with.Json["access_token"]!.GetValue<string>()));
        Assert.Equal(401, await Entra.StatusAsync(client, without.Json["access_token"]!.GetValue<string>()));
        Entra.AssertFault(malformed, 400, "invalid_request", 9002313);

        Task<RawAnswer> RedeemAsync(params (string Name, string Value)[] more) => client.TokenAsync(
        [
            ("grant_type", "refresh_token"), ("client_id", client.Emulator.ClientId), ("client_secret", client.Emulator.ClientSecret),
            ("refresh_token", client.Emulator.RefreshToken), ("scope", Entra.Scope), .. more,
        ]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task MSAL_reads_the_challenge_and_gets_a_token_that_is_accepted(bool asUser)
    {
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { AllowAppOnlyTokens = true });
        using EntraHttpClientFactory factory = new(client.Emulator);
        IConfidentialClientApplication app = ConfidentialClientApplicationBuilder.Create(client.Emulator.ClientId)
            .WithClientSecret(client.Emulator.ClientSecret).WithAuthority(Entra.AuthorityOf(client)).WithInstanceDiscovery(false)
            .WithHttpClientFactory(factory).WithClientCapabilities(["cp1"]).Build();
        AuthenticationResult first = await ((IByRefreshToken)app).AcquireTokenByRefreshToken(Entra.Scopes, client.Emulator.RefreshToken)
            .ExecuteAsync(TestContext.Current.CancellationToken);
        client.Emulator.Faults.Next(EmulatedOperation.List, Fault.ClaimsChallenge());
        RawAnswer refusal = await client.SendAsync(HttpMethod.Get, Collection, authorization: $"Bearer {first.AccessToken}");

        using HttpResponseMessage message = new(System.Net.HttpStatusCode.Unauthorized);
        message.Headers.WwwAuthenticate.Add(AuthenticationHeaderValue.Parse(refusal.Headers["WWW-Authenticate"]));
        string claims = WwwAuthenticateParameters.GetClaimChallengeFromResponseHeaders(message.Headers);
        AuthenticationResult second = asUser
            ? await app.AcquireTokenSilent(Entra.Scopes, first.Account).WithClaims(claims).ExecuteAsync(TestContext.Current.CancellationToken)
            : await app.AcquireTokenForClient(Entra.Scopes).WithClaims(claims).ExecuteAsync(TestContext.Current.CancellationToken);

        Assert.Equal(401, await Entra.StatusAsync(client, first.AccessToken));
        Assert.Equal(200, await Entra.StatusAsync(client, second.AccessToken));
    }

    [Fact]
    public async Task A_token_for_claims_that_are_no_JSON_object_is_not_made()
    {
        await using RawClient client = await RawClient.StartAsync();

        Assert.Throws<ArgumentException>("claims", () => client.Emulator.IssueToken(claims: "[]"));
    }

    [Fact]
    public async Task An_emulators_clock_that_jumps_ends_tokens_early_or_late()
    {
        DateTimeOffset start = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);
        FakeTimeProvider clock = new(start);
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { TimeProvider = clock });
        string token = client.Emulator.IssueToken();

        clock.AdjustTime(start.AddHours(2));
        Assert.Equal(401, await Entra.StatusAsync(client, token));
        clock.AdjustTime(start.AddHours(-2));

        Assert.Equal(200, await Entra.StatusAsync(client, token));
    }

    private static async Task<int> StatusAsync(RawClient client, string? claims) => (await client.SendAsync(
        HttpMethod.Get, Collection, authorization: $"Bearer {client.Emulator.IssueToken(claims: claims)}")).Status;
}
