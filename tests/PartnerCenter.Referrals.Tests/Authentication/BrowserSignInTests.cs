using System.Net;
using System.Net.Sockets;
using static PartnerCenter.Referrals.Tests.MockedEntra;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Tests that each sign-in with a browser takes its redirect alike: that of a public client, of a confidential one, and of a credential.
/// </summary>
public sealed class BrowserSignInTests : IDisposable
{
    private static readonly string[] NoRedirects =
    [
        "/", "/?code=planted", "/?code=planted&state=planted", "/?error=access_denied&state=planted", "/favicon.ico", "/other?state=STATE",
    ];

    private readonly MockedEntra _entra = new();
    private readonly HttpClient _browser = new(new SocketsHttpHandler { UseProxy = false });
    private HttpMessageHandler? _handler;
    private Uri? _opened;

    public static TheoryData<string> Kinds => ["public", "confidential", "credential"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ReferralsCredentialOptions Entra => new() { HttpMessageHandler = _handler ?? _entra };

    public void Dispose()
    {
        _handler?.Dispose();
        _browser.Dispose();
        _entra.Dispose();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Only_the_redirect_with_the_state_of_the_sign_in_ends_it(string kind)
    {
        _entra.GivesUser("token");
        List<HttpStatusCode> answers = [];
        Task browsing = Task.CompletedTask;

        await SignInAsync(kind, address =>
        {
            browsing = BrowseAsync(address);
            return Task.CompletedTask;
        });

        await browsing;
        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.BadRequest, 4), HttpStatusCode.NotFound, HttpStatusCode.NotFound], answers);
        Assert.Equal(("authorization_code", "authorization-code"), (_entra.Last["grant_type"], _entra.Last["code"]));

