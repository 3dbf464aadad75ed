using Microsoft.Extensions.Time.Testing;

namespace PartnerCenter.Referrals.Emulator.Tests;

public sealed class BearerTests
{
    private const string Collection = "/v1.0/engagements/referrals";

    [Theory]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer garbage")]
    [InlineData("Bearer a.b.c")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.eyJhdWQiOiJodHRwczovL2FwaS5wYXJ0bmVyLm1pY3Jvc29mdC5jb20ifQ.")]
    [InlineData("Basic dXNlcjpwYXNz")]
    public async Task A_request_without_a_token_of_the_emulator_is_answered_with_401_and_a_challenge(string authorization)
    {
        await using RawClient client = await RawClient.StartAsync();

        RawResponse answer = await client.SendAsync(HttpMethod.Get, Collection, authorization: authorization);

        Assert.Equal(401, answer.Status);
        Assert.Equal("unauthenticated", answer.ErrorCode);
        Assert.StartsWith("Bearer", answer.Headers["WWW-Authenticate"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_of_another_emulator_is_refused()
    {
        await using RawClient client = await RawClient.StartAsync();
        await using ReferralsEmulator other = await ReferralsEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(401, await StatusAsync(client, other.IssueToken()));
        Assert.Equal(200, await StatusAsync(client, client.Emulator.IssueToken()));
    }

    [Fact]
    public async Task A_token_is_refused_once_its_lifetime_has_ended()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2030, 1, 2, 0, 0, 0, TimeSpan.Zero));
        await using RawClient client = await RawClient.StartAsync(
            new ReferralsEmulatorOptions { TimeProvider = clock, TokenLifetime = TimeSpan.FromMinutes(2) });
        string usual = client.Emulator.IssueToken();
        string longer = client.Emulator.IssueToken(TimeSpan.FromMinutes(3));
        Assert.Equal(401, await StatusAsync(client, client.Emulator.IssueToken(TimeSpan.Zero)));

        clock.Advance(TimeSpan.FromSeconds(119));
        Assert.Equal(200, await StatusAsync(client, usual));
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(401, await StatusAsync(client, usual));
        Assert.Equal(200, await StatusAsync(client, longer));
    }

    [Theory]
    [InlineData(AccessTokenKind.Delegated, false, 200)]
    [InlineData(AccessTokenKind.DelegatedWithoutMfa, false, 401)]
    [InlineData(AccessTokenKind.WrongAudience, false, 401)]
    [InlineData(AccessTokenKind.AppOnly, false, 403)]
    [InlineData(AccessTokenKind.AppOnly, true, 200)]
    public async Task The_status_follows_from_what_the_token_proves(AccessTokenKind kind, bool allowAppOnly, int status)
    {
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { AllowAppOnlyTokens = allowAppOnly });

        Assert.Equal(status, await StatusAsync(client, client.Emulator.IssueToken(kind: kind)));
    }

    [Fact]
    public async Task An_app_only_token_is_answered_with_accessDenied()
    {
        await using RawClient client = await RawClient.StartAsync();

        RawResponse answer = await client.SendAsync(
            HttpMethod.Get, Collection, authorization: $"Bearer {client.Emulator.IssueToken(kind: AccessTokenKind.AppOnly)}");

        Assert.Equal("accessDenied", answer.ErrorCode);
    }

    [Fact]
    public async Task A_missing_MFA_claim_is_answered_in_the_newer_form_with_code_900421()
    {
        await using RawClient client = await RawClient.StartAsync();

        RawResponse answer = await WithoutMfaAsync(client);

        Assert.Equal(["code", "description", "data", "source"], answer.Json.Select(member => member.Key));
        Assert.Equal(900421, answer.Json["code"]!.GetValue<int>());
        Assert.False(answer.Headers.ContainsKey("WWW-Authenticate"));
    }

    [Fact]
    public async Task A_missing_MFA_claim_can_be_answered_in_the_older_form_with_a_challenge()
    {
        await using RawClient client = await RawClient.StartAsync(
            new ReferralsEmulatorOptions { MfaErrorFormat = MfaErrorFormat.BearerError });

        RawResponse answer = await WithoutMfaAsync(client);

        Assert.Equal("unauthenticated", answer.ErrorCode);
        Assert.Matches("^Bearer error=\"invalid_token\".*MFA", answer.Headers["WWW-Authenticate"]);
    }

    [Theory]
    [InlineData(true, "true", AccessTokenKind.Delegated, "true")]
    [InlineData(true, "True", AccessTokenKind.Delegated, "true")]
    [InlineData(false, "true", AccessTokenKind.Delegated, "false")]
    [InlineData(true, "false", AccessTokenKind.Delegated, null)]
    [InlineData(true, null, AccessTokenKind.Delegated, null)]
    [InlineData(true, "true", AccessTokenKind.DelegatedWithoutMfa, null)]
    public async Task An_accepted_request_is_told_whether_MFA_is_sound_if_it_asks(
        bool isCompliant, string? asked, AccessTokenKind kind, string? expected)
    {
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { ReportsMfaCompliant = isCompliant });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(client.Emulator.Endpoint, Collection));
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {client.Emulator.IssueToken(kind: kind)}");
        if (asked is not null)
        {
            request.Headers.TryAddWithoutValidation("ValidateMfa", asked);
        }

        RawResponse answer = await client.SendAsync(request);

        Assert.Equal(expected, answer.Headers.GetValueOrDefault("isMfaCompliant"));
    }

    private static async Task<RawResponse> WithoutMfaAsync(RawClient client)
    {
        RawResponse answer = await client.SendAsync(
            HttpMethod.Get, Collection, authorization: $"Bearer {client.Emulator.IssueToken(kind: AccessTokenKind.DelegatedWithoutMfa)}");
        Assert.Equal(401, answer.Status);
        return answer;
    }

    private static async Task<int> StatusAsync(RawClient client, string token) =>
        (await client.SendAsync(HttpMethod.Get, Collection, authorization: $"Bearer {token}")).Status;
}
