using System.Diagnostics.CodeAnalysis;
using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>
/// Redeems the newest refresh token: the one in the store, otherwise the last one that MSAL received, otherwise the initial one. A rotated
/// refresh token is stored before the access token that came with it is returned.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle is never used has nothing to dispose.")]
internal sealed class RefreshTokenCredential : ReferralsCredential
{
    private readonly IClientApplicationBase _app;
    private readonly string? _initial;
    private readonly StoredRefreshToken? _store;
    private readonly SharedTokenCache? _cache;
    // Serializes token requests: a diagnosis, or a client with another clock, may send one in addition to the token provider.
    private readonly SemaphoreSlim _turn = new(1);
    private byte[] _serializedTokens = "{}"u8.ToArray();
    private IAccount? _account;
    private Rotation? _unstored;

    public RefreshTokenCredential(EntraApplication application, IClientApplicationBase app, string? initial, IRefreshTokenStore? store)
    {
        Application = application;
        _app = app;
        _initial = initial;
        _store = store is null ? null : new StoredRefreshToken(store);
        // A different initial token may belong to a different user, so it has a separate entry in the cache.
        _cache = application.SharedCache("user", initial);
        app.UserTokenCache.SetBeforeAccessAsync(access => _cache?.ReadAsync(access) ?? Task.CompletedTask);
        app.UserTokenCache.SetAfterAccessAsync(access =>
        {
            _serializedTokens = access.TokenCache.SerializeMsalV3();
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
            // If the store failed to write the last rotated token, that write is retried before Entra receives another token request.
            if (_unstored is { } unstored
                && await StoreAsync(unstored, cancellationToken).ConfigureAwait(false) is var token
                && request.IsAnsweredBy(token, Application.Time.GetUtcNow()))
            {
                return token;
            }

            string? stored = _store is null ? null : await _store.ReadAsync(cancellationToken).ConfigureAwait(false);
            AuthenticationResult result = await EntraErrors.TranslateAsync(
                async () => await FromCacheAsync(request, stored, cancellationToken).ConfigureAwait(false)
                    ?? await RedeemAsync(request, stored, cancellationToken).ConfigureAwait(false),
                Application.Time).ConfigureAwait(false);

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

    // Returns a token that another process, or a diagnosis, has already obtained. If there is a store, it determines the sign-in: a cache
    // entry with another refresh token is not used.
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
            AuthenticationResult cached = await _app.AcquireTokenSilent([request.Scope], account)
                .ExecuteAsync(cancellationToken).ConfigureAwait(false);
            return request.NewerThan is { } expiry && cached.ExpiresOn <= expiry ? null : cached;
        }
        catch (MsalUiRequiredException)
        {
            // Entra refused the refresh token of the cache. Those of the store and of the settings can still be tried.
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
                // Another node may have rotated the token, which ended ours. Or a new sign-in may have changed only the initial token.
                string? reread = _store is null || refused.Count > 1
                    ? null
                    : await _store.ReadAsync(cancellationToken).ConfigureAwait(false);
                string? next = new[] { reread, KnownTokenOf(_account), _initial }.FirstOrDefault(
                    one => one is not null && !refused.Contains(one));
                if (next is null)
                {
                    throw;
                }

                token = next;
            }
        }
    }

    // Keeps the rotated token until the store has written it, because the old token may no longer be valid.
    private async Task<ReferralsAccessToken> StoreAsync(Rotation rotation, CancellationToken cancellationToken)
    {
        _unstored = rotation;
        await _store!.WriteAsync(rotation.RefreshToken, cancellationToken).ConfigureAwait(false);
        _unstored = null;
        return rotation.AccessToken;
    }

    private string? KnownTokenOf(IAccount? account) =>
        account is null ? null : SerializedTokens.RefreshTokenOf(account.HomeAccountId.Identifier, _serializedTokens);

    private static ReferralsAuthenticationException NothingStored()
    {
        const string finding = "The refresh token store is empty, and there is no initial token.";
        const string advice = "Write the first refresh token into the store, or pass it to FromRefreshToken as initialRefreshToken.";
        return new($"{finding} {advice}") { Finding = finding, NextStep = advice };
    }

    // A class, not a record: its ToString must not show a token.
    private sealed class Rotation(ReferralsAccessToken accessToken, string refreshToken)
    {
        public ReferralsAccessToken AccessToken => accessToken;

        public string RefreshToken => refreshToken;
    }
}