        async Task BrowseAsync(Uri address)
        {
            Uri redirect = new(Browser.Query(address)["redirect_uri"]);
            foreach (string target in NoRedirects)
            {
                using HttpResponseMessage page = await _browser.GetAsync(
                    new Uri(redirect, target.Replace("STATE", Browser.Query(address)["state"], StringComparison.Ordinal)), Cancellation);
                answers.Add(page.StatusCode);
            }

            await Browser.RedirectAsync(address, Cancellation);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_handler_that_cancels_by_itself_is_named_and_not_quoted(string kind)
    {
        _handler = new CancellingHandler();

        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => SignInAsync(kind, address => Browser.RedirectAsync(address, Cancellation)));

        Assert.Contains("A handler of your program threw OperationCanceledException.", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_function_that_opens_the_browser_may_wait_for_the_redirect(string kind)
    {
        _entra.GivesUser("token");

        await SignInAsync(kind, address => Browser.RedirectAsync(address, Cancellation));

        Assert.Equal("authorization-code", _entra.Last["code"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_function_that_opens_the_browser_may_never_end(string kind)
    {
        _entra.GivesUser("token");

        await SignInAsync(kind, async address =>
        {
            await Browser.RedirectAsync(address, Cancellation);
            await new TaskCompletionSource().Task;
        });

        Assert.Equal("authorization-code", _entra.Last["code"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_function_that_opens_the_browser_may_hold_its_thread(string kind)
    {
        _entra.GivesUser("token");
        using ManualResetEventSlim end = new();

        try
        {
            await SignInAsync(kind, address =>
            {
                _ = Browser.RedirectAsync(address, Cancellation);
                end.Wait(Cancellation);
                return Task.CompletedTask;
            });
        }
        finally
        {
            end.Set();
        }

        Assert.Equal("authorization-code", _entra.Last["code"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_page_lets_the_person_choose_and_has_PKCE_and_state(string kind)
    {
        _entra.GivesUser("token");

        await SignInAsync(kind, address => Browser.RedirectAsync(address, Cancellation));

        Dictionary<string, string> query = Browser.Query(_opened!);
        Assert.Equal(("code", "S256", "select_account"), (query["response_type"], query["code_challenge_method"], query["prompt"]));
        Assert.InRange(query["state"].Length, 32, 128);
        Assert.NotEqual("form_post", query.GetValueOrDefault("response_mode"));
        Assert.Equal(query["redirect_uri"], _entra.Last["redirect_uri"]);
        Assert.InRange(_entra.Last["code_verifier"].Length, 43, 128);
        Assert.Matches("^http://localhost:[0-9]+$", query["redirect_uri"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_refusal_on_the_redirect_is_reported_with_its_code_only(string kind)
    {
        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => SignInAsync(
            kind,
            address => Browser.RefuseAsync(address, "access_denied", "AADSTS65004: planted declined", Cancellation)));

        Assert.Equal(("AADSTS65004", false), (refusal.EntraErrorCode, refusal.IsTransient));
        Assert.StartsWith("Entra refused the sign-in: AADSTS65004.", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", refusal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_sign_in_that_the_person_cancels_can_be_repeated(string kind)
    {
        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => SignInAsync(kind, address => Browser.RefuseAsync(address, "access_denied", "planted", Cancellation)));

        Assert.StartsWith("The person cancelled the sign-in, or a policy", refusal.NextStep, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public", "AADSTS70008")]
    [InlineData("confidential", "AADSTS70008")]
    [InlineData("credential", "AADSTS9002313")]
    [InlineData("confidential", "AADSTS54005")]
    public async Task A_code_that_Entra_refuses_is_no_matter_of_a_refresh_token(string kind, string code)
    {
        _entra.Refuses("invalid_grant", code);

        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => SignInAsync(kind, address => Browser.RedirectAsync(address, Cancellation)));

        Assert.Equal((code, "Sign in again: the code of the sign-in page was not accepted."), (refusal.EntraErrorCode, refusal.NextStep));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_sign_in_that_is_cancelled_frees_its_port(string kind)
    {
        using CancellationTokenSource caller = new();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SignInAsync(
            kind,
            async _ =>
            {
                await caller.CancelAsync();
                await new TaskCompletionSource().Task;
            },
            caller.Token));

        await Browser.WaitUntilClosedAsync(_opened!, Cancellation);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_port_is_free_once_the_redirect_has_come(string kind)
    {
        _entra.GivesUser("token");
        bool isListening = true;
        _handler = new WatchingHandler(_entra, () => isListening = Browser.IsAwaited(_opened!));

        await SignInAsync(kind, address => Browser.RedirectAsync(address, Cancellation));

        Assert.False(isListening);
    }

    [Fact]
    public async Task A_sign_in_that_ends_without_the_function_drops_its_failure()
    {
        _entra.GivesUser("token");
        TaskCompletionSource end = new();

        await SignInAsync("public", async address =>
        {
            await Browser.RedirectAsync(address, Cancellation);
            await end.Task;
        });

        end.SetException(new InvalidTimeZoneException("planted"));
        Assert.Equal("authorization-code", _entra.Last["code"]);
    }

    [Fact]
    public async Task A_public_client_has_the_redirect_address_that_is_set()
    {
        _entra.GivesUser("token");
        int port = FreePort();

        await SignInAsync(
            "public", address => Browser.RedirectAsync(address, Cancellation), redirectUri: new Uri($"http://127.0.0.1:{port}/signin"));

        Assert.Equal($"http://127.0.0.1:{port}/signin", Browser.Query(_opened!)["redirect_uri"]);
        Assert.Equal($"http://127.0.0.1:{port}/signin", _entra.Last["redirect_uri"]);
    }

    [Fact]
    public async Task A_claims_challenge_asks_on_the_page_and_the_newer_user_replaces_the_older()
    {
        List<string?> claims = [];
        ReferralsCredential credential = ReferralsCredential.FromBrowser(
            Tenant, $"{Guid.NewGuid()}",
            address =>
            {
                claims.Add(Browser.Query(address).GetValueOrDefault("claims"));
                return Browser.RedirectAsync(address, Cancellation);
            },
            Entra);
        _entra.GivesUser("first", "refresh-1", "ada").Refuses("interaction_required", "AADSTS50076")
            .GivesUser("second", "refresh-2", "bob").GivesUser("third", "refresh-3", "bob");

        Assert.Equal("first", (await AcquireAsync(credential)).Token);
        ReferralsAccessToken second = await AcquireAsync(credential, claims: """{"access_token":{"nbf":{"essential":true}}}""");
        Assert.Equal("second", second.Token);
        Assert.Equal("third", (await AcquireAsync(credential, newerThan: second.ExpiresOn.AddDays(1))).Token);

        Assert.Equal([null, """{"access_token":{"nbf":{"essential":true}}}"""], claims);
        Assert.Equal(("refresh_token", "refresh-2"), (_entra.Last["grant_type"], _entra.Last["refresh_token"]));
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task SignInAsync(
        string kind, Func<Uri, Task> openBrowser, CancellationToken? cancellationToken = null, Uri? redirectUri = null)
    {
        string client = $"{Guid.NewGuid()}";
        if (kind == "credential")
        {
            ReferralsCredential credential = ReferralsCredential.FromBrowser(Tenant, client, OpenAsync, Entra);
            await credential.AcquireAsync(
                new ReferralsTokenRequest(Scope, newerThan: null, mayPrompt: true, claims: null), cancellationToken ?? Cancellation);
            return;
        }

        await ReferralsSignIn.WithBrowserAsync(
            Tenant, client, kind == "public" ? null : ReferralsClientAuthentication.FromSecret("planted-secret"),
            new CallbackRefreshTokenStore(_ => new((string?)null), (_, _) => default),
            new()
            {
                CredentialOptions = Entra,
                OpenBrowser = OpenAsync,
                RedirectUri = redirectUri ?? new Uri("http://localhost"),
            },
            cancellationToken ?? Cancellation);

        Task OpenAsync(Uri address)
        {
            _opened = address;
            return openBrowser(address);
        }
    }

    private sealed class WatchingHandler(HttpMessageHandler next, Action watch) : DelegatingHandler(next)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            watch();
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class CancellingHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new OperationCanceledException("planted");
    }
}
