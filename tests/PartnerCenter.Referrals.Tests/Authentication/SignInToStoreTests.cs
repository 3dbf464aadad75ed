using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using static PartnerCenter.Referrals.Tests.MockedEntra;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests the failures of a sign-in that ends in a store, and what its result tells.</summary>
public sealed class SignInToStoreTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    private readonly MockedEntra _entra = new();
    private readonly SignalledTime _time = new();
    private readonly List<string> _written = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static ReferralsClientAuthentication Secret => ReferralsClientAuthentication.FromSecret("planted-secret");

    private ReferralsCredentialOptions Entra => new() { HttpMessageHandler = _entra, Time = _time };

    private CallbackRefreshTokenStore Store => new(_ => new((string?)null), (token, _) =>
    {
        _written.Add(token);
        return default;
    });

    public void Dispose() => _entra.Dispose();

    [Fact]
    public async Task Claims_that_Entra_leaves_out_are_null()
    {
        _entra.GivesUser("opaque", "refresh-1");

        ReferralsSignInResult who = await SignInAsync(Secret);

        Assert.Equal(
            ("ada@contoso.example.com", null, Tenant, null, null),
            (who.UserName, who.DisplayName, who.TenantId, who.UsedMultiFactorAuthentication, who.SignedInAt));
        Assert.Equal(["refresh-1"], _written);
    }

    [Theory]
    [InlineData("""{"amr":["pwd","mfa"]}""", """{"amr":["pwd"]}""", true)]
    [InlineData("""{"amr":["pwd"]}""", """{"amr":["mfa"]}""", false)]
    [InlineData("{}", """{"amr":["mfa"]}""", true)]
    [InlineData("{}", """{"amr":["pwd",7]}""", false)]
    [InlineData("{}", """{"amr":"mfa"}""", null)]
    public async Task The_methods_are_those_of_the_id_token_or_else_of_the_access_token(string identity, string access, bool? expected)
    {
        Gives(identity, access);

        Assert.Equal(expected, (await SignInAsync(Secret)).UsedMultiFactorAuthentication);
    }

    [Theory]
    [InlineData("""{"auth_time":1800000000,"iat":1800000600}""", 1_800_000_000)]
    [InlineData("""{"iat":1800000600}""", 1_800_000_600)]
    [InlineData("""{"iat":"1800000600"}""", null)]
    public async Task The_time_is_that_of_the_authentication(string identity, int? expected)
    {
        Gives(identity, "{}");

        Assert.Equal(
            expected is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null, (await SignInAsync(Secret)).SignedInAt);
    }

    [Fact]
    public async Task A_name_is_told_as_it_is()
    {
        Gives("""{"name":"Ada Fabrikam"}""", "{}");

        Assert.Equal("Ada Fabrikam", (await SignInAsync(Secret)).DisplayName);
    }

    [Fact]
    public async Task A_name_that_could_color_a_console_is_not_told()
    {
        Gives("""{"name":"Ada\u001b[31m","preferred_username":"ada\r\nroot"}""", "{}");

        ReferralsSignInResult who = await SignInAsync(Secret);

        Assert.Equal((null, null), (who.UserName, who.DisplayName));
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_costs_nobody_a_sign_in()
    {
        string missing = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}", "refresh-token");
        bool isOpened = false;

        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => ReferralsSignIn.WithBrowserAsync(
                Tenant, "client", Secret, new FileRefreshTokenStore(missing),
                new()
                {
                    CredentialOptions = Entra,
                    OpenBrowser = _ =>
                    {
                        isOpened = true;
                        return Task.CompletedTask;
                    },
                },
                Cancellation));

        Assert.Contains("Check that the directory exists", failure.Message, StringComparison.Ordinal);
        Assert.False(isOpened);
    }

    [Fact]
    public async Task A_store_that_cannot_be_written_fails_the_sign_in()
    {
        _entra.GivesUser("token", "planted-refresh-token");

        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => SignInAsync(Secret, new CallbackRefreshTokenStore(
                _ => new((string?)null), (_, _) => throw new InvalidTimeZoneException("full"))));

        Assert.StartsWith("The refresh token store failed", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_without_a_refresh_token_names_the_missing_scope()
    {
        _entra.RespondsWith($$"""{"token_type":"Bearer","expires_in":3600,"access_token":"token","scope":"{{Scope}}",{{UserMembers}}}""");

        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => SignInAsync(Secret));

        Assert.Contains("has no refresh token", failure.Message, StringComparison.Ordinal);
        Assert.Contains("offline_access", failure.Message, StringComparison.Ordinal);
        Assert.Empty(_written);
    }

    [Fact]
    public async Task A_refused_code_is_reported_with_its_code_only()
    {
        _entra.Refuses("invalid_client", "AADSTS7000215: planted");

        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => SignInAsync(Secret));

        Assert.Equal("AADSTS7000215", refusal.EntraErrorCode);
        Assert.DoesNotContain("planted", refusal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_person_who_does_not_sign_in_is_left_behind_in_time(bool isConfidential)
    {
        TaskCompletionSource opened = new();
        Task<ReferralsSignInResult> signIn = ReferralsSignIn.WithBrowserAsync(
            Tenant, $"{Guid.NewGuid()}", isConfidential ? Secret : null, Store,
            new()
            {
                CredentialOptions = Entra,
                OpenBrowser = _ =>
                {
                    opened.TrySetResult();
                    return new TaskCompletionSource().Task; // Never ends.
                },
            },
            Cancellation);
        await opened.Task;

        _time.Advance(Limit);

        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => signIn);
        Assert.StartsWith("Nobody finished the sign-in within 900 seconds.", failure.Message, StringComparison.Ordinal);
        Assert.Contains("a wrong redirect address stays in the browser", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_caller_that_cancels_ends_the_sign_in(bool isConfidential)
    {
        using CancellationTokenSource caller = new();
        TaskCompletionSource opened = new();
        Task<ReferralsSignInResult> signIn = ReferralsSignIn.WithBrowserAsync(
            Tenant, $"{Guid.NewGuid()}", isConfidential ? Secret : null, Store,
            new()
            {
                CredentialOptions = Entra,
                OpenBrowser = _ =>
                {
                    opened.TrySetResult();
                    return Task.CompletedTask;
                },
            },
            caller.Token);
        await opened.Task;

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => signIn);
    }

    [Fact]
    public async Task A_browser_that_cannot_be_opened_ends_the_sign_in()
    {
        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => ReferralsSignIn.WithBrowserAsync(
                Tenant, "client", Secret, Store,
                new() { CredentialOptions = Entra, OpenBrowser = _ => throw new InvalidTimeZoneException("no display") }, Cancellation));

        Assert.StartsWith("Opening the browser failed. See the inner exception.", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_port_in_use_ends_the_sign_in_and_is_named(bool isConfidential)
    {
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;

        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => ReferralsSignIn.WithBrowserAsync(
                Tenant, "client", isConfidential ? Secret : null, Store,
                new() { CredentialOptions = Entra, RedirectUri = new Uri($"http://localhost:{port}") }, Cancellation));

        Assert.StartsWith($"The port {port} of the redirect address cannot be used", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://localhost:8400")]
    [InlineData("http://contoso.example.com:8400")]
    [InlineData("http://[::1]:8400")]
    [InlineData("http://loopback:8400")]
    [InlineData("http://localhost:8400?planted=1")]
    [InlineData("http://planted@localhost:8400")]
    [InlineData("http://localhost:0")]
    [InlineData("http://localhost:8400/plantéd")]
    [InlineData("/relative")]
    public async Task A_redirect_address_is_http_on_this_machine_and_nothing_else(string address)
    {
        ArgumentException refusal = await Assert.ThrowsAsync<ArgumentException>("options", () => ReferralsSignIn.WithBrowserAsync(
            Tenant, "client", null, Store, new() { RedirectUri = new Uri(address, UriKind.RelativeOrAbsolute) }, Cancellation));

        Assert.StartsWith("RedirectUri must", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_arguments_of_a_sign_in_are_refused_by_name()
    {
        await Assert.ThrowsAsync<ArgumentNullException>(
            "store", () => ReferralsSignIn.WithBrowserAsync(Tenant, "client", null, null!, cancellationToken: Cancellation));
        await Assert.ThrowsAsync<ArgumentNullException>(
            "prompt", () => ReferralsSignIn.WithDeviceCodeAsync(Tenant, "client", Store, null!, cancellationToken: Cancellation));
        await Assert.ThrowsAsync<ArgumentException>("tenantId", () => ReferralsSignIn.WithDeviceCodeAsync(
            "a b", "client", Store, (_, _) => Task.CompletedTask, cancellationToken: Cancellation));
        foreach (TimeSpan timeout in (TimeSpan[])[TimeSpan.Zero, TimeSpan.FromDays(2)])
        {
            await Assert.ThrowsAsync<ArgumentException>("options", () => ReferralsSignIn.WithBrowserAsync(
                Tenant, "client", null, Store, new() { Timeout = timeout }, Cancellation));
        }

        Assert.Equal("ReferralsClientAuthentication secret", Secret.ToString());
    }

    private Task<ReferralsSignInResult> SignInAsync(ReferralsClientAuthentication? authentication, IRefreshTokenStore? store = null) =>
        ReferralsSignIn.WithBrowserAsync(
            Tenant, $"{Guid.NewGuid()}", authentication, store ?? Store,
            new()
            {
                CredentialOptions = Entra,
                OpenBrowser = address =>
                {
                    _ = Browser.RedirectAsync(address, Cancellation);
                    return Task.CompletedTask;
                },
            },
            Cancellation);

    private void Gives(string identity, string access)
    {
        string user = $$"""{"oid":"ada","tid":"{{Tenant}}","sub":"ada"{{(identity == "{}" ? "}" : $",{identity[1..]}")}}""";
        _entra.RespondsWith(new JsonObject
        {
            ["token_type"] = "Bearer",
            ["expires_in"] = 3600,
            ["access_token"] = Jwt(access),
            ["scope"] = Scope,
            ["refresh_token"] = "refresh-1",
            ["id_token"] = Jwt(user),
            ["client_info"] = Encoded($$"""{"uid":"ada","utid":"{{Tenant}}"}"""),
        }.ToJsonString());
    }

    private static string Jwt(string claims) => $"{Encoded("""{"alg":"none"}""")}.{Encoded(claims)}.AAAA";

    private static string Encoded(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
