using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests what the listener for the redirect of a sign-in answers, over real connections.</summary>
public sealed class RedirectListenerTests : IDisposable
{
    private const string State = "0123456789abcdef0123456789abcdef";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30); // Ends a test that hangs.

    private readonly RedirectListener _listener = new(new Uri("http://localhost"), new FakeTimeProvider());
    private readonly HttpClient _browser = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private int Port => new Uri(_listener.RedirectUri).Port;

    public void Dispose()
    {
        _browser.Dispose();
        _listener.Dispose();
    }

    [Fact]
    public async Task The_code_of_a_redirect_with_the_right_state_ends_the_wait()
    {
        Task<Uri> waiting = _listener.WaitForRedirectAsync(State, Cancellation);

        using HttpResponseMessage page = await OpenAsync($"?code=1.AX%2Bb%26&state={State}&session_state=planted");

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal($"{_listener.RedirectUri}/?code=1.AX%2Bb%26&state={State}&session_state=planted", (await waiting).AbsoluteUri);
        Assert.Equal("no-store", page.Headers.CacheControl!.ToString());
        Assert.Equal("default-src 'none'", Assert.Single(page.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("no-referrer", Assert.Single(page.Headers.GetValues("Referrer-Policy")));
        string shown = await page.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("You can close this window", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?code=planted", HttpStatusCode.BadRequest)]
    [InlineData("?code=planted&state=", HttpStatusCode.BadRequest)]
    [InlineData("?code=planted&state=00000000000000000000000000000000", HttpStatusCode.BadRequest)]
    [InlineData("?error=access_denied&state=planted", HttpStatusCode.BadRequest)]
    [InlineData("?state=STATE", HttpStatusCode.BadRequest)]
    [InlineData("?state=STATE&code=", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("favicon.ico", HttpStatusCode.NotFound)]
    [InlineData("planted?code=planted&state=STATE", HttpStatusCode.NotFound)]
    [InlineData("?code=%3Cscript%3Eplanted&state=%3Cscript%3E", HttpStatusCode.BadRequest)]
    public async Task A_request_that_is_not_the_redirect_is_refused_and_the_wait_goes_on(string target, HttpStatusCode expected)
    {
        Task<Uri> waiting = _listener.WaitForRedirectAsync(State, Cancellation);

        using HttpResponseMessage page = await OpenAsync(target.Replace("STATE", State, StringComparison.Ordinal));

        Assert.Equal(expected, page.StatusCode);
        string shown = await page.Content.ReadAsStringAsync(Cancellation);
        Assert.DoesNotContain("planted", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", shown, StringComparison.Ordinal);
        Assert.False(waiting.IsCompleted);
        (await OpenAsync($"?code=good&state={State}")).Dispose();
        Assert.Equal($"?code=good&state={State}", (await waiting).Query);
    }

    [Theory]
    [InlineData("access_denied", "AADSTS65004: The user planted declined.", "AADSTS65004", false)]
    [InlineData("access_denied", "planted", "access_denied", false)]
    [InlineData("temporarily_unavailable", "AADSTS90033: planted", "AADSTS90033", true)]
    [InlineData("planted planted", "planted", null, false)]
    public async Task An_error_of_the_sign_in_page_ends_the_wait_with_its_code_only(
        string error, string description, string? code, bool isTransient)
    {
        Task<Uri> waiting = _listener.WaitForRedirectAsync(State, Cancellation);

        using HttpResponseMessage page = await OpenAsync(
            $"?error={Uri.EscapeDataString(error)}&error_description={Uri.EscapeDataString(description)}&state={State}");

        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => waiting);
        Assert.Equal((code, isTransient), (refusal.EntraErrorCode, refusal.IsTransient));
        Assert.StartsWith($"Entra refused the sign-in: {code ?? "no code"}.", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", refusal.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("planted", await page.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_the_redirect_before_the_sign_in_page_is_known()
    {
        using HttpResponseMessage page = await OpenAsync("?code=planted&state=");

        Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
        Assert.False(_listener.WaitForRedirectAsync(State, Cancellation).IsCompleted);
    }

    [Fact]
    public async Task A_connection_that_sends_nothing_blocks_no_other()
    {
        Task<Uri> waiting = _listener.WaitForRedirectAsync(State, Cancellation);
        using TcpClient idle = new();
        await idle.ConnectAsync(IPAddress.Loopback, Port, Cancellation);

        (await OpenAsync($"?code=good&state={State}")).Dispose();

        Assert.Equal($"?code=good&state={State}", (await waiting).Query);
    }

    [Fact]
    public async Task A_browser_that_ends_its_request_halfway_is_let_go()
    {
        Task<Uri> waiting = _listener.WaitForRedirectAsync(State, Cancellation);
        using TcpClient halfway = new();
        await halfway.ConnectAsync(IPAddress.Loopback, Port, Cancellation);
        NetworkStream stream = halfway.GetStream();

        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"GET /?code=planted&state={State}"), Cancellation);
        halfway.Client.Shutdown(SocketShutdown.Send);

        Assert.Equal(0, await stream.ReadAsync(new byte[1], Cancellation).AsTask().WaitAsync(Patience, Cancellation));
        Assert.False(waiting.IsCompleted);
    }

    [Fact]
    public async Task The_end_of_the_sign_in_ends_a_connection_that_has_sent_nothing()
    {
        SignalledTime time = new();
        using RedirectListener listener = new(new Uri("http://127.0.0.1"), time);
        using TcpClient idle = new();
        await idle.ConnectAsync(IPAddress.Loopback, new Uri(listener.RedirectUri).Port, Cancellation);
        await time.WaitStartedAsync(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10)); // The listener has accepted the connection.

        listener.Dispose();

        Assert.Equal(0, await idle.GetStream().ReadAsync(new byte[1], Cancellation).AsTask().WaitAsync(Patience, Cancellation));
    }

    [Theory]
    [InlineData("POST /?code=planted&state=STATE HTTP/1.1\r\n\r\n")]
    [InlineData("GET planted?code=planted&state=STATE HTTP/1.1\r\n\r\n")]
    [InlineData("planted\r\n\r\n")]
    [InlineData("\r\n\r\n")]
    public async Task What_is_no_GET_request_is_dropped(string head)
    {
        Task<Uri> waiting = _listener.WaitForRedirectAsync(State, Cancellation);
        using TcpClient other = new();
        await other.ConnectAsync(IPAddress.Loopback, Port, Cancellation);

        await other.GetStream().WriteAsync(
            System.Text.Encoding.ASCII.GetBytes(head.Replace("STATE", State, StringComparison.Ordinal)), Cancellation);

        Assert.Equal(0, await other.GetStream().ReadAsync(new byte[1], Cancellation));
        Assert.False(waiting.IsCompleted);
    }

    [Fact]
    public void Only_this_machine_reaches_the_listener() => Assert.Equal(
        HasIPv6() ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback],
        IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(one => one.Port == Port)
            .Select(one => one.Address).OrderBy(one => one.AddressFamily));

    [Fact]
    public async Task A_redirect_that_the_browser_brings_over_IPv6_is_taken()
    {
        Task<Uri> waiting = _listener.WaitForRedirectAsync(State, Cancellation);
        string host = HasIPv6() ? "[::1]" : "127.0.0.1";

        using HttpResponseMessage page = await _browser.GetAsync(new Uri($"http://{host}:{Port}/?code=good&state={State}"), Cancellation);

        Assert.Equal($"?code=good&state={State}", (await waiting).Query);
    }

    [Fact]
    public void A_port_that_another_program_has_for_IPv6_is_in_use_for_localhost_only()
    {
        if (!HasIPv6())
        {
            return; // Nobody can have it.
        }

        using TcpListener other = new(IPAddress.IPv6Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;

        ReferralsAuthenticationException failure = Assert.Throws<ReferralsAuthenticationException>(
            () => new RedirectListener(new Uri($"http://localhost:{port}"), new FakeTimeProvider()));
        Assert.StartsWith(
            $"The port {port} of the redirect address cannot be used (AddressAlreadyInUse)", failure.Message, StringComparison.Ordinal);
        using RedirectListener listener = new(new Uri($"http://127.0.0.1:{port}"), new FakeTimeProvider());
        Assert.Equal($"http://127.0.0.1:{port}", listener.RedirectUri);
    }

    [Theory]
    [InlineData("http://localhost:80", 80)]
    [InlineData("http://localhost:80/a:b", 80)]
    [InlineData("http://127.0.0.1:8400/signin", 8400)]
    [InlineData("http://localhost:0", 0)]
    [InlineData("http://localhost/a:80", null)]
    [InlineData("http://127.0.0.1", null)]
    public void The_port_of_an_address_is_the_one_that_is_written(string address, int? port) =>
        Assert.Equal(port, RedirectListener.PortOf(new Uri(address)));

    [Fact]
    public void A_port_in_use_is_named_with_the_way_out()
    {
        ReferralsAuthenticationException failure = Assert.Throws<ReferralsAuthenticationException>(
            () => new RedirectListener(new Uri($"http://localhost:{Port}/signin"), new FakeTimeProvider()));

        Assert.Equal($"The port {Port} of the redirect address cannot be used (AddressAlreadyInUse).", failure.Finding);
        Assert.Equal("End the program that uses it, or register and set another RedirectUri.", failure.NextStep);
        Assert.Equal($"{failure.Finding} {failure.NextStep}", failure.Message);
    }

    [Theory]
    [InlineData("http://localhost", "http://localhost:{0}")]
    [InlineData("http://localhost/", "http://localhost:{0}")]
    [InlineData("http://127.0.0.1/signin", "http://127.0.0.1:{0}/signin")]
    public void A_redirect_address_without_a_port_gets_a_free_one(string registered, string expected)
    {
        using RedirectListener listener = new(new Uri(registered), new FakeTimeProvider());

        int port = new Uri(listener.RedirectUri).Port;
        Assert.NotEqual(80, port);
        Assert.Equal(expected.Replace("{0}", $"{port}", StringComparison.Ordinal), listener.RedirectUri);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/signin")]
    public async Task A_redirect_address_with_a_port_is_sent_as_it_is_registered(string path)
    {
        int port = Port;
        _listener.Dispose();
        string registered = $"http://localhost:{port}{path}";
        using RedirectListener listener = new(new Uri(registered), new FakeTimeProvider());

        Assert.Equal(registered, listener.RedirectUri);
        Task<Uri> waiting = listener.WaitForRedirectAsync(State, Cancellation);
        using HttpResponseMessage page = await _browser.GetAsync(
            new Uri($"{registered}?code=good&state={State}"), Cancellation);
        Assert.Equal(new Uri($"{registered}?code=good&state={State}"), await waiting);
    }

    private static bool HasIPv6()
    {
        try
        {
            using TcpListener listener = new(IPAddress.IPv6Loopback, 0);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private Task<HttpResponseMessage> OpenAsync(string target) =>
        _browser.GetAsync(new Uri($"http://127.0.0.1:{Port}/{target}"), Cancellation);
}
