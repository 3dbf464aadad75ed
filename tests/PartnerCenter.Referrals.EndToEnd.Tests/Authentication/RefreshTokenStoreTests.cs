using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Tests through MSAL that a sign-in survives restarts and is shared between nodes.</summary>
public sealed class RefreshTokenStoreTests : IAsyncDisposable
{
    private ReferralsEmulator? _emulator;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ReferralsEmulator Emulator => _emulator!;

    private int TokenRequests => Emulator.Requests.Count(request => request.IsTokenRequest);

    [Fact]
    public async Task A_rotated_token_is_stored_before_use_and_survives_a_restart()
    {
        await StartAsync();
        InMemoryRefreshTokenStore store = new();
        List<int> sentWhenWriting = [];
        store.Writing = () => sentWhenWriting.Add(Emulator.Requests.Count(request => !request.IsTokenRequest));

        await ListAsync(store, Emulator.RefreshToken);
        string? afterFirst = store.Token;
        await ListAsync(store, Emulator.RefreshToken); // A new process with the old setting, whose token no longer works.

        Assert.Equal([0, 1], sentWhenWriting); // Each token is written before the listing that follows is sent.
        Assert.NotNull(afterFirst);
        Assert.NotEqual(Emulator.RefreshToken, afterFirst);
        Assert.NotEqual(afterFirst, store.Token);
        Assert.Equal([Emulator.RefreshToken, afterFirst], Redeemed());
    }

    [Fact]
    public async Task A_store_that_was_filled_by_hand_needs_no_initial_token()
    {
        await StartAsync();
        InMemoryRefreshTokenStore store = new(Emulator.RefreshToken);

        await ListAsync(store);

        Assert.NotEqual(Emulator.RefreshToken, store.Token);
    }

    [Fact]
    public async Task An_empty_store_without_an_initial_token_says_how_to_add_the_first_token()
    {
        await StartAsync();

        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => ListAsync(new InMemoryRefreshTokenStore()));

