using System.Diagnostics.CodeAnalysis;
using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>
/// Signs in a user interactively once. After that, MSAL renews the access token with the refresh token that it holds for the account.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle is never used has nothing to dispose.")]
internal sealed class UserCredential : ReferralsCredential
{
    private readonly SignIn _signIn;
    private readonly SharedTokenCache? _cache;
    private readonly LimitedWait _authentications;
    // One sign-in at a time: a token for another scope, or that of a diagnosis, follows from it without the user.
    private readonly SemaphoreSlim _turn = new(1);
    private Session _session;

    public UserCredential(EntraApplication application, SignIn signIn)
        : base(application.Time)
    {
        Application = application;
        _authentications = new LimitedWait(application.Time);
        _signIn = signIn;
        _cache = application.SharedCache("user");
        _session = new Session(Create(redirectUri: null), account: null);
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
            Session session = _session;
            IPublicClientApplication app = session.App;
            AuthenticationResult result = await _authentications.RunAsync(
                left => EntraErrors.TranslateAsync(
                    () => AuthenticateAsync(session, request, created => app = created, left), Application.Time),
                cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            _session = new Session(app, result.Account);
            return new ReferralsAccessToken(result.AccessToken, result.ExpiresOn);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<AuthenticationResult> AuthenticateAsync(
        Session session, ReferralsTokenRequest request, Action<IPublicClientApplication> created, CancellationToken cancellationToken)
    {
        string[] scopes = [request.Scope];
        if ((session.Account ?? await SharedAccountAsync(session.App).ConfigureAwait(false)) is not { } account)
        {
            return await SignInAsync().ConfigureAwait(false);
        }

        try
        {
            AuthenticationResult cached = await SilentAsync(isForced: false).ConfigureAwait(false);
            return request.IsAnsweredBy(cached) ? cached : await SilentAsync(isForced: true).ConfigureAwait(false);
        }
        catch (Exception refusal) when (request.MayPrompt && EntraErrors.RequiresSignIn(refusal))
        {
            return await SignInAsync().ConfigureAwait(false);
        }

        Task<AuthenticationResult> SilentAsync(bool isForced) => session.App.AcquireTokenSilent(scopes, account)
            .WithForceRefresh(isForced).WithClaims(request.Claims).ExecuteAsync(cancellationToken);

        Task<AuthenticationResult> SignInAsync() => _signIn(
            redirectUri =>
            {
                IPublicClientApplication app = Create(redirectUri);
                created(app);
                return app;
            },
            scopes,
            request.Claims,
            cancellationToken);
    }

    private IPublicClientApplication Create(string? redirectUri)
    {
        IPublicClientApplication app = Application.Public(redirectUri).Build();
        if (_cache is not null)
        {
            app.UserTokenCache.SetBeforeAccessAsync(_cache.ReadAsync);
            app.UserTokenCache.SetAfterAccessAsync(_cache.WriteAsync);
        }

        return app;
    }

    // Returns the account of a user who has signed in through another process.
    private async Task<IAccount?> SharedAccountAsync(IPublicClientApplication app) =>
        _cache is null ? null : (await app.GetAccountsAsync().ConfigureAwait(false)).FirstOrDefault();

    // Each sign-in has an application of its own, because MSAL fixes the redirect address, whose port may differ, when it creates one. The
    // application of the last sign-in holds the tokens of its user.
    private sealed class Session(IPublicClientApplication app, IAccount? account)
    {
        public IPublicClientApplication App => app;

        public IAccount? Account => account;
    }
}
