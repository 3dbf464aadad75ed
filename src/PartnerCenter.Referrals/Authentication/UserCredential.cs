using System.Diagnostics.CodeAnalysis;
using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>
/// Signs in a user interactively once. After that, MSAL renews the access token with the refresh token that it holds for the account.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle is never used has nothing to dispose.")]
internal sealed class UserCredential : ReferralsCredential
{
    private readonly IClientApplicationBase _app;
    private readonly SignIn _signIn;
    private readonly SharedTokenCache? _cache;
    private readonly LimitedWait _authentications;
    // One sign-in at a time: a token for another scope, or that of a diagnosis, follows from it without the user.
    private readonly SemaphoreSlim _turn = new(1);
    private IAccount? _account;

    public UserCredential(EntraApplication application, IClientApplicationBase app, SignIn signIn)
        : base(application.Time)
    {
        Application = application;
        _authentications = new LimitedWait(application.Time);
        _app = app;
        _signIn = signIn;
        _cache = application.SharedCache("user");
        if (_cache is not null)
        {
            app.UserTokenCache.SetBeforeAccessAsync(_cache.ReadAsync);
            app.UserTokenCache.SetAfterAccessAsync(_cache.WriteAsync);
        }
    }

    internal override EntraApplication Application { get; }

    internal override bool IsInteractive => true;

    internal override string? CacheFailure => _cache?.Failure;

    private protected override async Task<ReferralsAccessToken> RequestAsync(
        ReferralsTokenRequest request, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // A sign-in that is left behind gives up its turn, and must not take the place of a newer one, of another user for example.
            AuthenticationResult result = await _authentications.RunAsync(
                left => EntraErrors.TranslateAsync(() => AuthenticateAsync(request, left), Application.Time),
                cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            Volatile.Write(ref _account, result.Account);
            return new ReferralsAccessToken(result.AccessToken, result.ExpiresOn);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<AuthenticationResult> AuthenticateAsync(ReferralsTokenRequest request, CancellationToken cancellationToken)
    {
        string[] scopes = [request.Scope];
        if ((Volatile.Read(ref _account) ?? await SharedAccountAsync().ConfigureAwait(false)) is not { } account)
        {
            return await _signIn(scopes, request.Claims, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            AuthenticationResult cached = await SilentAsync(isForced: false).ConfigureAwait(false);
            return request.IsAnsweredBy(cached) ? cached : await SilentAsync(isForced: true).ConfigureAwait(false);
        }
        catch (Exception refusal) when (request.MayPrompt && EntraErrors.RequiresSignIn(refusal))
        {
            return await _signIn(scopes, request.Claims, cancellationToken).ConfigureAwait(false);
        }

        Task<AuthenticationResult> SilentAsync(bool isForced) =>
            _app.AcquireTokenSilent(scopes, account).WithForceRefresh(isForced).WithClaims(request.Claims).ExecuteAsync(cancellationToken);
    }

    // Returns the account of a user who has signed in through another process.
    private async Task<IAccount?> SharedAccountAsync() =>
        _cache is null ? null : (await _app.GetAccountsAsync().ConfigureAwait(false)).FirstOrDefault();
}