        Assert.Contains("initialRefreshToken", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, TokenRequests);
    }

    [Fact]
    public async Task A_renewal_that_another_node_won_uses_that_nodes_token()
    {
        await StartAsync();
        InMemoryRefreshTokenStore store = new();
        await ListAsync(store, Emulator.RefreshToken); // The faster node.
        store.Stale = Emulator.RefreshToken; // The slower node read this token before.

        await ListAsync(store);

        // The faster node's request, the refused one, and the one with the token that was read again.
        Assert.Equal([Emulator.RefreshToken, Emulator.RefreshToken], Redeemed()[..2]);
        Assert.Equal(3, TokenRequests);
        Assert.Equal([400], Emulator.Requests.Where(request => request.StatusCode != 200).Select(request => request.StatusCode));
    }

    [Fact]
    public async Task A_new_initial_token_replaces_a_stored_token_that_is_refused()
    {
        await StartAsync();
        InMemoryRefreshTokenStore store = new("1.worth-nothing");

        await ListAsync(store, Emulator.RefreshToken);

        Assert.Equal(["1.worth-nothing", Emulator.RefreshToken], Redeemed());
        Assert.NotEqual("1.worth-nothing", store.Token);
    }

    [Fact]
    public async Task A_refused_token_without_an_alternative_requires_a_new_sign_in()
    {
        await StartAsync();
        InMemoryRefreshTokenStore store = new(Emulator.RefreshToken);
        Emulator.RevokeRefreshTokens();

        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => ListAsync(store, Emulator.RefreshToken));

        Assert.Equal("AADSTS50173", refusal.EntraErrorCode);
        Assert.Equal((1, 2, 0), (TokenRequests, store.Reads, store.Writes));
    }

    [Fact]
    public async Task A_store_that_cannot_be_written_fails_the_call_and_keeps_the_token()
    {
        await StartAsync();
        InMemoryRefreshTokenStore store = new(Emulator.RefreshToken) { Failure = new IOException("disk full") };
        using ReferralsClient client = Client(store);

        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation));
        Assert.Same(store.Failure, failure.InnerException);
        Assert.DoesNotContain(Emulator.RefreshToken, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Emulator.Requests, request => !request.IsTokenRequest);
        store.Failure = null;
        await client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation);

        Assert.Equal(1, TokenRequests); // A redeemed token is not redeemed again: it no longer works.
        await ListAsync(store);
    }

    [Fact]
    public async Task A_crash_before_storing_is_harmless_when_old_tokens_still_work()
    {
        await StartAsync(singleUse: false); // Entra's own behaviour.
        InMemoryRefreshTokenStore store = new(Emulator.RefreshToken) { Failure = new OperationCanceledException() };
        await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => ListAsync(store));

        store.Failure = null;
        await ListAsync(store); // A new process with an unchanged store.

        Assert.Equal([Emulator.RefreshToken, Emulator.RefreshToken], Redeemed());
    }

    [Fact]
    public async Task A_crash_before_storing_requires_a_new_sign_in_when_tokens_are_single_use()
    {
        await StartAsync();
        InMemoryRefreshTokenStore store = new(Emulator.RefreshToken) { Failure = new OperationCanceledException() };
        await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => ListAsync(store));

        store.Failure = null;

        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => ListAsync(store));
        Assert.Contains("sign in once more", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_renewal_uses_the_token_another_node_stored_and_the_diagnosis_reports_a_broken_store()
    {
        await StartAsync();
        InMemoryRefreshTokenStore store = new(Emulator.RefreshToken);
        ReferralsCredential one = Credential(store), other = Credential(store);
        ReferralsAccessToken first = await AcquireAsync(one, null);
        await AcquireAsync(other, null);

        await AcquireAsync(one, first.ExpiresOn);

        Assert.Equal(3, TokenRequests);
        Assert.All(Emulator.Requests, request => Assert.Equal(200, request.StatusCode));

        store.Failure = new UnauthorizedAccessException("planted");
        using ReferralsClient client = Client(store);
        ReferralsDiagnosis diagnosis = await client.DiagnoseAsync(cancellationToken: Cancellation);
        DiagnosisCheck check = diagnosis.Checks.Single(one => one.Name == "token");
        Assert.Equal(DiagnosisOutcome.Failed, check.Outcome);
        Assert.Equal("The refresh token store failed with UnauthorizedAccessException.", check.Finding);
    }

    [Fact]
    public async Task A_file_store_keeps_the_sign_in_across_a_restart()
    {
        await StartAsync();
        string folder = Directory.CreateTempSubdirectory("referrals-").FullName;
        try
        {
            string file = Path.Combine(folder, "refresh-token");
            await ListAsync(new FileRefreshTokenStore(file), Emulator.RefreshToken);
            await ListAsync(new FileRefreshTokenStore(file), Emulator.RefreshToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        Assert.Equal(2, TokenRequests);
    }

    public async ValueTask DisposeAsync()
    {
        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }
    }

    private async Task StartAsync(bool singleUse = true) =>
        _emulator = await ReferralsEmulator.StartAsync(new() { RefreshTokensAreSingleUse = singleUse }, Cancellation);

    private static async Task<ReferralsAccessToken> AcquireAsync(ReferralsCredential credential, DateTimeOffset? newerThan) =>
        await credential.AcquireAsync(new ReferralsTokenRequest(AccessTokenProvider.Scope, newerThan, mayPrompt: true), Cancellation);

    /// <summary>Lists once with a new client, as a process that starts and ends.</summary>
    private async Task ListAsync(IRefreshTokenStore store, string? initial = null)
    {
        using ReferralsClient client = Client(store, initial);
        await client.ListAsync().ToListAsync(Cancellation);
    }

    private ReferralsClient Client(IRefreshTokenStore store, string? initial = null) => Deals.ClientOf(Emulator, options =>
    {
        options.Credential = Credential(store, initial);
        options.MaxAttempts = 1;
    });

    private ReferralsCredential Credential(IRefreshTokenStore store, string? initial = null) => ReferralsCredential.FromRefreshToken(
        Emulator.TenantId, Emulator.ClientId, Emulator.ClientSecret, store, initial, Deals.SignIn(Emulator));

    /// <summary>Gets the refresh tokens that Entra received, in order.</summary>
    private string?[] Redeemed() => [.. Emulator.Requests.Where(request => request.IsTokenRequest)
        .Select(request => System.Web.HttpUtility.ParseQueryString(request.Body)["refresh_token"])];
}
