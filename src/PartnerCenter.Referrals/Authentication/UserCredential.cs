using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>
/// Signs in a user interactively once. After that, MSAL renews the access token with the refresh token that it holds for the account.
/// </summary>
internal sealed class UserCredential : ReferralsCredential
{
    private readonly IClientApplicationBase _app;
    private readonly SignIn _signIn;
    private readonly SharedTokenCache? _cache;
    private IAccount? _account;

    public UserCredential(EntraApplication application, IClientApplicationBase app, SignIn signIn)
        : base(application.Time)
    {
        Application = application;
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
        AuthenticationResult result = await EntraErrors.TranslateAsync(
            () => AuthenticateAsync(request, cancellationToken), Application.Time).ConfigureAwait(false);
        // A sign-in that was left behind must not take the place of a newer one, of another user for example.
        cancellationToken.ThrowIfCancellationRequested();
        Volatile.Write(ref _account, result.Account);
        return new ReferralsAccessToken(result.AccessToken, result.ExpiresOn);
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
