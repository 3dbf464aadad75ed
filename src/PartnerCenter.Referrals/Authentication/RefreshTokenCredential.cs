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
    private readonly LimitedWait _exchange;
    // Serializes token requests: a diagnosis, or a client with another clock or scope, may send one in addition to the token provider.
    private readonly SemaphoreSlim _turn = new(1);
    private byte[] _serializedTokens = "{}"u8.ToArray();
    private IAccount? _account;
    private Rotation? _unstored;
    private Rotation? _newest;

    private RefreshTokenCredential(EntraApplication application, IClientApplicationBase app, string? initial, IRefreshTokenStore? store)
        : base(application.Time)
    {
        Application = application;
        _exchange = new LimitedWait(application.Time);
        _app = app;
        _initial = initial;
        _store = store is null ? null : new StoredRefreshToken(store, application.Time);
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

    /// <summary>Creates the credential of a confidential client application, or of a public one, which has no authentication.</summary>
    /// <exception cref="ArgumentException">An argument is empty or malformed, or the authority host is not allowed.</exception>
    public static RefreshTokenCredential Create(
        string tenantId, string clientId, ReferralsClientAuthentication? authentication, string? initial, IRefreshTokenStore? store,
        ReferralsCredentialOptions? options)
    {
        EntraApplication application = new(tenantId, clientId, options);
        IClientApplicationBase app = authentication is null
            ? application.Public().Build()
            : authentication.AddTo(application.Confidential()).Build();
        return new RefreshTokenCredential(application, app, initial, store);
    }

    private protected override async Task<ReferralsAccessToken> RequestAsync(
        ReferralsTokenRequest request, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // If the store failed to write the last rotated token, that write is retried before Entra receives another token request.
            if (_unstored is { } unstored
                && await StoreAsync(unstored).ConfigureAwait(false) is var token
                && unstored.Scope == request.Scope
                && request.IsAnsweredBy(token, Application.Time.GetUtcNow()))
            {
                return token;
            }

            string? stored = _store is null ? null : await _store.ReadAsync(cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return await KeepAsync(
                request.Scope, await AskAsync(request, stored).ConfigureAwait(false), stored).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    // No caller can cancel what follows: Entra may rotate the refresh token as soon as it has the request, and MSAL drops an answer if it
    // is cancelled while it deals with it. The request has a time limit of its own, after which the next one may begin.
    private async Task<AuthenticationResult> AskAsync(ReferralsTokenRequest request, string? stored)
    {
        using CancellationTokenSource limit = new(TokenAcquisition.TimeLimit, Application.Time);
        try
        {
            return await _exchange.RunAsync(
                left => EntraErrors.TranslateAsync(
                    async () => await FromCacheAsync(request, stored).ConfigureAwait(false)
                        ?? await RedeemAsync(request, stored, left).ConfigureAwait(false),
                    Application.Time),
                limit.Token,
                late: result => KeepLateAsync(request.Scope, result, stored)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw TokenAcquisition.Late(TokenAcquisition.TimeLimit);
        }
    }

    // Returns a token that another process, or a diagnosis, has already obtained. If there is a store, it determines the sign-in: a cache
    // entry with another refresh token is not used.
    private async Task<AuthenticationResult?> FromCacheAsync(ReferralsTokenRequest request, string? stored)
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
                .ExecuteAsync(CancellationToken.None).ConfigureAwait(false);
            return request.IsAnsweredBy(cached) ? cached : null;
        }
        catch (Exception refusal) when (EntraErrors.RequiresSignIn(refusal))
        {
            // Entra refused the refresh token of the cache. Those of the store and of the settings can still be tried.
            return null;
        }
    }

    private async Task<AuthenticationResult> RedeemAsync(ReferralsTokenRequest request, string? stored, CancellationToken left)
    {
        string token = stored ?? KnownTokenOf(_account) ?? _initial ?? throw NothingStored();
        List<string> refused = [];
        while (true)
        {
            left.ThrowIfCancellationRequested();
            try
            {
                return await ((IByRefreshToken)_app).AcquireTokenByRefreshToken([request.Scope], token).WithClaims(request.Claims)
                    .ExecuteAsync(CancellationToken.None).ConfigureAwait(false);
            }
            catch (EntraRefusalException refusal)
                when (refusal is { RequiresSignIn: true, OAuthError: "invalid_grant" } && refused.Count < 3)
            {
                refused.Add(token);
                // Another node may have rotated the token, which ended ours. Or a new sign-in may have changed only the initial token.
                string? reread = _store is null || refused.Count > 1
                    ? null
                    : await _store.ReadAsync(left).ConfigureAwait(false);
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

    private Task<ReferralsAccessToken> KeepAsync(string scope, AuthenticationResult result, string? stored)
    {
        _account = result.Account;
        return RotationIn(scope, result, stored) is { } rotation
            ? StoreAsync(rotation)
            : Task.FromResult(new ReferralsAccessToken(result.AccessToken, result.ExpiresOn));
    }

    // Deals with an answer that came after its request was left behind. Its refresh token is stored, unless the store holds another
    // one than the redeemed one by then.
    private async Task KeepLateAsync(string scope, AuthenticationResult result, string? redeemed)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_unstored is null && RotationIn(scope, result, redeemed) is { } rotation)
            {
                _unstored = rotation; // Stays so if the store cannot be read now.
                if (await _store!.ReadAsync().ConfigureAwait(false) != redeemed)
                {
                    _unstored = null;
                    return;
                }
            }

            await KeepAsync(scope, result, redeemed).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    // Keeps the rotated token until the store has written it, because the old token may no longer be valid.
    private async Task<ReferralsAccessToken> StoreAsync(Rotation rotation)
    {
        _unstored = _newest = rotation;
        await _store!.WriteAsync(rotation.RefreshToken, late: () => StoreNewestAsync(rotation)).ConfigureAwait(false);
        _unstored = null;
        return rotation.AccessToken;
    }

    // A write that was left behind and ended late has replaced a newer token.
    private async Task StoreNewestAsync(Rotation written)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_newest is { } newest && newest.RefreshToken != written.RefreshToken)
            {
                await StoreAsync(newest).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private Rotation? RotationIn(string scope, AuthenticationResult result, string? stored) =>
        _store is not null && KnownTokenOf(result.Account) is { } rotated && rotated != stored
            ? new Rotation(scope, new ReferralsAccessToken(result.AccessToken, result.ExpiresOn), rotated)
            : null;

    private string? KnownTokenOf(IAccount? account) =>
        account is null ? null : SerializedTokens.RefreshTokenOf(account.HomeAccountId.Identifier, _serializedTokens);

    private static ReferralsAuthenticationException NothingStored()
    {
        const string finding = "The refresh token store is empty, and there is no initial token.";
        const string advice = "Write the first refresh token into the store, by a sign-in with ReferralsSignIn for example, or pass it to "
            + "FromRefreshToken as initialRefreshToken.";
        return new($"{finding} {advice}") { Finding = finding, NextStep = advice };
    }

    // The refresh token belongs to the credential, and the access token that came with it to its scope only. A class, not a record: its
    // ToString must not show a token.
    private sealed class Rotation(string scope, ReferralsAccessToken accessToken, string refreshToken)
    {
        public string Scope => scope;

        public ReferralsAccessToken AccessToken => accessToken;

        public string RefreshToken => refreshToken;
    }
}
