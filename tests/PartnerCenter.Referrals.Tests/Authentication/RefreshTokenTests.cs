using static PartnerCenter.Referrals.Tests.MockedEntra;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that a refresh token is redeemed, and that its successor is kept and stored whatever happens in between.</summary>
public sealed class RefreshTokenTests : IDisposable
{
    private readonly MockedEntra _entra = new();
    private readonly List<string> _written = [];
    private readonly string _client = $"{Guid.NewGuid()}";
    private string? _stored;
    private Exception? _failure;

    private ReferralsCredentialOptions Options => new() { HttpMessageHandler = _entra };

    private IEnumerable<string> Redeemed => _entra.Requests.Select(request => request.Form["refresh_token"]);

    public void Dispose() => _entra.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData("planted")]
    public async Task Without_a_store_the_one_that_came_last_is_redeemed_next(string? secret)
    {
        ReferralsCredential credential = ReferralsCredential.FromRefreshToken(Tenant, _client, secret, "initial", Options);
        _entra.GivesUser("first", "rotated").GivesUser("second", "rotated-again");

        ReferralsAccessToken first = await AcquireAsync(credential);
        Assert.Equal("first", (await AcquireAsync(credential)).Token);
        Assert.Equal("second", (await AcquireAsync(credential, newerThan: first.ExpiresOn)).Token);

        Assert.Equal(["initial", "rotated"], Redeemed);
        Assert.Equal(
            ("refresh_token", _client, secret),
            (_entra.Last["grant_type"], _entra.Last["client_id"], _entra.Last.GetValueOrDefault("client_secret")));
        Assert.Contains(Scope, _entra.Last["scope"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_store_the_initial_one_is_tried_when_the_one_that_came_last_is_refused()
    {
        ReferralsCredential credential = ReferralsCredential.FromRefreshToken(Tenant, _client, "s", "initial", Options);
        _entra.GivesUser("first", "rotated").Refuses().GivesUser("second");
        ReferralsAccessToken first = await AcquireAsync(credential);

        ReferralsAccessToken second = await AcquireAsync(credential, newerThan: first.ExpiresOn);

        Assert.Equal("second", second.Token);
        Assert.Equal(["initial", "rotated", "initial"], Redeemed);
    }

    [Fact]
    public async Task A_refusal_without_another_token_to_try_is_reported()
    {
        ReferralsCredential credential = ReferralsCredential.FromRefreshToken(Tenant, _client, "s", "initial", Options);
        _entra.Refuses(code: "AADSTS700082");

        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => AcquireAsync(credential));

        Assert.Contains("has expired: sign in once more", refusal.Message, StringComparison.Ordinal);
        Assert.Single(_entra.Requests);
    }

    [Fact]
    public async Task A_rotated_one_is_stored_and_the_stored_one_is_redeemed_next()
    {
        ReferralsCredential credential = Stored("initial");
        _entra.GivesUser("first", "rotated").GivesUser("second", "of-another-node");
        ReferralsAccessToken first = await AcquireAsync(credential);
        Assert.Equal("rotated", _stored);
        _stored = "of-another-node";

        await AcquireAsync(credential, newerThan: first.ExpiresOn);

        Assert.Equal(["initial", "of-another-node"], Redeemed);
        Assert.Equal(["rotated"], _written); // A token that is stored already is not written again.
    }

    [Fact]
    public async Task A_cached_token_is_used_as_long_as_the_store_holds_its_sign_in()
    {
        ReferralsCredential credential = Stored("initial");
        _entra.GivesUser("first", "rotated").GivesUser("of-another", "refresh-b", "ben");
        await AcquireAsync(credential);
        Assert.Equal("first", (await AcquireAsync(credential)).Token);
        _stored = "refresh-b";

        Assert.Equal("of-another", (await AcquireAsync(credential)).Token);
        Assert.Equal(["initial", "refresh-b"], Redeemed);
    }

    [Fact]
    public async Task A_race_that_was_lost_to_another_node_is_survived()
    {
        _stored = "old";
        ReferralsCredential credential = ReferralsCredential.FromRefreshToken(
            Tenant, _client, "s", new CallbackRefreshTokenStore(_ => new(_entra.Requests.Count == 0 ? "old" : "new"), Write),
            options: Options);
        _entra.Refuses().GivesUser("token", "newer");

        Assert.Equal("token", (await AcquireAsync(credential)).Token);

        Assert.Equal(["old", "new"], Redeemed);
        Assert.Equal(["newer"], _written);
    }

    [Fact]
    public async Task A_new_initial_one_takes_over_when_the_stored_one_is_refused()
    {
        _stored = "old";
        _entra.Refuses().GivesUser("token", "rotated");

        Assert.Equal("token", (await AcquireAsync(Stored("initial"))).Token);

        Assert.Equal(["old", "initial"], Redeemed);
        Assert.Equal("rotated", _stored);
    }

    [Fact]
    public async Task Each_available_refresh_token_is_tried_once()
    {
        _stored = "old";
        _entra.Refuses().Refuses(code: "AADSTS50173");

        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => AcquireAsync(Stored("initial")));

        Assert.Equal("AADSTS50173", refusal.EntraErrorCode);
        Assert.Equal(["old", "initial"], Redeemed);
        Assert.Empty(_written);
    }

    [Fact]
    public async Task Another_refusal_is_final_at_once()
    {
        _stored = "old";
        _entra.Refuses("invalid_client", "AADSTS7000215");

        await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => AcquireAsync(Stored("initial")));

        Assert.Single(_entra.Requests);
    }

    [Fact]
    public async Task An_empty_store_says_how_the_first_one_gets_in()
    {
        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => AcquireAsync(Stored(null)));

        Assert.Equal("The refresh token store is empty, and there is no initial token.", refusal.Finding);
        Assert.StartsWith("Write the first refresh token into the store", refusal.NextStep, StringComparison.Ordinal);
        Assert.Equal($"{refusal.Finding} {refusal.NextStep}", refusal.Message);
    }

    [Fact]
    public async Task A_store_that_holds_something_else_says_so_without_showing_it()
    {
        _stored = "planted one";

        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => AcquireAsync(Stored("initial")));

        Assert.Equal("The refresh token store returned a value that is not a refresh token.", refusal.Finding);
        Assert.Equal("Check where the store reads from, and how it decrypts the value.", refusal.NextStep);
        Assert.Equal($"{refusal.Finding} {refusal.NextStep}", refusal.Message);
        Assert.Empty(_entra.Requests);
    }

    [Fact]
    public async Task A_store_that_gives_an_empty_text_is_empty()
    {
        _stored = "";
        _entra.GivesUser("token", "rotated");

        await AcquireAsync(Stored("initial"));

        Assert.Equal(["initial"], Redeemed);
    }

    [Fact]
    public async Task Concurrent_callers_redeem_the_refresh_token_one_by_one()
    {
        int inside = 0, most = 0;
        TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ReferralsCredential credential = ReferralsCredential.FromRefreshToken(
            Tenant,
            _client,
            "s",
            new CallbackRefreshTokenStore(
                async _ =>
                {
                    most = Math.Max(most, Interlocked.Increment(ref inside));
                    await first.Task;
                    Interlocked.Decrement(ref inside);
                    return _stored;
                },
                Write),
            "initial",
            Options);
        _entra.GivesUser("token", "rotated");

        Task<ReferralsAccessToken> one = AcquireAsync(credential), other = AcquireAsync(credential);
        first.SetResult();

        Assert.Equal(["token", "token"], [(await one).Token, (await other).Token]);
        Assert.Equal(1, most);
        Assert.Single(_entra.Requests);
    }

    [Theory]
    [InlineData("{}", null)]
    [InlineData("""{ "RefreshToken": [ ] }""", null)]
    [InlineData("""{ "AccessToken": { "x": { "home_account_id": "ada", "secret": "s" } } }""", null)]
    [InlineData("""{ "RefreshToken": { "x": 1, "y": { "home_account_id": "ada" } } }""", null)]
    [InlineData(
        """{ "RefreshToken": { "x": { "home_account_id": "ada", "secret": "" }, "y": { "home_account_id": 5, "secret": "s" } } }""", null)]
    [InlineData(
        """{ "RefreshToken": { "x": { "home_account_id": "ben", "secret": "b" }, "y": { "home_account_id": "ada", "secret": "a" } } }""",
        "a")]
    public void A_refresh_token_is_found_by_its_user(string cache, string? token) =>
        Assert.Equal(token, SerializedTokens.RefreshTokenOf("ada", System.Text.Encoding.UTF8.GetBytes(cache)));

    [Fact]
    public async Task A_token_that_the_store_does_not_accept_is_kept_for_the_next_call()
    {
        ReferralsCredential credential = Stored("initial");
        _entra.GivesUser("first", "rotated").GivesUser("second", "rotated-again");
        _failure = new IOException("planted");

        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => AcquireAsync(credential));
        await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => AcquireAsync(credential));
        _failure = null;
        ReferralsAccessToken first = await AcquireAsync(credential);

        Assert.StartsWith(
            "The refresh token store failed. See the inner exception.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(("first", "rotated"), (first.Token, _stored));
        Assert.Equal(["initial"], Redeemed);
        Assert.Equal("second", (await AcquireAsync(credential, newerThan: first.ExpiresOn)).Token);
        Assert.Equal(["rotated", "rotated-again"], _written); // Each token is written once.
    }

    [Fact]
    public async Task A_kept_token_that_is_no_answer_is_stored_and_another_is_asked_for()
    {
        ReferralsCredential credential = Stored("initial");
        _entra.GivesUser("first", "rotated").GivesUser("second", "rotated-again");
        _failure = new IOException("planted");
        await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => AcquireAsync(credential));
        _failure = null;

        ReferralsAccessToken second = await AcquireAsync(credential, newerThan: DateTimeOffset.UtcNow.AddHours(2));

        Assert.Equal("second", second.Token);
        Assert.Equal(["rotated", "rotated-again"], _written);
    }

    [Theory]
    [InlineData(61, null, null, true)]
    [InlineData(60, null, null, false)]
    [InlineData(61, 60, null, true)]
    [InlineData(61, 61, null, false)]
    [InlineData(61, null, "{}", false)]
    public void A_kept_token_answers_if_it_is_newer_lives_for_more_than_a_minute_and_nobody_asks_for_claims(
        int lives, int? newerThan, string? claims, bool answers)
    {
        DateTimeOffset now = DateTimeOffset.UnixEpoch;
        ReferralsTokenRequest request = new(Scope, newerThan is { } seconds ? now.AddSeconds(seconds) : null, mayPrompt: false, claims);

        Assert.Equal(answers, request.IsAnsweredBy(new ReferralsAccessToken("t", now.AddSeconds(lives)), now));
    }

    private ReferralsCredential Stored(string? initial) =>
        ReferralsCredential.FromRefreshToken(
            Tenant, _client, "s", new CallbackRefreshTokenStore(_ => new(_stored), Write), initial, Options);

    private ValueTask Write(string token, CancellationToken cancellationToken)
    {
        if (_failure is not null)
        {
            throw _failure;
        }

        _stored = token;
        _written.Add(token);
        return default;
    }
}
