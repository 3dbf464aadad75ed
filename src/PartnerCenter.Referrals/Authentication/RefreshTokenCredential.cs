using System.Diagnostics.CodeAnalysis;
using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>
/// Redeems refresh tokens, each time the newest: the one in the store, else the one that the sign-in library got last, else the initial
/// one. A rotated one is stored before the access token is handed out that came with it.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore without a wait handle holds nothing that wants to be disposed of.")]
internal sealed class RefreshTokenCredential : ReferralsCredential
{
    private readonly IClientApplicationBase _app;
    private readonly string? _initial;
    private readonly StoredRefreshToken? _store;
    private readonly SharedTokenCache? _cache;
    // One at a time: a diagnosis, or a client with a clock of its own, may ask in addition to the token provider.
    private readonly SemaphoreSlim _turn = new(1);
    private byte[] _known = "{}"u8.ToArray();
    private IAccount? _account;
    private Rotation? _unstored;

    public RefreshTokenCredential(EntraApplication application, IClientApplicationBase app, string? initial, IRefreshTokenStore? store)
    {
        Application = application;
        _app = app;
        _initial = initial;
        _store = store is null ? null : new StoredRefreshToken(store);
        // Another initial token may be another user's: it has a sign-in of its own in the cache.
        _cache = application.SharedCache("user", initial);
        app.UserTokenCache.SetBeforeAccessAsync(access => _cache?.ReadAsync(access) ?? Task.CompletedTask);
        app.UserTokenCache.SetAfterAccessAsync(access =>
        {
            _known = access.TokenCache.SerializeMsalV3();
            return _cache?.WriteAsync(access) ?? Task.CompletedTask;
        });
    }

    internal override EntraApplication Application { get; }

    internal override string? CacheFailure => _cache?.Failure;

    internal override async ValueTask<ReferralsAccessToken> AcquireAsync(ReferralsTokenRequest request, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // What the store refused last time is not asked for again.
            if (_unstored is { } left
                && await StoreAsync(left, cancellationToken).ConfigureAwait(false) is var token
                && request.IsAnsweredBy(token, Application.Time.GetUtcNow()))
            {
                return token;
            }

            string? stored = _store is null ? null : await _store.ReadAsync(cancellationToken).ConfigureAwait(false);
            AuthenticationResult result = await EntraErrors.TranslateAsync(async () =>
                await FromCacheAsync(request, stored, cancellationToken).ConfigureAwait(false)
                ?? await RedeemAsync(request, stored, cancellationToken).ConfigureAwait(false), Application.Time).ConfigureAwait(false);

            _account = result.Account;
            ReferralsAccessToken accessToken = new(result.AccessToken, result.ExpiresOn);
            return KnownTokenOf(result.Account) is { } rotated && _store is not null && rotated != stored
                ? await StoreAsync(new Rotation(accessToken, rotated), cancellationToken).ConfigureAwait(false)
                : accessToken;
        }
        finally
        {
            _turn.Release();
        }
    }

    // What another process, or a diagnosis, has obtained already. Where there is a store it decides who is signed in: a cache that holds
    // the token of another sign-in is left alone.
    private async Task<AuthenticationResult?> FromCacheAsync(
        ReferralsTokenRequest request, string? stored, CancellationToken cancellationToken)
    {
        IAccount? account = _cache is null
            ? _account
            : (await _app.GetAccountsAsync().ConfigureAwait(false)).FirstOrDefault(one => _store is null || KnownTokenOf(one) == stored);
        if (account is null || request.Claims is not null || (_store is not null && KnownTokenOf(account) != stored))
        {
            return null;
        }

        try
        {
            AuthenticationResult held = await _app.AcquireTokenSilent(
                [request.Scope], account).ExecuteAsync(cancellationToken).ConfigureAwait(false);
            return request.NewerThan is { } expiry && held.ExpiresOn <= expiry ? null : held;
        }
        catch (MsalUiRequiredException)
        {
            // Its refresh token is refused; the ones in the store and in the settings are left to try.
            return null;
        }
    }

    private async Task<AuthenticationResult> RedeemAsync(ReferralsTokenRequest request, string? stored, CancellationToken cancellationToken)
    {
        string token = stored ?? KnownTokenOf(_account) ?? _initial ?? throw NothingStored();
        List<string> refused = [];
        while (true)
        {
            try
            {
                return await ((IByRefreshToken)_app).AcquireTokenByRefreshToken([request.Scope], token).WithClaims(request.Claims)
                    .ExecuteAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (MsalUiRequiredException refusal) when (refusal.ErrorCode == "invalid_grant" && refused.Count < 3)
            {
                refused.Add(token);
                // Another node may have been faster: its rotation ended ours. And who has signed in anew may have changed the setting only.
                string? again = _store is null || refused.Count > 1
                    ? null
                    : await _store.ReadAsync(cancellationToken).ConfigureAwait(false);
                string? other = new[] { again, KnownTokenOf(_account), _initial }.FirstOrDefault(
                    one => one is not null && !refused.Contains(one));
                if (other is null)
                {
                    throw;
                }

                token = other;
            }
        }
    }

    // Kept until the store has taken it: the old token may be worth nothing any more.
    private async Task<ReferralsAccessToken> StoreAsync(Rotation rotation, CancellationToken cancellationToken)
    {
        _unstored = rotation;
        await _store!.WriteAsync(rotation.RefreshToken, cancellationToken).ConfigureAwait(false);
        _unstored = null;
        return rotation.AccessToken;
    }

    private string? KnownTokenOf(IAccount? account) =>
        account is null ? null : SerializedTokens.RefreshTokenOf(account.HomeAccountId.Identifier, _known);

    private static ReferralsAuthenticationException NothingStored()
    {
        const string finding = "The refresh token store is empty, and there is no initial token.";
        const string advice = "Write the first refresh token into the store, or give it to FromRefreshToken as initialRefreshToken.";
        return new($"{finding} {advice}") { Finding = finding, NextStep = advice };
    }

    // A class, not a record: its ToString must not show a token.
    private sealed class Rotation(ReferralsAccessToken accessToken, string refreshToken)
    {
        public ReferralsAccessToken AccessToken => accessToken;

        public string RefreshToken => refreshToken;
    }
}
